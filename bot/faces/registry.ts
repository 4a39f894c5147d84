/** The face of every kind of return; a test compares it with the kinds. */
import { movedWords } from '../../cards/asked/moved-words.ts';
import type { Card } from '../../cards/card.ts';
import { isKind, type KindName } from '../../services/returns/kinds.ts';
import { notInBefore } from '../../services/returns/not-in-before.ts';
import { askUnknown, getAsk } from '../../services/rounds/find-ask.ts';
import { type AskRow, rounds } from '../../services/store/entities/rounds.ts';
import type { View } from '../../services/store/unit-of-work.ts';
import { actionUpdatesFace } from './action-updates.ts';
import { agencyStatementFace } from './agency-statement.ts';
import { complianceFace } from './compliance.ts';
import type { AskFace, AskLook } from './face.ts';
import { groupReportFace } from './group-report.ts';
import { measuresFace } from './measures.ts';
import { priorityReportFace } from './priority-report.ts';
import { section11Face } from './section-11.ts';
import { trainingFace } from './training-figures.ts';

export const askFaces: Partial<Record<KindName, AskFace>> = {
  'action-updates': actionUpdatesFace,
  'agency-statement': agencyStatementFace,
  compliance: complianceFace,
  'group-report': groupReportFace,
  measures: measuresFace,
  'priority-report': priorityReportFace,
  'section-11': section11Face,
  'training-figures': trainingFace,
};

/**
 * An ask's card as it stands, whatever its kind.
 * @throws CollateError `ask_unknown`
 */
export async function renderAsk(
  view: View,
  where: { boardId: string; askId: string; now: Date },
  look: Partial<AskLook> & Pick<AskLook, 'forms'>,
): Promise<Card> {
  const ask = await getAsk(view, where.boardId, where.askId);
  const face = isKind(ask.kind) ? askFaces[ask.kind] : undefined;
  if (!face) throw askUnknown();
  const banner = look.banner ?? (await standingBanner(view, ask));
  return face(view, where, { page: 0, isSmall: false, ...look, banner });
}

/** What stands on top while something is missing: that the round moved, or that last time's was not in. */
async function standingBanner(view: View, ask: AskRow): Promise<string | null> {
  const round = await view.rows(rounds).get(ask.roundId);
  if (round.closedAt !== null || ask.completedAt !== null) return null;
  const moved = movedWords(round);
  if (moved !== null) return moved;
  const before = await notInBefore(view, { ask, round });
  return before === null ? null : `Not all in when ${before} closed.`;
}
