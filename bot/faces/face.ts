/** What the face of a kind is: an ask's card as it stands, for a channel or a 1:1 chat. */
import type { Card, Forms } from '../../cards/card.ts';
import type { View } from '../../services/store/unit-of-work.ts';

export interface AskLook {
  /** Counted from 0. */
  page: number;
  /** Stands on top: what has just happened. */
  banner: string | null;
  forms: Forms;
  /** Fewer rows, where Teams found the card too large. */
  isSmall: boolean;
}

export type AskFace = (
  view: View,
  where: { boardId: string; askId: string; now: Date },
  look: AskLook,
) => Promise<Card>;
