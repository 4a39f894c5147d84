/** Reads what a digest tells: the facts of every round that moved, at the two instants. */
import { boards } from '../store/entities/board.ts';
import { returns } from '../store/entities/returns.ts';
import { asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import { moreThan } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';
import { compileFacts } from '../summary/compile-facts.ts';
import { type DatedThing, type DigestFacts, type DigestRound, digestOf } from '../summary/digest.ts';
import { readRecords } from '../summary/records.ts';
import { onlyGroups } from '../summary/scopes.ts';
import { addDays, dayOf } from '../time.ts';

export interface DigestSpan {
  /** Left out: what was saved then was told then. */
  since: Date;
  until: Date;
}

/**
 * @param groups short names of those it is narrowed to; null for the whole board
 * @returns null where the board has opened no round yet
 */
export async function readDigest(
  view: View,
  boardId: string,
  { since, until }: DigestSpan,
  groups: readonly string[] | null,
): Promise<DigestFacts | null> {
  const moved = await roundsThatMoved(view, boardId, { since, until });
  const [first, ...others] = moved;
  if (!first) return null;
  const narrowed = (facts: DigestRound['now']) => (groups === null ? facts : onlyGroups(facts, groups));
  const read = async (round: RoundRow): Promise<DigestRound> => ({
    before: narrowed(compileFacts(await readRecords(view, boardId, round, since))),
    now: narrowed(compileFacts(await readRecords(view, boardId, round, until))),
  });
  const found: [DigestRound, ...DigestRound[]] = [await read(first)];
  for (const round of others) found.push(await read(round));
  const dates = moved.filter(({ closedAt }) => closedAt === null || closedAt > until).flatMap(datesOf);
  const ofMeetings = moved.filter(({ closedAt }) => closedAt !== null).flatMap(meetingOf);
  const { timezone } = await view.rows(boards).get(boardId);
  const horizon = addDays(dayOf(until, timezone), 7);
  return digestOf(found, {
    since,
    until,
    dates: [...dates, ...ofMeetings].filter(({ day }) => day <= horizon),
  });
}

/** Rounds that were open in the span, or took a late answer in it; at least the newest. Oldest first. */
async function roundsThatMoved(
  view: View,
  boardId: string,
  { since, until }: DigestSpan,
): Promise<RoundRow[]> {
  const all = (
    await view.rows(rounds).find({ boardId }, { orderBy: { startsOn: 'asc', openedAt: 'asc' } })
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
