/** The card of an ask for a Section 11 return, in an agency's 1:1 chat. */
import { section11Card } from '../../cards/section-11/ask-card.ts';
import { readSection11 } from '../../services/returns/section-11.ts';
import type { AskFace } from './face.ts';

export const section11Face: AskFace = async (view, { boardId, askId, now }, look) =>
  section11Card(await readSection11(view, boardId, askId), { ...look, now });
