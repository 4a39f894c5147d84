/** The card of the decisions, and the form of one, for the one who asks, where they ask. */
import type { Card, Forms } from '../cards/card.ts';
import { type DecisionFormView, decisionForm } from '../cards/decisions/form-card.ts';
import { decisionListCard } from '../cards/decisions/list-card.ts';
import { isOpen } from '../services/decisions/decisions.ts';
import {
  type ListedDecision,
  listDecisions,
  readDecisionList,
} from '../services/decisions/list-decisions.ts';
import { typedNote } from '../services/decisions/note-input.ts';
import type { Actor } from '../services/people/access.ts';
import { may } from '../services/people/permissions.ts';
import { seenGroups } from '../services/people/seen-groups.ts';
import { type BoardRow, boards } from '../services/store/entities/board.ts';
import type { View } from '../services/store/unit-of-work.ts';
import type { BotDeps, Scene } from './deps.ts';

interface ListLook {
  page?: number;
  banner?: string | null;
}

/** The decisions that somebody may hear of; in 1:1 chat the manager notes what came of them. */
export const showDecisions = (
  { store, clock, forms }: BotDeps,
  { board, actor, place }: Scene,
  look: ListLook = {},
): Promise<Card> =>
  store.read(view =>
    drawDecisions(view, { board, actor, isAlone: place.kind === 'personal', now: clock.now(), forms }, look),
  );

/** The list in somebody's own chat, as the messenger refreshes it. */
export async function standingDecisions(
  view: View,
  { boardId, personId, now, forms }: { boardId: string; personId: string; now: Date; forms: Forms },
): Promise<Card> {
  const board = await view.rows(boards).get(boardId);
  const actor = { boardId, personId, channelRowId: null };
  return drawDecisions(view, { board, actor, isAlone: true, now, forms }, {});
}

async function drawDecisions(
  view: View,
  {
    board,
    actor,
    isAlone,
    now,
    forms,
  }: { board: BoardRow; actor: Actor; isAlone: boolean; now: Date; forms: Forms },
  { page = 0, banner = null }: ListLook,
): Promise<Card> {
  const groups = await seenGroups(view, actor, now);
  const { decisions, hidden } = await readDecisionList(view, board.id, actor);
  // Who is named for a restricted action reads of it, whatever their groups.
  const seen = decisions.filter(
    ({ group, restricted }) => groups === null || restricted || groups.some(({ id }) => id === group.id),
  );
  const mayNote = isAlone && (await may(view, actor, 'decision.note', { now }));
  return decisionListCard(seen, {
    board,
    now,
    page,
    mayNote,
    hidden: mayNote ? hidden : 0,
    lastNoted: mayNote ? lastNoted(seen, actor.personId ?? '') : null,
    banner,
    forms,
  });
}

/** The newest note of all, where the reader made it. */
function lastNoted(decisions: readonly ListedDecision[], personId: string) {
  const [newest] = decisions
    .flatMap(({ ref, note }) => (note ? [{ ref, note }] : []))
    .sort((one, other) => other.note.at.getTime() - one.note.at.getTime());
  if (!newest || newest.note.isUndo || newest.note.notedBy?.id !== personId) return null;
  return { noteId: newest.note.id, ref: newest.ref };
}

/** The form as it was typed; else with what was noted before, and whom the group asks. */
export async function drawDecisionForm(
  { store }: BotDeps,
  { board, actor }: Scene,
  decision: ListedDecision,
  forms: Forms,
  shown: Partial<DecisionFormView> = {},
): Promise<Card> {
  const all = await store.read(view => listDecisions(view, board.id, actor));
  const { note, state, from, version } = decision;
  const before =
    note && state !== 'on-agenda'
      ? { state, words: note.words, decidedBy: note.decidedBy ?? from, decidedOn: note.on }
      : { decidedBy: from, decidedOn: note?.on };
  return decisionForm(decision, {
    values: typedNote(before),
    problems: {},
    notice: null,
    version,
    ...shown,
    timezone: board.timezone,
    another: all.some(other => isOpen(other) && other.asking.returnId !== decision.asking.returnId),
    forms,
  });
}
