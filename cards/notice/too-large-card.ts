/** In place of a card that Teams will not take in any size: what it would tell, and how to see it in parts. */
import type { DeliveryPurpose } from '../../services/ports.ts';
import type { Card } from '../card.ts';
import { noticeCard } from './notice-card.ts';
import { purposeWords } from './purpose-words.ts';

/** What to type instead; null where nothing shows it. */
const commands: Record<DeliveryPurpose, string | null> = {
  ask: 'mine',
  refresh: 'mine',
  removal: null,
  links: null,
  'draft-summary': 'summary',
  summary: 'summary',
  report: 'status',
  'sign-off': 'sign off',
  decisions: 'decisions',
  digest: 'digest',
  'stopped-notice': 'deliveries',
  reminder: 'mine',
  progress: 'round list',
  account: null,
  'round-to-open': 'round plan',
};

export function tooLargeCard(purpose: DeliveryPurpose, isInChannel: boolean): Card {
  const command = commands[purpose];
  const typed = command && (isInChannel ? `@Collate ${command}` : command);
  return noticeCard({
    tone: 'info',
    title: 'Too large to show here',
    text: `Teams does not take this in one card: ${purposeWords[purpose]}.`,
    mend: typed ? `To see it in parts, type: ${typed}` : 'Ask the manager of the board to look at it.',
    id: null,
  });
}
