import { randomUUID } from 'node:crypto';
import { exportJWK, exportSPKI, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { serve } from './http.ts';
import { rsaKeyPair } from './keys.ts';

/** The tenant whose tokens the Bot Framework Emulator sends, and the issuer botbuilder takes them from. */
const emulatorIssuer = 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/';

/** Every way in which the `Authorization` of a request to the bot can be made not to be Teams'. */
export const tokenFaults = [
  /** No header at all. */
  'no header',
  /** `Bearer ` and nothing more. */
  'empty token',
  /** Text that is no token. */
  'garbage',
  /** A user name and password. */
  'basic',
  /** A good token behind `bearer`. */
  'lower case scheme',
  /** Signed by another key under the id of the real one. */
  'wrong key',
  /** Signed by a key that the metadata does not list. */
  'unknown key',
  /** Signed by a real key that is not endorsed for Teams. */
  'not endorsed',
  /** Signed by a key that is listed without any endorsement, beside others that have theirs. */
  'without endorsements',
  /** HMAC with the public key as its secret. */
  'public key as secret',
  /** No signature, naming the real key. */
  'unsigned',
  /** No signature and no key. */
  'unsigned without key',
  /** For another bot. */
  'wrong audience',
  'no audience',
  /** A good key, but somebody else's name. */
  'wrong issuer',
  /** Ended an hour ago. */
  'expired',
  /** Begins in an hour. */
  'not yet valid',
  /** For another service URL than the activity's. */
  'wrong service url',
  'no service url',
  /** A good token of the Bot Framework Emulator: not Teams, whatever it says. */
  'emulator',
  /** Shaped like a token of another bot (a "skill"), from a tenant never seen before. */
  'unknown tenant',
] as const;

export type TokenFault = (typeof tokenFaults)[number];

export interface TokenOptions {
  /** Makes the token bad in this one way. */
  fault?: TokenFault;
  /** Claims to set, over everything else; `undefined` removes one. */
  claims?: Record<string, unknown>;
  /** The whole header, as it is. */
  authorization?: string;
}

export interface IssuerSettings {
  /** The bot's app id: the audience of its tokens. */
  appId: string;
  /** The `serviceurl` claim, read at each signing because the Connector may move. */
  serviceUrl: () => string;
  /** The `iss` claim. */
  issuer?: string;
}

/**
 * Stands in for the Bot Framework's token service: it publishes keys as the real one does and signs what
 * Teams sends to a bot.
 */
export interface Issuer {
  issuer: string;
  /** For `ToBotFromChannelOpenIdMetadataUrl`. */
  metadataUrl: string;
  /** For `ToBotFromEmulatorOpenIdMetadataUrl`. */
  emulatorMetadataUrl: string;
  /** How often metadata and keys were fetched. */
  fetches: { metadata: number; keys: number };
  /** The value of the `Authorization` header, `undefined` for none. */
  authorization(options?: TokenOptions): Promise<string | undefined>;
  stop(): Promise<void>;
}

/** Starts the token service on a free port. */
export async function startIssuer(settings: IssuerSettings): Promise<Issuer> {
  const issuer = settings.issuer ?? 'https://api.botframework.com';
  const [channel, unendorsed, bare, emulator, stranger] = await Promise.all([
    createKey('channel-key'),
    createKey('directline-key'),
    createKey('bare-key'),
    createKey('emulator-key'),
    createKey('stranger-key'),
  ]);
  const channelKeys = [
    { ...channel.jwk, endorsements: ['msteams', 'webchat', 'skype'] },
    { ...unendorsed.jwk, endorsements: ['directline'] },
    bare.jwk,
  ];
  const fetches = { metadata: 0, keys: 0 };

  const server = await serve(({ method, url }) => {
    const base = `http://127.0.0.1:${server.port}`;
    if (method !== 'GET') {
      return { status: 405 };
    }
    switch (url.pathname) {
      case '/v1/.well-known/openidconfiguration':
        fetches.metadata += 1;
        return {
          status: 200,
          body: {
            issuer,
            jwks_uri: `${base}/v1/.well-known/keys`,
            id_token_signing_alg_values_supported: ['RS256'],
            token_endpoint_auth_methods_supported: ['private_key_jwt'],
          },
        };
      case '/v1/.well-known/keys':
        fetches.keys += 1;
        return { status: 200, body: { keys: channelKeys } };
      case '/common/v2.0/.well-known/openid-configuration':
        return {
          status: 200,
          body: { issuer: emulatorIssuer, jwks_uri: `${base}/common/discovery/v2.0/keys` },
        };
      case '/common/discovery/v2.0/keys':
        return { status: 200, body: { keys: [emulator.jwk] } };
      default:
        return { status: 404 };
    }
  });

  function claimsFor(fault: TokenFault | undefined): JWTPayload {
    const now = Math.floor(Date.now() / 1000);
    const claims: JWTPayload = {
      serviceurl: settings.serviceUrl(),
      nbf: now - 60,
      exp: now + 3600,
      iss: issuer,
      aud: settings.appId,
    };
    switch (fault) {
      case 'wrong audience':
        return { ...claims, aud: randomUUID() };
      case 'no audience':
        return { ...claims, aud: undefined };
      case 'wrong issuer':
        return { ...claims, iss: 'https://api.example.com' };
      case 'expired':
        return { ...claims, nbf: now - 7200, exp: now - 3600 };
      case 'not yet valid':
        return { ...claims, nbf: now + 3600, exp: now + 7200 };
      case 'wrong service url':
        return { ...claims, serviceurl: 'https://smba.example.com/uk/' };
      case 'no service url':
        return { ...claims, serviceurl: undefined };
      case 'emulator':
        return { ...claims, iss: emulatorIssuer, ver: '1.0', appid: settings.appId, serviceurl: undefined };
      case 'unknown tenant': {
        const tenant = randomUUID();
        return {
          ...claims,
          iss: `https://sts.windows.net/${tenant}/`,
          tid: tenant,
          ver: '1.0',
          appid: randomUUID(),
        };
      }
      default:
        return claims;
    }
  }

  async function sign(claims: JWTPayload, fault: TokenFault | undefined): Promise<string> {
    switch (fault) {
      case 'unsigned':
        return unsigned(claims, channel.kid);
      case 'unsigned without key':
        return new UnsecuredJWT(claims).encode();
      case 'public key as secret': {
        const secret = new TextEncoder().encode(await exportSPKI(channel.publicKey));
        return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: channel.kid }).sign(secret);
      }
      case 'wrong key':
        return new SignJWT(claims)
          .setProtectedHeader({ alg: 'RS256', kid: channel.kid })
          .sign(stranger.privateKey);
      case 'unknown key':
        return signWith(stranger, claims);
      case 'not endorsed':
        return signWith(unendorsed, claims);
      case 'without endorsements':
        return signWith(bare, claims);
      case 'emulator':
        return signWith(emulator, claims);
      default:
        return signWith(channel, claims);
    }
  }

  // Teams uses one token for many requests, and signing each would cost more than the rest of the stand-in.
  let kept: { serviceUrl: string; header: string; until: number } | undefined;

  return {
    issuer,
    metadataUrl: `http://127.0.0.1:${server.port}/v1/.well-known/openidconfiguration`,
    emulatorMetadataUrl: `http://127.0.0.1:${server.port}/common/v2.0/.well-known/openid-configuration`,
    fetches,
    async authorization({ fault, claims = {}, authorization } = {}) {
      if (authorization !== undefined) {
        return authorization;
      }
      switch (fault) {
        case 'no header':
          return undefined;
        case 'empty token':
          return 'Bearer ';
        case 'garbage':
          return 'Bearer not-a-token';
        case 'basic':
          return `Basic ${Buffer.from('admin:admin').toString('base64')}`;
        default:
      }
      const isPlain = fault === undefined && Object.keys(claims).length === 0;
      const serviceUrl = settings.serviceUrl();
      if (isPlain && kept !== undefined && kept.serviceUrl === serviceUrl && Date.now() < kept.until) {
        return kept.header;
      }
      const token = await sign({ ...claimsFor(fault), ...claims }, fault);
      const header = `${fault === 'lower case scheme' ? 'bearer' : 'Bearer'} ${token}`;
      if (isPlain) {
        kept = { serviceUrl, header, until: Date.now() + 600_000 };
      }
      return header;
    },
    stop: server.stop,
  };
}

async function createKey(kid: string) {
  const { publicKey, privateKey } = await rsaKeyPair(kid);
  const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', x5t: kid };
  return { kid, publicKey, privateKey, jwk };
}

function signWith(key: Awaited<ReturnType<typeof createKey>>, claims: JWTPayload): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, x5t: key.kid, typ: 'JWT' })
    .sign(key.privateKey);
}

/** jose refuses to name a key in an unsecured token, so this one is put together by hand. */
function unsigned(claims: JWTPayload, kid: string): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'none', typ: 'JWT', kid })}.${encode(claims)}.`;
}
