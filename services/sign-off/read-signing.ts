/** A group's returns of a round as its chair looks at them before signing: what changed, and what stands as before. */
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { requireSigner } from '../people/signers.ts';
import { dueDates } from '../plan/due.ts';
import type { Answer, AskedAction, RatingWords } from '../returns/ask-state.ts';
import { type ComplianceState, readComplianceAsk } from '../returns/compliance.ts';
import { byId, type PlacedAnswer, standingAnswers } from '../returns/history.ts';
import { type MeasuresState, readMeasures } from '../returns/measures.ts';
import { movement, ratingWords } from '../returns/ratings.ts';
import { readAsk, revisionsOf } from '../returns/read-ask.ts';
import { readTrainingAsk, type TrainingState } from '../returns/training-state.ts';
import { type ReportState, readWrittenReport } from '../returns/written-report.ts';
import { boards, groups } from '../store/entities/board.ts';
import { actions } from '../store/entities/plan.ts';
import type { Rating } from '../store/entities/returns.ts';
import { type AskRow, asks, rounds } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import { type Day, dayOf } from '../time.ts';
import { lineOf, type SignOffLine } from './line.ts';
import { type Stand, standOfAsk } from './stand.ts';

export interface Signing {
  /** One of the group's asks in this round, by which buttons name it. */
  askId: string;
  board: { short: string; timezone: string; ratings: RatingWords };
  group: { id: string; name: string; short: string };
  round: { id: string; period: string; due: Day; closed: boolean; signOffBy: Day | null };
  line: SignOffLine;
  /** Actions that are answered, in the plan's order. */
  actions: SigningAction[];
  /** What the group was asked beside actions. */
  others: SigningReturn[];
  /** How many parts must be answered, and how many are. */
  done: number;
  total: number;
  /** What a press must have had before it: the number of versions, and of steps. */
  seen: number;
  turn: number;
}

/** An action that is answered, and what that answer moves. */
export interface SigningAction {
  id: string;
  ref: string;
  title: string;
  answer: Answer;
  /** False for a further owner, who adds words and no rating. */
  rates: boolean;
  /** The rating of the latest earlier round; null where it was never rated. */
  before: { rating: Rating; period: string } | null;
  /** -1 worse, 0 same, 1 better; null where the two cannot be compared. */
  move: -1 | 0 | 1 | null;
  /** A new date that was given in this round; null where none was. */
  moved: MovedDate | null;
  /** True where the answer is another than when it was last signed or sent back. */
  isNewer: boolean;
}

export interface MovedDate {
  from: Day | null;
  to: Day;
  /** What the plan said first; the original is always told. */
  first: Day | null;
  /** How often the date has moved by now. */
  times: number;
}

export type SigningReturn = { isNewer: boolean } & (
  | { kind: 'measures'; state: MeasuresState }
  | { kind: 'training-figures'; state: TrainingState }
  | { kind: 'compliance'; state: ComplianceState }
  | { kind: 'group-report'; state: ReportState }
);

/**
 * For somebody who may sign it.
 * @throws CollateError `ask_unknown`, `not_allowed`, `nothing_to_sign`
 */
export async function openSigning(view: View, actor: Actor, askId: string, now: Date): Promise<Signing> {
  const ask = await findGroupAsk(view, actor.boardId, askId);
  const { timezone } = await view.rows(boards).get(actor.boardId);
  await requireSigner(view, actor, { groupId: ask.groupId, now, today: dayOf(now, timezone) });
  return readSigning(view, ask, now);
}

export type GroupAsk = AskRow & { groupId: string };

/** @throws CollateError `ask_unknown` for an ask of another board, or of nobody's group */
export async function findGroupAsk(view: View, boardId: string, askId: string): Promise<GroupAsk> {
  const ask = await view.rows(asks).first({ id: askId, boardId });
  if (ask?.groupId) return { ...ask, groupId: ask.groupId };
  throw new CollateError('ask_unknown', 'This card is of a round that is no longer there.');
}

