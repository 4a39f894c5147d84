/** A calendar that was sent, as its card meets it, and every card of it. */
import { calendarCard } from '../../../cards/calendar/look-card.ts';
import type { Card, Forms } from '../../../cards/card.ts';
import type { CalendarLook, LookedTitle } from '../../../services/calendar/look-at-calendar.ts';
import type { SentCalendar } from '../../../services/calendar/sent-calendar.ts';
import type { PlannedRound } from '../../../services/rounds/planned-rounds.ts';
import type { GroupRow } from '../../../services/store/entities/board.ts';

const round = (given: Partial<PlannedRound> = {}): PlannedRound => ({
  period: '2026-27 Q1',
  opens: '2026-06-18',
  due: '2026-07-09',
  signOff: '2026-07-14',
  papers: '2026-07-16',
  meeting: '2026-07-23',
  groups: [],
  leftOut: [],
  changed: false,
  state: 'planned',
  ...given,
});

const group = (short: string) => ({ id: short, short, name: short }) as GroupRow;

export function look(given: Partial<CalendarLook> = {}): CalendarLook {
  const after = round({
    due: '2026-07-16',
    papers: '2026-07-23',
    meeting: '2026-07-30',
    groups: [group('QAS')],
  });
  return {
    groups: [
      {
        id: 'exec',
        name: 'Executive Group',
        short: 'Exec',
        fresh: ['2026-07-30', '2026-10-22'],
        same: ['2027-01-21'],
        gone: ['2026-07-23'],
      },
    ],
    titles: [
      { key: 'qag', title: 'QAG', count: 4, next: '2026-06-18', groupId: null },
      { key: 'executive', title: 'Executive Group', count: 3, next: '2026-07-30', groupId: 'exec' },
    ],
    rounds: [{ before: round(), after }],
    cancelled: 1,
    private: 2,
    outside: 0,
    losesDays: true,
    meetings: {},
    ...given,
  };
}

export function sentCalendar(given: Partial<SentCalendar> = {}): SentCalendar {
  return {
    fileId: 'file-1',
    name: 'meetings.ics',
    today: '2026-06-01',
    groups: [
      { id: 'exec', name: 'Executive Group' },
      { id: 'qas', name: 'Quality Assurance and Scrutiny Group' },
    ],
    look: look(),
    isInvitation: false,
    taken: null,
    ...given,
  };
}

export function calendarCards(text: string, forms: Forms): [string, Card][] {
  const of = (given: Partial<SentCalendar> = {}, view = {}) =>
    calendarCard(sentCalendar(given), { from: 0, notice: null, forms, ...view });
  const titles = Array.from({ length: 40 }, (_, index): LookedTitle => {
    return { key: `${index}`, title: text, count: index, next: null, groupId: null };
  });
  const groups = Array.from({ length: 30 }, (_, index) => ({ id: `g${index}`, name: text }));
  const days = Array.from(
    { length: 60 },
    (_, index) => `20${26 + Math.floor(index / 28)}-08-${String(1 + (index % 28)).padStart(2, '0')}`,
  );
  const many = groups.map(({ id, name }) => ({ id, name, short: name, fresh: days, same: [], gone: days }));
  const rounds = Array.from({ length: 30 }, () => ({
    before: round({ groups: [group(text)] }),
    after: round({ due: '2026-08-01', groups: [group(text), group(`${text} two`)] }),
  }));
  return [
    ['calendar', of()],
    ['calendar, an invitation', of({ isInvitation: true })],
    ['calendar, nothing new', of({ look: look({ groups: [], rounds: [] }) })],
    [
      'calendar, many',
      of({ name: text, groups, look: look({ groups: many, titles, rounds }) }, { notice: text }),
    ],
    ['calendar, more titles', of({ groups, look: look({ titles }) }, { from: 36 })],
    ['calendar, taken', of({ name: text, look: null, taken: 14 })],
  ];
}
