/** The card of an ask for compliance figures, in a group's channel or an agency's 1:1 chat. */
import { complianceCard } from '../../cards/compliance/ask-card.ts';
import { readComplianceAsk } from '../../services/returns/compliance.ts';
import type { AskFace } from './face.ts';

export const complianceFace: AskFace = async (view, { boardId, askId, now }, look) =>
  complianceCard(await readComplianceAsk(view, boardId, askId), { ...look, now });
