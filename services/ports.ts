/**
 * What the services need from the world around them. Each port has one real implementation
 * (bot/messenger.ts, the system clock, pino) and is passed in, never looked up.
 */
import type { Outcome } from './delivery/outcome.ts';

/** The only source of "now". Tests and the sample history stand at another hour. */
export interface Clock {
  /** The present instant. */
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. */
export function fixedClock(start: Date | string): Clock & { set(to: Date | string): void } {
  let instant = new Date(start);
  return {
    now: () => new Date(instant),
    set: to => {
      instant = new Date(to);
    },
  };
}

/** Calls back after so many milliseconds. @returns what takes the call back */
export type Later = (call: () => void, ms: number) => () => void;

export const systemLater: Later = (call, ms) => {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
};

type Fields = Record<string, string | number | boolean | null | undefined>;

/**
 * Structured log: a static message, and ids, codes and counts beside it.
 * Reply text, names and secrets never enter a log.
 */
export interface Log {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** One thing to post, refresh or remove, as the ledger names it. */
export interface DeliveryOrder {
  deliveryId: string;
  boardId: string;
  purpose: DeliveryPurpose;
  /** What it is about: an ask, a message, a summary, … as the purpose says. */
  subjectId: string;
  placeKind: PlaceKind;
  /** The id of the channel or person row that it goes to. */
  placeId: string;
}

/** Where a delivery goes: a channel of a team, or a person's 1:1 chat. */
export type PlaceKind = 'channel' | 'person';

/**
 * Why something is posted.
 * - `ask`: a group's card, posted anew; subject = ask
 * - `refresh`: a posted card brought up to date in place; subject = message
 * - `removal`: a posted card taken away again; subject = message
 * - `links`: which channels are linked to which groups; subject = team
 * - `draft-summary`: the draft made when a round closes, for the manager alone; subject = summary
 * - `summary`: an approved summary for the executive group's channel; subject = summary
 * - `decisions`: the list of decisions from which the manager opened a form; subject = board
 * - `progress`: how far a round is, for the manager and, by the board file, the executive group; subject = round
 * - `round-to-open`: a planned round whose day to open has come, for the manager; subject = its period
 * - `reminder`: what is still to come, to a group's channel or to those who look after it; subject = reminder
 * - `account`: whether an account is a person’s, for the manager alone; subject = further account
 * - `report`: a priority lead's report as it was submitted, where the plan sends it; subject = ask
 * - `digest`: what came in since the last one, weekly; subject = digest
 * - `stopped-notice`: what could not be posted and how to mend it, for the manager alone; subject = board
 * - `sign-off`: a group's returns of a round, for each of those who may sign them; subject = ask, the group's first
 */
export type DeliveryPurpose =
  | 'ask'
  | 'refresh'
  | 'removal'
  | 'links'
  | 'draft-summary'
  | 'summary'
  | 'report'
  | 'digest'
  | 'stopped-notice'
  | 'sign-off'
  | 'reminder'
  | 'account'
  | 'decisions'
  | 'progress'
  | 'round-to-open';

/** Resolves when Teams' limits let one call go, which is then counted; false where it must not go any more. */
export type Turn = () => Promise<boolean>;

/** The outgoing port: renders the present state of the order's subject and posts it. It never throws. */
export interface Messenger {
  /** @param turn awaited just before each call that posts or changes something; without it nothing is sent */
  deliver(order: DeliveryOrder, turn: Turn): Promise<Outcome>;
}
