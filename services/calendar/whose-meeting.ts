/** Whose meeting an event of a calendar is: by its title and place, and by what somebody said of such a title before. */
import { namesOf } from '../people/groups.ts';
import { normaliseName, stemOfName } from '../plan/names.ts';
import type { GroupRow } from '../store/entities/board.ts';
import { spellings } from '../store/entities/training.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import { LEFT_OUT } from '../training/files/columns.ts';
import type { CalendarEvent } from './read-ics.ts';

export type NamedGroup = Pick<GroupRow, 'id' | 'key' | 'short' | 'name'>;

/** By the key of a title: a group's id, or that it is nobody's meeting here. */
export type SaidTitles = ReadonlyMap<string, string>;

const PURPOSE = 'meeting';
const LONGEST = 380;

/** What changes from one date of a series to the next, and says nothing of whose it is. */
const DATED =
  /^(\d+(st|nd|rd|th|am|pm)?|q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec|monday|tuesday|wednesday|thursday|friday)$/;

/** A title as it is compared and remembered: "QAS meeting 11 June 2026" and "QAS Meeting, Sept" are the same. */
export function titleKey(title: string): string {
  const words = normaliseName(title).split(' ');
  const kept = words.filter(word => !DATED.test(word));
  return (kept.length > 0 ? kept : words).join(' ').slice(0, LONGEST);
}

export async function readSaidTitles(view: View, boardId: string): Promise<SaidTitles> {
  const rows = await view.rows(spellings).find({ boardId, purpose: PURPOSE });
  return new Map(rows.map(({ spelling, meaning }) => [spelling, meaning]));
}

export async function rememberTitles(unit: Unit, boardId: string, said: SaidTitles): Promise<void> {
  for (const [spelling, meaning] of said) {
    const where = { boardId, purpose: PURPOSE, spelling } as const;
    if ((await unit.rows(spellings).update(where, { meaning })) === 0)
      await unit.rows(spellings).insert({ ...where, meaning });
  }
}

/**
 * What was said of such a title; else the group that the title names, then the one that the place names, then the one
 * that the calendar is called after.
 * @returns null where no group is named, or two are
 */
export function whoseMeeting<Group extends NamedGroup>(
  { title, place }: Pick<CalendarEvent, 'title' | 'place'>,
  calendarName: string,
  { groups, said }: { groups: readonly Group[]; said: SaidTitles },
): Group | null {
  const meaning = said.get(titleKey(title));
  if (meaning === LEFT_OUT) return null;
  const remembered = groups.find(({ id }) => id === meaning);
  if (remembered) return remembered;
  for (const words of [title, place, calendarName]) {
    const named = groupNamed(words, groups);
    if (named) return named;
  }
  return null;
}

/** The group whose whole name stands in the words; of several the one with the longest, if there is one. */
function groupNamed<Group extends NamedGroup>(words: string, groups: readonly Group[]): Group | null {
  const text = ` ${normaliseName(words)} `;
  const stem = stemOfName(withoutMeeting(words));
  const found = groups.flatMap(group => {
    const lengths = namesOf(group)
      .map(normaliseName)
      .filter(name => name !== '' && text.includes(` ${name} `))
      .map(name => name.length);
    const isStem = stem !== '' && namesOf(group).some(name => stemOfName(name) === stem);
    const length = Math.max(...lengths, isStem ? stem.length : 0);
    return length > 0 ? [{ group, length }] : [];
  });
  const longest = Math.max(...found.map(({ length }) => length));
  const [only, second] = found.filter(({ length }) => length === longest);
  return only && !second ? only.group : null;
}

const withoutMeeting = (words: string) => titleKey(words).replace(/\b(meeting|mtg|meetings)\b/g, '');
