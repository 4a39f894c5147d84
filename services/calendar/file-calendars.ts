/** The calendar files that a board file names: their days become days of the file, as if they were written there. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CollateError } from '../errors.ts';
import { type BoardFile, keyOfGroup } from '../plan/board-file.ts';
import { type BoardRow, type BoardSettings, groups } from '../store/entities/board.ts';
import type { View } from '../store/unit-of-work.ts';
import { addYears, type Day } from '../time.ts';
import { readIcs } from './read-ics.ts';
import { type NamedGroup, readSaidTitles, whoseMeeting } from './whose-meeting.ts';

/** By the name that the board file gives them. */
export type CalendarBytes = ReadonlyMap<string, Uint8Array>;

type FileMeetings = NonNullable<BoardSettings['calendar']>;

export interface ExpandedCalendar {
  /** Null where the file has no calendar. */
  calendar: FileMeetings | null;
  /** Titles of events that are the meeting of no group here, and how many days each has. */
  unmatched: { ics: string; title: string; count: number }[];
}

/** Reads the calendars that lie beside a board file. @throws CollateError `board_file_unreadable` */
export async function readCalendarsBeside(
  boardFile: string,
  { calendar = [] }: BoardFile,
): Promise<CalendarBytes> {
  const found = new Map<string, Uint8Array>();
  for (const { ics } of calendar) {
    if (ics === undefined || found.has(ics)) continue;
    try {
      found.set(ics, await readFile(resolve(dirname(boardFile), ics)));
    } catch (error) {
      const why =
        (error as NodeJS.ErrnoException).code === 'ENOENT'
          ? 'there is no such file beside it'
          : 'it cannot be read';
      throw new CollateError('board_file_unreadable', `calendar names ${ics}: ${why}.`, { cause: error });
    }
  }
  return found;
}

/**
 * @param calendars null where files cannot be read, as in chat: what was read of them last stands on
 * @param years by which the file's days are going to be moved
 * @throws CollateError `board_file_invalid` for a calendar that never was read, or of which nothing is a meeting here;
 * those of `readIcs`
 */
export async function expandCalendar(
  view: View,
  existing: BoardRow | null,
  file: BoardFile,
  { calendars, years, today }: { calendars: CalendarBytes | null; years: number; today: Day },
): Promise<ExpandedCalendar> {
  if (!file.calendar) return { calendar: null, unmatched: [] };
  const owners = { groups: await namedGroups(view, existing, file), said: await saidOf(view, existing) };
  const meetings: FileMeetings = [];
  const unmatched: ExpandedCalendar['unmatched'] = [];
  for (const { date, group, ics } of file.calendar) {
    if (ics === undefined) {
      if (date !== undefined) meetings.push(group === undefined ? { date } : { group, date });
      continue;
    }
    const bytes = calendars?.get(ics);
    if (!bytes) {
      meetings.push(...readBefore(existing, ics));
      continue;
    }
    const window = { today: addYears(today, -years), zone: file.board.timezone };
    const read = readIcs(bytes, window);
    const before = meetings.length;
    for (const event of read.events) {
      const owner = group ?? whoseMeeting(event, read.name, owners)?.key;
      if (owner !== undefined) meetings.push(...event.days.map(day => ({ group: owner, date: day, ics })));
      else unmatched.push({ ics, title: event.title, count: event.days.length });
    }
    if (meetings.length === before) throw nothingIn(ics);
  }
  return { calendar: meetings, unmatched };
}

const saidOf = async (view: View, existing: BoardRow | null) =>
  existing ? readSaidTitles(view, existing.id) : new Map<string, string>();

/** The groups of the file, with the ids that they have here. */
async function namedGroups(view: View, existing: BoardRow | null, file: BoardFile): Promise<NamedGroup[]> {
  const rows = existing ? await view.rows(groups).find({ boardId: existing.id }) : [];
  return file.groups.map(entry => {
    const key = keyOfGroup(entry);
    const { name, short = name } = entry;
    return { id: rows.find(row => row.key === key)?.id ?? key, key, short, name };
  });
}

/** As it was read last; moved back, since the file's days are still to be moved. */
function readBefore(existing: BoardRow | null, ics: string): FileMeetings {
  const known = (existing?.settings.calendar ?? []).filter(meeting => meeting.ics === ics);
  const years = existing?.rebasedYears ?? 0;
  if (known.length > 0) return known.map(meeting => ({ ...meeting, date: addYears(meeting.date, -years) }));
  throw new CollateError(
    'board_file_invalid',
    `calendar names ${ics}, which can be read only beside the board file: import it at the terminal, or leave the line out and send me ${ics} by itself.`,
  );
}

const nothingIn = (ics: string) =>
  new CollateError(
    'board_file_invalid',
    `calendar names ${ics}, of which no event is a meeting of a group here. Name the group beside it, as {ics: ${ics}, group: QAS}.`,
  );
