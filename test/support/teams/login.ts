import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, exportPKCS8, jwtVerify, SignJWT } from 'jose';
import { localhostCertificate } from './certs.ts';
import { type HttpAnswer, type HttpCall, serve } from './http.ts';
import { rsaKeyPair } from './keys.ts';

/** One call of the token endpoint. */
export interface TokenRequest {
  clientId: string;
  /** What the client proved itself with. */
  proof: 'secret' | 'certificate' | 'none';
  scope: string;
  status: number;
  /** The code in the error's text, such as `AADSTS7000215`; absent when a token was given. */
  error?: string;
}

export interface LoginSettings {
  appId: string;
  tenantId: string;
  /** The client secret. */
  secret: string;
  /** Seconds that an access token lasts. botbuilder fetches anew five minutes before the end. */
  tokenLifetime?: number;
  /** The resources that tokens are given for. */
  resources?: string[];
}

/** Stands in for the Entra login server, as far as a bot's own tokens go. */
export interface Login {
  /** For `ToChannelFromBotLoginUrl`. */
  loginUrl: string;
  /** The secret that is accepted now. */
  secret: string;
  /** A certificate that is accepted beside the secret: hex thumbprint and PEM private key. */
  certificate: { thumbprint: string; privateKey: string };
  /** Every call of the token endpoint, in order. */
  tokenRequests: TokenRequest[];
  /** How many tokens were given. */
  readonly tokensGiven: number;
  /** Refuses every token given until now wherever it is shown. */
  revokeTokens(): void;
  /** Makes the next calls of the token endpoint fail with this status and an error that is not the caller's. */
  failNext(failure: { status: number; times?: number; retryAfterSeconds?: number }): void;
  /**
   * Checks a token that this server gave.
   * @returns the claims, or `undefined` when it is not good for this audience.
   */
  verify(token: string, audience: string): Promise<Record<string, unknown> | undefined>;
  stop(): Promise<void>;
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Starts the login server, https with the tests' own certificate, on a free port. */
export async function startLogin(settings: LoginSettings): Promise<Login> {
  const { appId, tenantId, tokenLifetime = 3600 } = settings;
  const resources = settings.resources ?? ['https://api.botframework.com', 'https://graph.microsoft.com'];
  const signing = await rsaKeyPair('login-key');
  const client = await rsaKeyPair('client-certificate');
  const kid = 'login-key';
  const jwk = { ...(await exportJWK(signing.publicKey)), kid, use: 'sig', alg: 'RS256' };
  const clientPrivateKey = await exportPKCS8(client.privateKey);
  const thumbprint = createHash('sha1').update(clientPrivateKey).digest('hex').toUpperCase();
  const tokenRequests: TokenRequest[] = [];
  const failures: { status: number; retryAfterSeconds: number | undefined }[] = [];
  let goodTokens = new Set<string>();
  let tokensGiven = 0;

  const server = await serve(call => {
    const { pathname } = call.url;
    const base = `https://127.0.0.1:${server.port}/${tenantId}`;
    if (call.method === 'GET' && pathname === `/${tenantId}/v2.0/.well-known/openid-configuration`) {
      return {
        status: 200,
        body: {
          issuer: `${base}/v2.0`,
          authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
          token_endpoint: `${base}/oauth2/v2.0/token`,
          end_session_endpoint: `${base}/oauth2/v2.0/logout`,
          jwks_uri: `${base}/discovery/v2.0/keys`,
          response_types_supported: ['code', 'id_token'],
          subject_types_supported: ['pairwise'],
          id_token_signing_alg_values_supported: ['RS256'],
          token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
          scopes_supported: ['openid'],
        },
      };
    }
    if (call.method === 'GET' && pathname === `/${tenantId}/discovery/v2.0/keys`) {
      return { status: 200, body: { keys: [jwk] } };
    }
    if (call.method === 'POST' && pathname === `/${tenantId}/oauth2/v2.0/token`) {
      return giveToken(call, `${base}/oauth2/v2.0/token`);
    }
    return { status: 404 };
  }, localhostCertificate());

  const login: Login = {
    loginUrl: `https://127.0.0.1:${server.port}/${tenantId}`,
    secret: settings.secret,
    certificate: { thumbprint, privateKey: clientPrivateKey },
    tokenRequests,
    get tokensGiven() {
      return tokensGiven;
    },
    revokeTokens() {
      goodTokens = new Set();
    },
    failNext({ status, times = 1, retryAfterSeconds }) {
      for (let i = 0; i < times; i += 1) {
        failures.push({ status, retryAfterSeconds });
      }
    },
    async verify(token, audience) {
      if (!goodTokens.has(token)) {
        return undefined;
      }
      try {
        const { payload } = await jwtVerify(token, signing.publicKey, { audience, algorithms: ['RS256'] });
        return payload;
      } catch {
        return undefined;
      }
    },
    stop: server.stop,
  };
  return login;

  async function giveToken(call: HttpCall, tokenEndpoint: string): Promise<HttpAnswer> {
    const form = new URLSearchParams(call.body);
    const assertion = form.get('client_assertion');
    const secret = form.get('client_secret');
    const request: TokenRequest = {
      clientId: form.get('client_id') ?? '',
      proof: assertion !== null ? 'certificate' : secret !== null ? 'secret' : 'none',
      scope: form.get('scope') ?? '',
      status: 200,
    };
    tokenRequests.push(request);

    const refuse = (status: number, error: string, number: number, description: string): HttpAnswer => {
      request.status = status;
      request.error = `AADSTS${number}`;
      return { status, body: loginError(error, number, description) };
    };

    const failure = failures.shift();
    if (failure !== undefined) {
      const answer = refuse(
        failure.status,
        failure.status === 429 ? 'temporarily_unavailable' : 'server_error',
        failure.status === 429 ? 90055 : 90033,
        'A transient error has occurred. Please try again.',
      );
      const { retryAfterSeconds } = failure;
      return retryAfterSeconds === undefined
        ? answer
        : { ...answer, headers: { 'retry-after': String(retryAfterSeconds) } };
    }
    if (form.get('grant_type') !== 'client_credentials') {
      return refuse(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
    }
    if (request.clientId !== appId) {
      const description = `Application with identifier '${request.clientId}' was not found in the directory '${tenantId}'.`;
      return refuse(400, 'unauthorized_client', 700016, description);
    }
    switch (request.proof) {
      case 'none':
        return refuse(
          401,
          'invalid_client',
          7000216,
          "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
        );
      case 'secret':
        if (secret !== login.secret) {
          const description = `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${appId}'.`;
          return refuse(401, 'invalid_client', 7000215, description);
        }
        break;
      case 'certificate':
        if (form.get('client_assertion_type') !== assertionType) {
          return refuse(
            400,
            'invalid_request',
            900144,
            "The request body must contain 'client_assertion_type'.",
          );
        }
        if (!(await isSignedByClient(assertion ?? '', tokenEndpoint))) {
          return refuse(401, 'invalid_client', 700027, 'Client assertion failed signature validation.');
        }
        break;
    }
    const resource = request.scope
      .split(' ')
      .find(name => name.endsWith('/.default'))
      ?.slice(0, -'/.default'.length);
    if (resource === undefined) {
      const description = `The provided value for scope ${request.scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.`;
      return refuse(400, 'invalid_scope', 1002012, description);
    }
    if (!resources.includes(resource)) {
      const description = `The resource principal named ${resource} was not found in the tenant named ${tenantId}.`;
      return refuse(400, 'invalid_resource', 500011, description);
    }
    const token = await new SignJWT({
      appid: appId,
      appidacr: request.proof === 'secret' ? '1' : '2',
      idp: `https://sts.windows.net/${tenantId}/`,
      tid: tenantId,
      uti: randomUUID(),
      ver: '1.0',
    })
      .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
      .setIssuer(`https://sts.windows.net/${tenantId}/`)
      .setAudience(resource)
      .setIssuedAt()
      .setNotBefore('-5 minutes')
      .setExpirationTime(`${tokenLifetime} seconds`)
      .sign(signing.privateKey);
    goodTokens.add(token);
    tokensGiven += 1;
    return {
      status: 200,
      body: {
        token_type: 'Bearer',
        expires_in: tokenLifetime,
        ext_expires_in: tokenLifetime,
        access_token: token,
      },
      headers: { 'cache-control': 'no-store, no-cache' },
    };
  }

  async function isSignedByClient(assertion: string, tokenEndpoint: string): Promise<boolean> {
    try {
      const { protectedHeader } = await jwtVerify(assertion, client.publicKey, {
        audience: tokenEndpoint,
        issuer: appId,
        subject: appId,
        algorithms: ['RS256', 'PS256'],
        // MSAL rounds up, so its assertions begin within the next second.
        clockTolerance: 300,
      });
      return protectedHeader.x5t === Buffer.from(thumbprint, 'hex').toString('base64url');
    } catch {
      return false;
    }
  }
}

function loginError(error: string, number: number, description: string): Record<string, unknown> {
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    error,
    error_description: `AADSTS${number}: ${description} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [number],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${number}`,
  };
}
