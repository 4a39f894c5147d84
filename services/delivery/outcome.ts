/** What became of an attempt to post, in the few words that the dispatcher acts on. */
import type { StopCode } from './stops.ts';

export type Outcome =
  | { kind: 'sent'; conversationId: string; activityId: string }
  /** Done, with nothing posted: the thing was no longer wanted, or is already so. */
  | { kind: 'nothing'; reason: string }
  | Retry
  /** The conversation, or the message in it, is no longer there. */
  | { kind: 'gone'; what: 'conversation' | 'message'; reason: string }
  /** It will never work as things are; somebody must mend it. */
  | { kind: 'never'; code: StopCode; reason: string }
  | typeof NOT_BEGUN;

/** Nothing was sent: its turn did not come. It stands in the ledger as before. */
export const NOT_BEGUN = { kind: 'not-begun' } as const;

/** Teams is busy or out of reach. */
export interface Retry {
  kind: 'retry';
  reason: string;
  /** Teams' own wish, in milliseconds; null where it gave none. */
  afterMs: number | null;
  /** True for "too many": whatever else goes there waits too. */
  isThrottled?: boolean;
  /** True where the answer was lost, so that nobody knows whether it arrived. */
  mayHaveArrived?: boolean;
}
