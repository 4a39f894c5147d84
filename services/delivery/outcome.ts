/** What became of an attempt to post, in the few words that the dispatcher acts on. */

export type Outcome =
  | { kind: 'sent'; conversationId: string; activityId: string }
  /** Done, with nothing posted: the thing was no longer wanted, or is already so. */
  | { kind: 'nothing'; reason: string }
  /** Teams is busy or out of reach; `afterMs` is its own wish, null where it gave none. */
  | { kind: 'retry'; reason: string; afterMs: number | null }
  /** The message to refresh is no longer there. */
  | { kind: 'gone'; reason: string }
  /** It will never work as things are; a person must mend it. */
  | { kind: 'never'; reason: string };