/** @throws CollateError `nothing_to_sign` where the group has nothing that is not signed in its own way */
export async function readSigning(view: View, ask: GroupAsk, now: Date): Promise<Signing> {
  const { boardId, groupId, roundId } = ask;
  const board = await view.rows(boards).get(boardId);
  const round = await view.rows(rounds).get(roundId);
  const { id, name, short } = await view.rows(groups).get(groupId);
  const stand = await standOfAsk(view, ask);
  const line = stand && (await lineOf(view, boardId, stand));
  if (!stand || !line)
    throw new CollateError('nothing_to_sign', `${name} has nothing to sign off in ${round.period}.`);
  const total = stand.asks.reduce((sum, { wanted }) => sum + wanted.length, 0);
  const newer = (askId: string, subjectId?: string) =>
    stand.changed.some(
      part => part.askId === askId && (subjectId === undefined || part.subjectId === subjectId),
    );
  return {
    askId: ask.id,
    board: {
      short: board.short,
      timezone: board.timezone,
      ratings: ratingWords(board.settings.ratings),
    },
    group: { id, name, short },
    round: {
      id: round.id,
      period: round.period,
      due: round.due,
      closed: round.closedAt !== null,
      signOffBy: round.signOffBy,
    },
    line,
    actions: await readActions(view, stand, boardId, now, newer),
    others: await readOthers(view, stand, boardId, now, newer),
    done: total - stand.missing.length,
    total,
    seen: stand.seen,
    turn: stand.turn,
  };
}

type Newer = (askId: string, subjectId?: string) => boolean;

async function readActions(
  view: View,
  stand: Stand,
  boardId: string,
  now: Date,
  newer: Newer,
): Promise<SigningAction[]> {
  const askId = stand.asks.find(({ ask }) => ask.kind === 'action-updates')?.ask.id;
  if (askId === undefined) return [];
  const state = await readAsk(view, boardId, askId, now);
  const ids = state.actions.map(action => action.id);
  const rows = byId(await view.rows(actions).find({ id: ids }));
  const answers = await standingAnswers(view, boardId, ids);
  const position = (id: string) => rows.get(id)?.position ?? 0;
  return state.actions
    .flatMap(action => (action.answer ? [{ action, answer: action.answer }] : []))
    .sort((one, other) => position(one.action.id) - position(other.action.id))
    .map(({ action, answer }) => {
      const before = ratedBefore(action);
      const others = answers.filter(one => one.actionId === action.id && one.askId !== askId);
      const { id, ref, title, rates } = action;
      return {
        id,
        ref,
        title,
        answer,
        rates,
        before,
        move: movement(before?.rating ?? null, answer.content.rating),
        moved: movedDate(action, answer, rows.get(id), others, now),
        isNewer: newer(askId, id),
      };
    });
}

function ratedBefore({ last, rates }: AskedAction): SigningAction['before'] {
  const rating = last?.content.rating;
  return rates && last && rating ? { rating, period: last.period } : null;
}

/** The same day said again is no move. */
function movedDate(
  { due, originalDue, dueHistory }: AskedAction,
  { content }: Answer,
  row: Parameters<typeof dueDates>[0] | undefined,
  others: readonly PlacedAnswer[],
  now: Date,
): MovedDate | null {
  if (!row || content.revisedDue === null) return null;
  const before = dueDates(row, revisionsOf(others), now);
  if (before.due === content.revisedDue || due !== content.revisedDue) return null;
  return {
    from: before.due,
    to: content.revisedDue,
    first: originalDue,
    times: Math.max(1, dueHistory.length - 1),
  };
}

async function readOthers(
  view: View,
  stand: Stand,
  boardId: string,
  now: Date,
  newer: Newer,
): Promise<SigningReturn[]> {
  const found: SigningReturn[] = [];
  for (const { ask } of stand.asks) {
    const { id, kind } = ask;
    const isNewer = newer(id);
    if (kind === 'measures') found.push({ kind, isNewer, state: await readMeasures(view, boardId, id) });
    if (kind === 'training-figures')
      found.push({ kind, isNewer, state: await readTrainingAsk(view, boardId, id) });
    if (kind === 'compliance')
      found.push({ kind, isNewer, state: await readComplianceAsk(view, boardId, id) });
    if (kind === 'group-report')
      found.push({ kind, isNewer, state: await readWrittenReport(view, boardId, id, now) });
  }
  return found;
}
