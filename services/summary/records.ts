/** Reads everything that the facts of a period are made of. */
import type { DecisionNote } from '../decisions/decisions.ts';
import { readDecisionNotes } from '../decisions/read-decisions.ts';
import { CollateError } from '../errors.ts';
import { type PlacedAnswer, personLines, standingAnswers } from '../returns/history.ts';
import { kindNames } from '../returns/kinds.ts';
import { NEWEST } from '../rounds/ask-progress.ts';
import { type AskedName, askedNames } from '../rounds/asked-names.ts';
import type { Asked } from '../rounds/owed/owed.ts';
import { parsePeriod } from '../rounds/periods.ts';
import { readRestrictions } from '../sets/restrictions.ts';
import { agencies, type BoardRow, boards, type GroupRow, groups } from '../store/entities/board.ts';
import {
  type ActionOwnerRow,
  type ActionRow,
  actionOwners,
  actions,
  type OutcomeRow,
  outcomes,
  type PriorityRow,
  plans,
  priorities,
} from '../store/entities/plan.ts';
import { type ReturnRow, returns } from '../store/entities/returns.ts';
import { type LeftOutRow, leftOut } from '../store/entities/round-plans.ts';
import {
  type AskActionRow,
  type AskPartRow,
  type AskRow,
  askActions,
  askParts,
  asks,
  type RoundRow,
  rounds,
} from '../store/entities/rounds.ts';
import { atMost } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';
import { type MeasureRecord, readMeasureRecords } from './measure-facts.ts';
import { type ReportRecords, readReportRecords } from './report-records.ts';
import { readSection11Records, type Section11Records } from './section-11-facts.ts';
import { readSignOffRecords, type SignOffRecords } from './sign-off-facts.ts';
import { readTrainingRecords, type TrainingRecords } from './training-records.ts';

export interface RecordsBase {
  board: BoardRow;
  round: RoundRow;
  priorities: PriorityRow[];
  outcomes: OutcomeRow[];
  actions: ActionRow[];
  owners: ActionOwnerRow[];
  groups: GroupRow[];
  agencyNames: Map<string, string>;
  personNames: Map<string, string>;
  /** All rounds of periods that began no later than this one, oldest first; not the turns of sets. */
  rounds: RoundRow[];
  /** Groups that were left out of this round. */
  leftOut: LeftOutRow[];
  asks: AskRow[];
  askActions: AskActionRow[];
  /** The parts of every ask of another kind, and the standing returns to them at `asAt`. */
  askParts: AskPartRow[];
  partReturns: ReturnRow[];
  nameOf: (asked: Asked) => AskedName;
  /** The standing answers to these actions as they were at `asAt`, oldest round first. */
  answers: PlacedAnswer[];
  /** What was noted of decisions by then, oldest first. */
  decisionNotes: DecisionNote[];
  /** Actions that are counted, and of which no word is told; as it is now, since nothing of the past is told either. */
  restricted: ReadonlySet<string>;
  asAt: Date;
}

/** What it takes to count returns. */
export interface ReturnRecords extends RecordsBase {
  signOffs: SignOffRecords;
}

/** With what each kind's returns say. */
export interface Records extends ReturnRecords {
  measures: MeasureRecord[];
  training: TrainingRecords;
  reports: ReportRecords;
  section11: Section11Records;
}

/**
 * The round of a period, or without one the newest.
 * @throws CollateError `round_unknown`, `round_none_open` where the board never opened one
 */
export async function findRound(view: View, boardId: string, period: string | null): Promise<RoundRow> {
  const all = await view
    .rows(rounds)
    .find({ boardId, setId: null }, { orderBy: { startsOn: 'desc', openedAt: 'desc' } });
  if (period === null) {
    const newest = all.find(round => round.closedAt === null) ?? all[0];
    if (newest) return newest;
    throw new CollateError('round_none_open', 'No round has been opened yet, so there is nothing to report.');
  }
  const board = await view.rows(boards).get(boardId);
  const { name } = parsePeriod(period, board.yearStarts);
  const found = all.find(round => round.period === name);
  if (found) return found;
  const known = all.map(round => round.period).join(', ');
  throw new CollateError(
    'round_unknown',
    `There is no round for ${name}.${known ? ` There is: ${known}.` : ''}`,
  );
}

