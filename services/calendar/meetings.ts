/**
 * The dates of groups' meetings: from the board file, or from a calendar that was read since. The last word stands: a
 * calendar takes the place of what the board file says of a group, until the board file says something else of it.
 */
import { namesOf } from '../people/groups.ts';
import { normaliseName } from '../plan/names.ts';
import type { BoardRow, BoardSettings, Meeting } from '../store/entities/board.ts';
import type { Day } from '../time.ts';
import type { NamedGroup } from './whose-meeting.ts';

type MeetingBoard = Pick<BoardRow, 'settings' | 'executiveGroupId' | 'meetings'>;

/** In order, each day once. */
export function meetingsOf(board: MeetingBoard, group: NamedGroup): Day[] {
  return [...new Set(standingMeetings(board, group).map(({ day }) => day))].sort();
}

/** With the event of a calendar that each comes from. */
export function standingMeetings(board: MeetingBoard, group: NamedGroup): Meeting[] {
  const read = board.meetings?.[group.id];
  return read ?? inBoardFile(board.settings, board.executiveGroupId, group);
}

/** Where an entry names no group, the executive's is meant. */
export function inBoardFile(
  { calendar }: Pick<BoardSettings, 'calendar'>,
  executiveGroupId: string | null,
  group: NamedGroup,
): Meeting[] {
  const names = namesOf(group).map(normaliseName);
  return (calendar ?? [])
    .filter(entry =>
      entry.group ? names.includes(normaliseName(entry.group)) : group.id === executiveGroupId,
    )
    .map(({ date }) => ({ day: date, origin: null }));
}
