/** The standing answers of actions over all rounds, from the rows of the store. */
import { NEWEST } from '../rounds/ask-progress.ts';
import { agencies, people } from '../store/entities/board.ts';
import { actions, plans } from '../store/entities/plan.ts';
import { type ActionUpdateRow, actionUpdates, type ReturnRow, returns } from '../store/entities/returns.ts';
import { askActions, asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import { atMost, notNull } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';
import type { ActionUpdate, Answer, PersonLine } from './ask-state.ts';

/** An answer with the places it belongs to. */
export interface PlacedAnswer extends Answer {
  actionId: string;
  askId: string;
  groupId: string;
  /** True where its rating counts. */
  rates: boolean;
  round: RoundRow;
}

/**
 * The newest answer of each ask to each of these actions, oldest round first. An action that continues one of an
 * earlier plan has that one's answers too.
 * @param asAt answers saved later are not known yet; null for all
 */
export async function standingAnswers(
  view: View,
  boardId: string,
  actionIds: readonly string[],
  asAt: Date | null = null,
): Promise<PlacedAnswer[]> {
  if (actionIds.length === 0) return [];
  const ancestors = await continuedActions(view, boardId, actionIds);
  const subjects = [...new Set([...actionIds, ...ancestors.keys()])];
  const rows = await view
    .rows(returns)
    .find({ boardId, subjectId: subjects, ...(asAt ? { savedAt: atMost(asAt) } : {}) }, NEWEST);
  const standing = rows.filter(row => !row.withdrawn);
  if (standing.length === 0) return [];

  const askRows = byId(await view.rows(asks).find({ id: [...new Set(standing.map(row => row.askId))] }));
  const roundRows = byId(await view.rows(rounds).find({ boardId }));
  const rating = new Set(
    (await view.rows(askActions).find({ askId: [...askRows.keys()], rates: true })).map(
      row => `${row.askId} ${row.actionId}`,
    ),
  );
  const contents = byId(await view.rows(actionUpdates).find({ id: standing.map(row => row.id) }));
  const who = await personLines(view, boardId);
  const wordsFrom = await periodsOfWords(view, standing, roundRows);

  const placed = standing.flatMap(row => {
    const ask = askRows.get(row.askId);
    const round = ask && roundRows.get(ask.roundId);
    const content = contents.get(row.id);
    if (!ask?.groupId || !round || !content) return [];
    return {
      ...answerOf(row, content, round.period, who, wordsFrom.get(row.id) ?? null),
      actionId: ancestors.get(row.subjectId) ?? row.subjectId,
      askId: ask.id,
      groupId: ask.groupId,
      rates: rating.has(`${ask.id} ${row.subjectId}`),
      round,
    };
  });
  return countNoChange(placed.sort(byRound));
}

/** From the action of an earlier plan to the one that continues it, through any number of plans. */
export async function continuedActions(
  view: View,
  boardId: string,
  actionIds: readonly string[],
): Promise<Map<string, string>> {
  const ancestors = new Map<string, string>();
  if ((await view.rows(actions).count({ boardId, continues: notNull() })) === 0) return ancestors;
  const all = await view.rows(actions).find({ boardId });
  const planKeys = new Map((await view.rows(plans).find({ boardId })).map(plan => [plan.id, plan.key]));
  const named = new Map(all.map(action => [`${planKeys.get(action.planId)}/${action.ref}`, action]));
  for (const action of all.filter(candidate => actionIds.includes(candidate.id))) {
    const seen = new Set([action.id]);
    let before = action.continues ? named.get(action.continues) : undefined;
    while (before && !seen.has(before.id)) {
      seen.add(before.id);
      ancestors.set(before.id, action.id);
      before = before.continues ? named.get(before.continues) : undefined;
    }
  }
  return ancestors;
}

/** The period of the words that a "no change" repeats. */
async function periodsOfWords(
  view: View,
  standing: ReturnRow[],
  roundRows: Map<string, RoundRow>,
): Promise<Map<string, string>> {
  const repeating = standing.filter(row => row.wordsFromId !== null);
  if (repeating.length === 0) return new Map();
  const sources = await view.rows(returns).find({ id: repeating.map(row => row.wordsFromId ?? '') });
  const known = byId(sources);
  const askRows = byId(await view.rows(asks).find({ id: [...new Set(sources.map(row => row.askId))] }));
  return new Map(
    repeating.flatMap(row => {
      const source = known.get(row.wordsFromId ?? '');
      const period = source && roundRows.get(askRows.get(source.askId)?.roundId ?? '')?.period;
      return period ? [[row.id, period] as const] : [];
    }),
  );
}

export function answerOf(
  row: ReturnRow,
  content: ActionUpdateRow,
  period: string,
  who: Map<string, PersonLine>,
  wordsFrom: string | null,
): Answer {
  const line = (id: string) => who.get(id) ?? { id, name: 'Somebody no longer named', agency: null };
  return {
    returnId: row.id,
    version: row.version,
    period,
    by: line(row.personId),
    enteredBy: row.enteredById ? line(row.enteredById) : null,
    at: row.savedAt,
    late: row.late,
    noChange: row.noChange,
    isUndo: row.undoesId !== null,
    wordsFrom,
    noChangeRounds: 0,
    content: contentOf(content),
  };
}

export function contentOf(row: ActionUpdateRow): ActionUpdate {
  const { id: _id, boardId: _boardId, actionId: _actionId, ...content } = row;
  return content;
}

export async function personLines(view: View, boardId: string): Promise<Map<string, PersonLine>> {
  const agencyNames = new Map(
    (await view.rows(agencies).pick(['id', 'name'], { boardId })).map(row => [row.id, row.name]),
  );
  const rows = await view.rows(people).pick(['id', 'name', 'agencyId'], { boardId });
  return new Map(
    rows.map(({ id, name, agencyId }) => [
      id,
      { id, name, agency: (agencyId && agencyNames.get(agencyId)) || null },
    ]),
  );
}

/** Counts, oldest first, in how many rounds running one group said "no change" of an action. */
function countNoChange(answers: PlacedAnswer[]): PlacedAnswer[] {
  const running = new Map<string, number>();
  return answers.map(answer => {
    const key = `${answer.groupId} ${answer.actionId}`;
    const noChangeRounds = answer.noChange ? (running.get(key) ?? 0) + 1 : 0;
    running.set(key, noChangeRounds);
    return { ...answer, noChangeRounds };
  });
}

const byRound = (one: PlacedAnswer, other: PlacedAnswer) =>
  one.round.startsOn.localeCompare(other.round.startsOn) ||
  one.round.openedAt.getTime() - other.round.openedAt.getTime() ||
  one.at.getTime() - other.at.getTime();

export const byId = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map(row => [row.id, row]));
