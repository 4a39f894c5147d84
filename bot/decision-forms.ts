/** The card of the decisions, and the form of one, for the one who asks, where they ask. */
import type { Card, Forms } from '../cards/card.ts';
import { type DecisionFormView, decisionForm } from '../cards/decisions/form-card.ts';
import { decisionListCard } from '../cards/decisions/list-card.ts';
import { isOpen } from '../services/decisions/decisions.ts';
import { type ListedDecision, listDecisions } from '../services/decisions/list-decisions.ts';
import { typedNote } from '../services/decisions/note-input.ts';
import { may } from '../services/people/permissions.ts';
import { seenGroups } from '../services/people/seen-groups.ts';
import type { BotDeps, Scene } from './deps.ts';

/** The decisions that somebody may hear of; in 1:1 chat the manager notes what came of them. */
export async function showDecisions(
  { store, clock, forms }: BotDeps,
  { board, actor, person, place }: Scene,
  { page = 0, banner = null }: { page?: number; banner?: string | null } = {},
): Promise<Card> {
  const now = clock.now();
  const { seen, mayNote } = await store.read(async view => {
    const groups = await seenGroups(view, actor, now);
    const all = await listDecisions(view, board.id);
    return {
      seen: groups === null ? all : all.filter(({ group }) => groups.some(({ id }) => id === group.id)),
      mayNote: place.kind === 'personal' && (await may(view, actor, 'decision.note', { now })),
    };
  });
  return decisionListCard(seen, {
    board,
    now,
    page,
    mayNote,
    lastNoted: mayNote ? lastNoted(seen, person.id) : null,
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
  { board }: Scene,
  decision: ListedDecision,
  forms: Forms,
  shown: Partial<DecisionFormView> = {},
): Promise<Card> {
  const all = await store.read(view => listDecisions(view, board.id));
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
