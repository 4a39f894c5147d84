/** What the Connector's refusals mean, in the few words that the dispatcher acts on. */
import type { Outcome } from '../services/delivery/outcome.ts';
import type { StopCode } from '../services/delivery/stops.ts';
import { isStoreAway } from '../services/errors.ts';
import { UnknownServiceHost } from './door/service-hosts.ts';

type Failure = Exclude<Outcome, { kind: 'sent' | 'nothing' | 'not-begun' }>;

/** Teams is busy or out of reach for a while. */
const RETRY = new Set([408, 412, 429, 500, 502, 503, 504]);

/** Of these nobody knows whether Teams had taken it before it failed. */
const UNSURE = new Set([408, 500, 502, 504]);

const never = (code: StopCode, reason: string): Failure => ({ kind: 'never', code, reason });

/** The store is asked only before something is sent. */
const noStore: Failure = {
  kind: 'retry',
  reason: 'The database could not be reached.',
  afterMs: null,
  mayHaveArrived: false,
};

const reasons: Record<string, Failure> = {
  ConversationNotFound: {
    kind: 'gone',
    what: 'conversation',
    reason: 'Teams no longer has the conversation.',
  },
  ActivityNotFoundInConversation: {
    kind: 'gone',
    what: 'message',
    reason: 'Teams no longer has the message.',
  },
  BotNotInConversationRoster: never('not-installed', 'The bot is not installed there.'),
  ForbiddenOperationException: never('not-installed', 'The bot is not installed there.'),
  ConversationBlockedByUser: never('blocked', 'The person has blocked the bot.'),
  BotDisabledByAdmin: never('disabled', 'An administrator has disabled the bot.'),
  MessageWritesBlocked: never('disabled', 'An administrator has blocked messages there.'),
  BotNotRegistered: never('registration', 'The bot’s registration is not known to Teams.'),
  MessageSizeTooBig: never('too-large', 'The card is too large for Teams.'),
};

export function outcomeOfFailure(error: unknown): Failure {
  if (error instanceof UnknownServiceHost) return never('refused', error.message);
  if (isStoreAway(error)) return noStore;
  const { statusCode, code } = detailsOf(error);
  const named = code ? reasons[code] : undefined;
  if (named) return named;
  if (statusCode === null) {
    return isOfTheNetwork(error)
      ? {
          kind: 'retry',
          reason: 'Teams could not be reached.',
          afterMs: null,
          mayHaveArrived: !wasNeverSent(error),
        }
      : never('fault', 'A fault of Collate’s own; the log has it.');
  }
  // A 404 that names nothing is a service that has moved; the next activity tells where to.
  if (RETRY.has(statusCode) || statusCode === 404) {
    return {
      kind: 'retry',
      reason: `Teams answered ${statusCode}.`,
      afterMs: retryAfter(error),
      isThrottled: statusCode === 429,
      mayHaveArrived: UNSURE.has(statusCode),
    };
  }
  if (statusCode === 401) return never('registration', `Teams refused the bot’s token: 401.`);
  return never('refused', `Teams refused it: ${statusCode}${code ? ` ${code}` : ''}.`);
}

/** No connection was made, so nothing can have arrived. */
const wasNeverSent = (error: unknown) =>
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(
    String((error as { code?: unknown }).code),
  );

/** A connection that was refused, cut or too slow, or a login that could not be reached. */
function isOfTheNetwork(error: unknown): boolean {
  const { name = '', code } = (error ?? {}) as { name?: string; code?: unknown };
  const network = /^(RestError|AbortError|FetchError|TimeoutError|ServerError|ClientAuthError)$/.test(name);
  return network || (typeof code === 'string' && /^(E[A-Z]+|UND_ERR_\w+|network_error)$/.test(code));
}

function detailsOf(error: unknown): { statusCode: number | null; code: string | null } {
  const { statusCode, code, body } = (error ?? {}) as {
    statusCode?: unknown;
    code?: unknown;
    body?: unknown;
  };
  const inner = (body as { error?: { code?: unknown } } | undefined)?.error?.code;
  const name = [inner, code].find(value => typeof value === 'string');
  return {
    statusCode: typeof statusCode === 'number' ? statusCode : null,
    code: typeof name === 'string' ? name : null,
  };
}

/** Retry-After in seconds or as a date, in milliseconds; null where there is none. */
function retryAfter(error: unknown): number | null {
  const headers = (error as { response?: { headers?: { get?: (name: string) => string | undefined } } })
    .response?.headers;
  const value = headers?.get?.('retry-after');
  if (!value) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds * 1000;
  const until = Date.parse(value);
  return Number.isNaN(until) ? null : Math.max(0, until - Date.now());
}
