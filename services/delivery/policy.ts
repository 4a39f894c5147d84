/** What each purpose of a delivery may do, in one table; a new purpose is a line in it. */
import type { DeliveryPurpose } from '../ports.ts';

/**
 * - `card`: posts a card that stands: it is kept up to date while it stands.
 * - `once`: posts one message and leaves it as it is; it can be taken away again.
 * - `on message`: changes one message that is there, its subject; of two at a time one waits.
 */
type Does = 'card' | 'once' | 'on message';

export interface Policy {
  does: Does;
  /**
   * Where nobody can know whether Teams got it (a row found in "sending" after a crash, an answer that was lost):
   * sent again, which may show a thing twice, or not, which may show it never. What is not sent again is told to
   * the manager, who can look, and have it sent.
   */
  ifUnsure: 'again' | 'not again';
  /** True where the manager is not told that it could not be posted. */
  isQuiet?: true;
}

export const policies: Record<DeliveryPurpose, Policy> = {
  // Two cards of one ask: a press on either is taken, and both are refreshed from then on.
  ask: { does: 'card', ifUnsure: 'again' },
  // The same card in the same place.
  refresh: { does: 'on message', ifUnsure: 'again' },
  // What is gone already counts as taken away.
  removal: { does: 'on message', ifUnsure: 'again' },
  links: { does: 'card', ifUnsure: 'again' },
  'draft-summary': { does: 'card', ifUnsure: 'again' },
  summary: { does: 'card', ifUnsure: 'again' },
  report: { does: 'card', ifUnsure: 'again' },
  // Two cards of the same returns: what is done on one shows on both.
  'sign-off': { does: 'card', ifUnsure: 'again' },
  // A second one would tell everybody the same week twice; who missed it asks for it.
  digest: { does: 'once', ifUnsure: 'not again' },
  // One that fails must not lead to another.
  'stopped-notice': { does: 'once', ifUnsure: 'not again', isQuiet: true },
  // To be called twice for one thing is worse than not at all: the next reminder comes by itself.
  'round-to-open': { does: 'card', ifUnsure: 'again' },
  reminder: { does: 'card', ifUnsure: 'not again' },
  account: { does: 'card', ifUnsure: 'again' },
  // An answer that the manager asked for: it is kept up to date, and never posted by itself.
  decisions: { does: 'card', ifUnsure: 'again' },
  // Two cards of one round: both are kept up to date.
  progress: { does: 'card', ifUnsure: 'again' },
};

/** Purposes of a certain kind, as a condition for rows. */
export const purposesThat = (does: Does): DeliveryPurpose[] =>
  (Object.keys(policies) as DeliveryPurpose[]).filter(purpose => policies[purpose].does === does);

export const isOnMessage = (purpose: DeliveryPurpose): boolean => policies[purpose].does === 'on message';