export async function readRecords(
  view: View,
  boardId: string,
  round: RoundRow,
  asAt: Date,
): Promise<Records> {
  const base = await readBase(view, boardId, round, asAt);
  return {
    ...base,
    signOffs: await readSignOffRecords(view, base),
    measures: await readMeasureRecords(view, base),
    training: await readTrainingRecords(view, base),
    reports: await readReportRecords(view, base),
    section11: await readSection11Records(view, base),
  };
}

/** Without what the returns say, and without their sign-offs. */
export async function readBase(
  view: View,
  boardId: string,
  round: RoundRow,
  asAt: Date,
): Promise<RecordsBase> {
  const board = await view.rows(boards).get(boardId);
  const allRounds = await view
    .rows(rounds)
    .find({ boardId, setId: null }, { orderBy: { startsOn: 'asc', openedAt: 'asc' } });
  const askRows = await view.rows(asks).find({ boardId });
  const askIds = askRows.filter(ask => ask.roundId === round.id).map(ask => ask.id);
  const asked = await view.rows(askActions).find({ askId: askIds }, { orderBy: { position: 'asc' } });
  const plan = await planOf(view, boardId, asked);
  const planId = plan?.id ?? '';
  const inOrder = { orderBy: { position: 'asc' } } as const;
  const actionRows = await view.rows(actions).find({ planId }, inOrder);
  const actionIds = actionRows.map(action => action.id);
  const who = await personLines(view, boardId);
  return {
    board,
    round,
    priorities: await view.rows(priorities).find({ planId }, inOrder),
    outcomes: await view.rows(outcomes).find({ planId }, inOrder),
    actions: actionRows,
    owners: await view.rows(actionOwners).find({ boardId }, inOrder),
    groups: await view.rows(groups).find({ boardId }, inOrder),
    agencyNames: new Map((await view.rows(agencies).find({ boardId })).map(row => [row.id, row.name])),
    personNames: new Map([...who].map(([id, { name }]) => [id, name])),
    rounds: allRounds.filter(candidate => candidate.startsOn <= round.startsOn),
    leftOut: await view.rows(leftOut).find({ boardId, period: round.period }, { orderBy: { at: 'asc' } }),
    asks: askRows,
    askActions: asked,
    askParts: await view.rows(askParts).find({ boardId }, inOrder),
    partReturns: await standingPartReturns(view, boardId, asAt),
    nameOf: await askedNames(view, boardId),
    answers: await standingAnswers(view, boardId, actionIds, asAt),
    decisionNotes: await readDecisionNotes(view, boardId, actionIds, asAt),
    restricted: new Set((await readRestrictions(view, boardId)).keys()),
    asAt,
  };
}

/** The newest version of every part of an ask of another kind than action updates. */
async function standingPartReturns(view: View, boardId: string, asAt: Date): Promise<ReturnRow[]> {
  const others = await view
    .rows(asks)
    .find({ boardId, kind: kindNames.filter(kind => kind !== 'action-updates') });
  const rows = await view
    .rows(returns)
    .find({ askId: others.map(ask => ask.id), savedAt: atMost(asAt) }, NEWEST);
  return rows.filter(({ withdrawn }) => !withdrawn);
}

/** The plan that a round asked about; the one in force where it asked about none. */
async function planOf(view: View, boardId: string, asked: AskActionRow[]) {
  const [first] = asked;
  if (first) return view.rows(plans).get((await view.rows(actions).get(first.actionId)).planId);
  return view.rows(plans).first({ boardId, retiredAt: null });
}
