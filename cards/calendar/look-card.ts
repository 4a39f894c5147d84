/** A calendar file before its dates are taken: whose meetings they are, what is new, and what follows for the rounds. */
import { createHash } from 'node:crypto';
import type { CalendarLook, LookedTitle } from '../../services/calendar/look-at-calendar.ts';
import type { SentCalendar } from '../../services/calendar/sent-calendar.ts';
import { LEFT_OUT } from '../../services/training/files/columns.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { doneCard } from '../notice/done-card.ts';
import { faceOf } from '../render.ts';
import { count, dayWords, plainWords, truncate } from '../words.ts';
import template from './look-card.json' with { type: 'json' };
import { groupLines, leftOutLines, roundLine, totalWords } from './words.ts';

export interface CalendarView {
  /** Which of the titles come first. */
  from: number;
  /** What has just happened; null for nothing. */
  notice: string | null;
  forms: Forms;
}

/** Titles asked about at once. */
export const TITLES_AT_ONCE = 6;
const NAME = 120;
const LINE = 500;

/** So many titles are asked about, and so many groups and rounds told. */
interface Most {
  titles: number;
  lines: number;
}

const budgets: readonly [Most, ...Most[]] = [
  { titles: TITLES_AT_ONCE, lines: 12 },
  { titles: 3, lines: 8 },
  { titles: 1, lines: 4 },
];

const face = faceOf(template);

/** A code for a title, which itself may be anything. */
export const titleId = (key: string): string =>
  `title-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;

export function calendarCard(sent: SentCalendar, view: CalendarView): Card {
  const { look } = sent;
  if (look === null) return takenCard(sent, view);
  return fitting(budgets, most => withDoors(face(faceOfLook(sent, look, view, most)), view.forms));
}

function takenCard({ taken }: SentCalendar, { forms }: CalendarView): Card {
  return doneCard({
    heading: `Taken: ${count(taken ?? 0, 'date')} of meetings.`,
    detail: 'Planned rounds go by them from now on; type: round plan. Of the file nothing else is kept.',
    buttons: [],
    place: 'message',
    forms,
  });
}

function faceOfLook(sent: SentCalendar, look: CalendarLook, view: CalendarView, most: Most) {
  const { titles, groups } = look;
  const from = Math.min(view.from, Math.max(0, titles.length - 1));
  const shown = titles.slice(from, from + most.titles);
  const rest = titles.length - from - shown.length;
  const changes = groups.some(({ fresh, gone }) => fresh.length + gone.length > 0);
  const choices = [
    { title: 'No group here: leave it out', value: LEFT_OUT },
    ...sent.groups.map(({ id, name }) => ({ title: plainWords(truncate(name, 60)), value: id })),
  ];
  return {
    plain: {
      fallback: `A calendar before its dates are taken: ${totalWords(look)}.`,
      heading: groups.length === 0 ? 'Whose meetings are these?' : `${totalWords(look)}.`,
      asking: 'Whose meetings these are. What you say of a title is remembered for the next file.',
      take: sent.isInvitation ? 'Take this in' : 'Use these dates',
      more: `More titles (${rest > 0 ? rest : titles.length})`,
    },
    file: sent.fileId,
    name: truncate(sent.name, NAME),
    hasNotice: view.notice !== null || (!changes && groups.length > 0),
    notice: view.notice ?? 'Nothing would change: these dates stand here already.',
    groups: groups.slice(0, most.lines).map(group => ({
      group: truncate(group.name, NAME),
      lines: groupLines(group).map(line => ({ line: truncate(line, LINE) })),
    })),
    hasMoreGroups: groups.length > most.lines,
    moreGroups: `and ${count(groups.length - most.lines, 'group')} more`,
    ...rounds(look, most.lines),
    hasLeftOut: leftOutLines(look).length > 0,
    leftOut: leftOutLines(look).map(line => ({ line })),
    hasTitles: titles.length > 0,
    titles: shown.map(title => ({
      id: titleId(title.key),
      title: truncate(title.title, NAME) || 'Without a title',
      detail: ` · ${detailOf(title)}`,
      value: title.groupId ?? LEFT_OUT,
      choices,
    })),
    canTake: changes,
    canAdd: changes && look.losesDays && !sent.isInvitation,
    hasMore: titles.length > shown.length,
    from,
    next: rest > 0 ? from + shown.length : 0,
  };
}

function rounds({ rounds: shifted }: CalendarLook, most: number) {
  const more = shifted.length - most;
  const lines = shifted.slice(0, most).map(round => ({ line: truncate(roundLine(round), LINE) }));
  return {
    hasRounds: shifted.length > 0,
    rounds: more > 0 ? [...lines, { line: `and ${more} more` }] : lines,
  };
}

const detailOf = ({ count: number, next }: LookedTitle) =>
  count(number, 'date') + (next ? `, next on ${dayWords(next)}` : '');
