/** The agenda in lines, for its card and for the terminal. */
import type { Agenda } from '../../services/summary/agenda.ts';
import type { AgendaReport } from '../../services/summary/agenda-reports.ts';
import { dayWords, monthWords, truncate } from '../words.ts';

const NAME = 80;
const TEXT = 160;

export const NO_AGENDA =
  'No priority reports from now on, as the plan says, and no decision is on an agenda.';

/** "Oct 2026, joint board: 1 Complex needs (Police), not asked yet". */
export function agendaLines({ reports, decisions }: Agenda): string[] {
  return [
    ...reports.map(reportLine),
    ...decisions.map(({ action, group, text, from, day }) => {
      const when = day ? `${dayWords(day)}, ` : '';
      return `${when}${truncate(from, NAME)}: decision on ${action}, ${truncate(text, TEXT)} (${truncate(group, NAME)})`;
    }),
  ];
}

const reportLine = (report: AgendaReport): string => reportWords(report).join(': ');

/** When and to which meeting; then what, whose, and how far it is. */
export function reportWords({ month, day, to, priority, lead, state }: AgendaReport): [string, string] {
  const when = day ? dayWords(day) : monthWords(month);
  const said = state === 'in' ? 'report is in' : state === 'asked' ? 'asked, not in yet' : state;
  const whose = lead ? truncate(lead, NAME) : 'no lead';
  return [
    to ? `${when}, ${truncate(to, NAME)}` : when,
    `${priority.ref} ${truncate(priority.title, NAME)} (${whose}), ${said}`,
  ];
}
