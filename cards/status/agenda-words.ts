/** The agenda in lines, for its card and for the terminal. */
import type { Agenda, AgendaReport } from '../../services/summary/agenda.ts';
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

function reportLine({ month, day, to, priority, lead, state }: AgendaReport): string {
  const when = day ? dayWords(day) : monthWords(month);
  const meeting = to ? `, ${truncate(to, NAME)}` : '';
  const said = state === 'in' ? 'report is in' : state === 'asked' ? 'asked, not in yet' : state;
  return `${when}${meeting}: ${priority.ref} ${truncate(priority.title, NAME)} (${lead ? truncate(lead, NAME) : 'no lead'}), ${said}`;
}
