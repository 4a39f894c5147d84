/**
 * The lock in front of the library's own: a token is checked whole before its request's body is read, so that the
 * library never meets a bad one. It answers some of those with 500, prints keys and stack traces, and remembers each
 * tenant that a stranger makes up.
 */
import { createHash } from 'node:crypto';
import { type JWTVerifyGetKey, jwtVerify } from 'jose';
import { Refused } from './refusal.ts';
import { KeysUnavailable } from './signing-keys.ts';

/** As the library has it. */
const CLOCK_SKEW_S = 5 * 60;

/** Teams uses one token for many requests; so many of them are remembered until they end. */
const MAX_KNOWN = 200;

/** Seconds after which a request may be sent again while the keys cannot be fetched. */
const KEYS_RETRY_S = 5;

export interface TokenSettings {
  issuer: string;
  /** The app id of the bot. */
  audience: string;
  keys: JWTVerifyGetKey;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** What a good token says of the request. */
export interface GoodToken {
  /** The only address that answers may go to. */
  serviceUrl: string;
}

export interface TokenCheck {
  /** What was found for this header before, while its token lasts; null for one that has to be checked. */
  recall(authorization: string | null): GoodToken | null;
  /** @throws Refused `unauthorised`, `keys_unavailable` */
  check(authorization: string | null): Promise<GoodToken>;
}

interface Known extends GoodToken {
  /** Milliseconds since 1970. */
  until: number;
}

export function createTokenCheck({ issuer, audience, keys, now = Date.now }: TokenSettings): TokenCheck {
  const known = new Map<string, Known>();

  function recall(authorization: string | null): GoodToken | null {
    const found = authorization === null ? undefined : known.get(digest(authorization));
    return found && found.until > now() ? found : null;
  }

  async function check(authorization: string | null): Promise<GoodToken> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
    if (authorization === null || token === undefined) throw new Refused('unauthorised');
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ['RS256'],
        clockTolerance: CLOCK_SKEW_S,
        requiredClaims: ['exp'],
        currentDate: new Date(now()),
      });
      const serviceUrl = payload['serviceurl'];
      // A list that holds the audience is good enough for jose, and not for the library.
      if (payload.aud !== audience) throw new Refused('unauthorised');
      if (typeof serviceUrl !== 'string' || serviceUrl === '') throw new Refused('unauthorised');
      remember(authorization, { serviceUrl, until: ((payload.exp ?? 0) + CLOCK_SKEW_S) * 1000 });
      return { serviceUrl };
    } catch (error) {
      if (error instanceof KeysUnavailable) throw new Refused('keys_unavailable', KEYS_RETRY_S);
      // Whatever else is wrong with it, nobody is let in by a token that could not be checked.
      throw new Refused('unauthorised');
    }
  }

  function remember(authorization: string, token: Known): void {
    known.set(digest(authorization), token);
    if (known.size <= MAX_KNOWN) return;
    for (const oldest of known.keys()) {
      known.delete(oldest);
      break;
    }
  }

  return { recall, check: async authorization => recall(authorization) ?? check(authorization) };
}

/** Tokens themselves are not kept. */
const digest = (authorization: string): string =>
  createHash('sha256').update(authorization).digest('base64url');
