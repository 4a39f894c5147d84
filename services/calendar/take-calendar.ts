/** Takes the dates of a calendar file: they stand instead of what the board file says of those groups. */
import { recordAudit } from '../audit/record.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { followMeetings } from '../rounds/follow-meetings.ts';
import { readPlanning } from '../rounds/planned-rounds.ts';
import { lookAtOpeningsAgain } from '../schedule/look-again.ts';
import { boards } from '../store/entities/board.ts';
import type { Unit } from '../store/unit-of-work.ts';
import { dayOf } from '../time.ts';
import { LEFT_OUT } from '../training/files/columns.ts';
import { type CalendarLook, type LookChoice, lookAtCalendar } from './look-at-calendar.ts';
import type { IcsCalendar } from './read-ics.ts';
import { readSaidTitles, rememberTitles } from './whose-meeting.ts';

export interface TakenCalendar {
  look: CalendarLook;
  /** Days that stand for the groups of the file now. */
  days: number;
}

/**
 * In the unit of work of who may. The same file again changes nothing. What was said of titles is remembered for the next file; of those that are
 * nobody's meeting here, only what would be taken for one otherwise.
 * @throws CollateError `file_unmatched` where none of its events is a meeting of a group here
 */
export async function takeCalendar(
  unit: Unit,
  actor: Actor,
  calendar: IcsCalendar,
  { said, mode, group, now }: Omit<LookChoice, 'today'> & { now: Date },
): Promise<TakenCalendar> {
  const board = await unit.rows(boards).get(actor.boardId);
  const records = await readPlanning(unit, board);
  const before = await readSaidTitles(unit, board.id);
  const today = dayOf(now, board.timezone);
  const asked = { mode: calendar.isInvitation ? ('add' as const) : mode, today, group: group ?? null };
  const look = lookAtCalendar(records, calendar, { ...asked, said: new Map([...before, ...said]) });
  if (look.groups.length === 0)
    throw new CollateError(
      'file_unmatched',
      'None of these events is a meeting of a group here. Say whose they are, and try again.',
    );
  const unsaid = lookAtCalendar(records, calendar, { ...asked, said: before });
  const isTakenElse = (key: string) =>
    unsaid.titles.some(title => title.key === key && title.groupId !== null);
  await rememberTitles(
    unit,
    board.id,
    new Map([...said].filter(([key, meaning]) => meaning !== LEFT_OUT || isTakenElse(key))),
  );
  const count = (of: (group: CalendarLook['groups'][number]) => readonly string[]) =>
    look.groups.reduce((sum, group) => sum + of(group).length, 0);
  const [added, removed] = [count(({ fresh }) => fresh), count(({ gone }) => gone)];
  const days = added + count(({ same }) => same);
  if (added + removed === 0) return { look, days };
  await unit.rows(boards).update({ id: board.id }, { meetings: look.meetings });
  const followed = await followMeetings(unit, board.id);
  await lookAtOpeningsAgain(unit, board, now);
  await recordAudit(unit, {
    ...actor,
    at: now,
    event: 'calendar.taken',
    subject: { groups: look.groups.length, added, removed, rounds: followed },
  });
  return { look, days };
}
