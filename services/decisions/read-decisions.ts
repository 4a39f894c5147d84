/** Reads the notes on decisions, and the decisions of some actions as they stand. */
import { answerOf, byId, continuedActions, type PlacedAnswer, personLines } from '../returns/history.ts';
import { type DecisionNoteRow, decisionNotes } from '../store/entities/decisions.ts';
import { actionUpdates, returns } from '../store/entities/returns.ts';
import { asks, rounds } from '../store/entities/rounds.ts';
import { atMost } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';
import { type Asking, type Decision, type DecisionNote, decisionsOf } from './decisions.ts';

/**
 * Every note on these actions, oldest first; those on an action of an earlier plan under the one that continues it.
 * @param asAt notes made later are not known yet; null for all
 */
export async function readDecisionNotes(
  view: View,
  boardId: string,
  actionIds: readonly string[],
  asAt: Date | null = null,
): Promise<DecisionNote[]> {
  const rows = await view
    .rows(decisionNotes)
    .find({ boardId, ...(asAt ? { notedAt: atMost(asAt) } : {}) }, { orderBy: { version: 'asc' } });
  if (rows.length === 0) return [];
  const ancestors = await continuedActions(view, boardId, actionIds);
  const wanted = new Set([...actionIds, ...ancestors.keys()]);
  const own = rows.filter(row => wanted.has(row.actionId));
  const askings = await readAskings(view, boardId, own, ancestors);
  const who = await personLines(view, boardId);
  return own.flatMap(row => {
    const asking = askings.get(row.returnId);
    if (!asking) return [];
    return {
      id: row.id,
      version: row.version,
      state: row.state,
      words: row.words,
      decidedBy: row.decidedBy,
      on: row.decidedOn,
      notedBy: (row.notedById && who.get(row.notedById)) || null,
      at: row.notedAt,
      isUndo: row.undoesId !== null,
      asking,
    };
  });
}

/** The returns that were decided on, by id: some were edited or taken back since. */
async function readAskings(
  view: View,
  boardId: string,
  notes: readonly DecisionNoteRow[],
  ancestors: ReadonlyMap<string, string>,
): Promise<Map<string, Asking>> {
  const returnRows = await view.rows(returns).find({ id: [...new Set(notes.map(row => row.returnId))] });
  const contents = byId(await view.rows(actionUpdates).find({ id: returnRows.map(row => row.id) }));
  const askRows = byId(await view.rows(asks).find({ id: [...new Set(notes.map(row => row.askId))] }));
  const roundRows = byId(await view.rows(rounds).find({ boardId }));
  const who = await personLines(view, boardId);
  return new Map(
    returnRows.flatMap(row => {
      const ask = askRows.get(row.askId);
      const round = ask && roundRows.get(ask.roundId);
      const content = contents.get(row.id);
      if (!ask?.groupId || !round || !content) return [];
      const asking: Asking = {
        ...answerOf(row, content, round.period, who, null),
        actionId: ancestors.get(row.subjectId) ?? row.subjectId,
        askId: ask.id,
        groupId: ask.groupId,
        round,
      };
      return [[row.id, asking] as const];
    }),
  );
}

/** The decisions on these actions, from their standing answers. */
export async function readDecisions(
  view: View,
  boardId: string,
  answers: readonly PlacedAnswer[],
  actionIds: readonly string[],
): Promise<Decision[]> {
  return decisionsOf(answers, await readDecisionNotes(view, boardId, actionIds));
}
