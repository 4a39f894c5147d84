/** Reads what a digest tells: the facts of every round that moved, at the two instants. */
import { meetingsOf } from '../calendar/meetings.ts';
import { isRestrictedSet } from '../sets/restrictions.ts';
import { type BoardRow, boards, groups } from '../store/entities/board.ts';
import { actions, plans } from '../store/entities/plan.ts';
import { returns } from '../store/entities/returns.ts';
import { asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import { atMost, moreThan, notNull } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';
import { type AgendaReport, readAgendaReports } from '../summary/agenda-reports.ts';
import { compileFacts } from '../summary/compile-facts.ts';
import { type DatedThing, type DigestFacts, type DigestRound, digestOf } from '../summary/digest.ts';
import { readRecords } from '../summary/records.ts';
import { onlyGroups } from '../summary/scopes.ts';

export interface DigestSpan {
  /** Left out: what was saved then was told then. */
  since: Date;
  until: Date;
}

/**
 * @param shorts short names of those it is narrowed to; null for the whole board
 * @returns null where the board has opened no round yet
 */
export async function readDigest(
  view: View,
  boardId: string,
  { since, until }: DigestSpan,
  shorts: readonly string[] | null,
): Promise<DigestFacts | null> {
  const moved = await roundsThatMoved(view, boardId, { since, until });
  const [first, ...others] = moved;
  if (!first) return null;
  const narrowed = (facts: DigestRound['now']) => (shorts === null ? facts : onlyGroups(facts, shorts));
  const read = async (round: RoundRow): Promise<DigestRound> => ({
    before: narrowed(compileFacts(await readRecords(view, boardId, round, since))),
    now: narrowed(compileFacts(await readRecords(view, boardId, round, until))),
  });
  const found: [DigestRound, ...DigestRound[]] = [await read(first)];
  for (const round of others) found.push(await read(round));
  const turns = await turnsOf(view, boardId, { since, until });
  const cameIn: DigestRound[] = [];
  for (const turn of turns.answered) cameIn.push(await read(turn));
  const silent: DigestRound['now'][] = [];
  for (const turn of turns.late) silent.push((await read(turn)).now);
  const board = await view.rows(boards).get(boardId);
  const reports = shorts === null ? await readAgendaReports(view, board, until) : [];
  const ofRounds = moved.flatMap(round =>
    round.closedAt === null || round.closedAt > until ? datesOf(round) : meetingOf(round),
  );
  const meetings = (await meetingDates(view, board, shorts)).filter(
    ({ day }) => shorts !== null || !moved.some(({ meetingOn }) => meetingOn === day),
  );
  return digestOf(found, {
    since,
    until,
    turns: cameIn,
    silent,
    dates: [...ofRounds, ...turns.open.flatMap(datesOf), ...meetings, ...reports.flatMap(reportDate)],
    reports: { all: reports, known: await knewPlan(view, boardId, since) },
  });
}

/** The meetings of the executive; of a part of the board, its groups' own. */
async function meetingDates(
  view: View,
  board: BoardRow,
  shorts: readonly string[] | null,
): Promise<DatedThing[]> {
  const all = await view.rows(groups).find({ boardId: board.id, retiredAt: null });
  return all
    .filter(({ id, short }) => (shorts === null ? id === board.executiveGroupId : shorts.includes(short)))
    .flatMap(group => meetingsOf(board, group).map(day => ({ day, what: `${group.name} meets` })));
}

function reportDate({ day, to, priority, state }: AgendaReport): DatedThing[] {
  if (day === null) return [];
  const so = state === 'in' ? 'its report is in' : 'its report is not in yet';
  return [{ day, what: `Priority ${priority.ref} ${priority.title} reports to ${to}: ${so}` }];
}

/** False where the plan in force came since. */
async function knewPlan(view: View, boardId: string, since: Date): Promise<boolean> {
  const plan = await view.rows(plans).first({ boardId, retiredAt: null });
  return (await view.rows(actions).count({ planId: plan?.id ?? '', addedAt: atMost(since) })) > 0;
}

/** Rounds that were open in the span, or took a late answer in it; at least the newest. Oldest first. */
async function roundsThatMoved(
  view: View,
  boardId: string,
  { since, until }: DigestSpan,
): Promise<RoundRow[]> {
  const all = (
    await view.rows(rounds).find({ boardId, setId: null }, { orderBy: { startsOn: 'asc', openedAt: 'asc' } })
  ).filter(({ openedAt }) => openedAt <= until);
  const recent = await view.rows(returns).find({ boardId, savedAt: moreThan(since) });
  const touched = new Set(
    (await view.rows(asks).find({ id: [...new Set(recent.map(({ askId }) => askId))] })).map(
      ask => ask.roundId,
    ),
  );
  return all.filter(
    (round, index) =>
      round.closedAt === null || round.closedAt > since || touched.has(round.id) || index === all.length - 1,
  );
}

/** Turns of sets: those that are open, that were answered in the span, and that were not when they ended in it. Oldest first. */
async function turnsOf(view: View, boardId: string, { since, until }: DigestSpan) {
  const all = (
    await view.rows(rounds).find({ boardId, setId: notNull() }, { orderBy: { startsOn: 'asc' } })
  ).filter(({ openedAt }) => openedAt <= until);
  const shown: RoundRow[] = [];
  for (const turn of all) if (!(await isRestrictedSet(view, turn.setId))) shown.push(turn);
  const own = await view.rows(asks).find({ roundId: shown.map(({ id }) => id) });
  const recent = await view.rows(returns).find({ askId: own.map(({ id }) => id), savedAt: moreThan(since) });
  const touched = new Set(recent.map(row => own.find(({ id }) => id === row.askId)?.roundId));
  const silent = new Set(own.filter(({ completedAt }) => completedAt === null).map(({ roundId }) => roundId));
  return {
    open: shown.filter(({ closedAt }) => closedAt === null || closedAt > until),
    late: shown.filter(({ id, closedAt }) => silent.has(id) && (closedAt === null || closedAt > since)),
    answered: shown.filter(({ id }) => touched.has(id)),
  };
}

function datesOf(round: RoundRow): DatedThing[] {
  const { period, due, signOffBy } = round;
  return [
    { day: due, what: `Returns of ${period} fall due` },
    ...(signOffBy ? [{ day: signOffBy, what: `Sign-off of ${period}` }] : []),
    ...meetingOf(round),
  ];
}

const meetingOf = ({ period, paperOn, meetingOn }: RoundRow): DatedThing[] => [
  ...(paperOn ? [{ day: paperOn, what: `Papers of ${period} go out` }] : []),
  ...(meetingOn ? [{ day: meetingOn, what: `Meeting on ${period}` }] : []),
];
