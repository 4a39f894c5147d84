/** The dispatcher's times, all in milliseconds. */

export interface Times {
  /** How often the ledger is looked at without being called: another process may have written. */
  poll: number;
  /** How long after one look the next may come. */
  rest: number;
  /** How long a replica that went away keeps others waiting. */
  lease: number;
  /** How long Teams may take over one delivery. */
  patience: number;
  /** How long a row may stay in "sending" before its sender is taken to be gone; longer than the patience. */
  sending: number;
  /** How long a stop waits for what is in flight. */
  stop: number;
}

export const TIMES: Times = {
  poll: 400,
  rest: 100,
  lease: 10_000,
  patience: 45_000,
  sending: 60_000,
  stop: 6_000,
};
