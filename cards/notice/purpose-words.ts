/** What a delivery is, for people. */
import type { DeliveryPurpose } from '../../services/ports.ts';

export const purposeWords: Record<DeliveryPurpose, string> = {
  ask: 'the card of a return',
  refresh: 'a card to bring up to date',
  removal: 'a card to take away',
  links: 'which channels are linked',
  'draft-summary': 'the draft summary',
  summary: 'the summary',
  'round-to-open': 'a round to open',
  reminder: 'a reminder',
  decisions: 'the list of decisions',
  progress: 'how far a round is',
  report: 'a report',
  'sign-off': 'what waits for a sign-off',
  account: 'Whose account it is',
  digest: 'the digest',
  'stopped-notice': 'what could not be posted',
};
