/** The keys that the Bot Framework signs with, as its OpenID metadata publishes them. */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** Whom a key must be endorsed for: this bot is for Teams. */
const CHANNEL = 'msteams';

/** Keys are fetched anew after this long, and where a token names one that is not known, at most once a minute. */
const MAX_AGE_MS = 24 * 60 * 60_000;
const UNKNOWN_KEY_MS = 60_000;
/** After a failure, strangers must not make us ask again at once. */
const AFTER_FAILURE_MS = 5_000;
const TIMEOUT_MS = 5_000;

/** Nobody can be let in: the keys have never been fetched. */
export class KeysUnavailable extends Error {
  constructor(cause: unknown) {
    super('The signing keys could not be fetched.', { cause });
    this.name = 'KeysUnavailable';
  }
}

interface KeySet {
  find: JWTVerifyGetKey;
  /** By key id: whether the key may sign for Teams. */
  endorsed: ReadonlyMap<string, boolean>;
  fetchedAt: number;
}

export interface SigningKeysSettings {
  /** Milliseconds of a clock that only goes forward. */
  now?: () => number;
  getJson?: (url: string) => Promise<unknown>;
}

/**
 * Finds the key that a token names.
 * @throws KeysUnavailable; an error of jose for a key that is not known or not endorsed for Teams
 */
export function createSigningKeys(
  metadataUrl: string,
  { now = () => performance.now(), getJson = fetchJson }: SigningKeysSettings = {},
): JWTVerifyGetKey {
  let set: KeySet | null = null;
  let pending: Promise<KeySet> | null = null;
  let failure: { error: unknown; at: number } | null = null;

  async function load(): Promise<KeySet> {
    const { jwks_uri: uri } = (await getJson(metadataUrl)) as { jwks_uri?: unknown };
    if (typeof uri !== 'string') throw new Error('The metadata name no keys.');
    const published = (await getJson(uri)) as JSONWebKeySet;
    return { find: createLocalJWKSet(published), endorsed: endorsements(published), fetchedAt: now() };
  }

  async function refreshed(): Promise<KeySet> {
    if (failure && now() - failure.at < AFTER_FAILURE_MS) return orThrow(failure.error);
    pending ??= load().finally(() => {
      pending = null;
    });
    try {
      set = await pending;
      failure = null;
      return set;
    } catch (error) {
      failure = { error, at: now() };
      return orThrow(error);
    }
  }

  /** Old keys are better than none. */
  function orThrow(error: unknown): KeySet {
    if (set) return set;
    throw new KeysUnavailable(error);
  }

  return async (header, token) => {
    const { kid } = header;
    if (typeof kid !== 'string') throw new errors.JWKSNoMatchingKey();
    const age = set ? now() - set.fetchedAt : Number.POSITIVE_INFINITY;
    const isKnown = set?.endorsed.has(kid) ?? false;
    const keys = set && age < (isKnown ? MAX_AGE_MS : UNKNOWN_KEY_MS) ? set : await refreshed();
    if (!keys.endorsed.get(kid)) throw new errors.JWKSNoMatchingKey();
    return keys.find(header, token);
  };
}

/** Where any key says whom it is endorsed for, one that says nothing is endorsed for nobody. */
function endorsements({ keys }: JSONWebKeySet): Map<string, boolean> {
  const lists = keys.map(key => [key.kid, (key as { endorsements?: unknown }).endorsements] as const);
  const isSaid = lists.some(([, list]) => Array.isArray(list));
  return new Map(
    lists.flatMap(([kid, list]) =>
      kid === undefined ? [] : [[kid, isSaid ? Array.isArray(list) && list.includes(CHANNEL) : true]],
    ),
  );
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`Answered ${response.status}.`);
  return response.json();
}
