/** The card of an ask for measures. */
import { measuresCard } from '../../cards/measures/ask-card.ts';
import { readMeasures } from '../../services/returns/measures.ts';
import type { AskFace } from './face.ts';

export const measuresFace: AskFace = async (view, { boardId, askId, now }, look) =>
  measuresCard(await readMeasures(view, boardId, askId), { ...look, now });
