/** The card of an ask for training figures, in a group's channel. */
import { trainingCard } from '../../cards/training-figures/ask-card.ts';
import { readTrainingAsk } from '../../services/returns/training-figures.ts';
import type { AskFace } from './face.ts';

export const trainingFace: AskFace = async (view, { boardId, askId, now }, look) =>
  trainingCard(await readTrainingAsk(view, boardId, askId), { ...look, now });
