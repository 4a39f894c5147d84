/** What each purpose of a delivery may do, in one table; a new purpose is a line in it. */
import type { DeliveryPurpose } from '../ports.ts';

/**
 * - `card`: posts a card that stands: it is kept up to date while it stands, and posted anew where it must.
 * - `once`: posts one message and leaves it as it is; it can be taken away again.
 * - `on message`: changes one message that is there, its subject; of two at a time one waits.
 */
type Does = 'card' | 'once' | 'on message';

export interface Policy {
  does: Does;
  /**
   * A row found in "sending" after a crash, when nobody can know whether Teams got it: sent again, which may show
   * a thing twice, or not, which may show it never.
   */
  afterCrash: 'again' | 'not again';
}

export const policies: Record<DeliveryPurpose, Policy> = {
  // Two cards of one ask: a press on either is taken, and both are refreshed from then on.
  ask: { does: 'card', afterCrash: 'again' },
  // The same card in the same place.
  refresh: { does: 'on message', afterCrash: 'again' },
  // What is gone already counts as taken away.
  removal: { does: 'on message', afterCrash: 'again' },
  links: { does: 'card', afterCrash: 'again' },
  'draft-summary': { does: 'card', afterCrash: 'again' },
  summary: { does: 'card', afterCrash: 'again' },
  report: { does: 'card', afterCrash: 'again' },
};

/** Purposes of a certain kind, as a condition for rows. */
export const purposesThat = (does: Does): DeliveryPurpose[] =>
  (Object.keys(policies) as DeliveryPurpose[]).filter(purpose => policies[purpose].does === does);
