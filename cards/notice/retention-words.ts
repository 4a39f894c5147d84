/** What would be removed, was removed, and is held: in words, the same in chat and at the terminal. Counts alone. */
import type { ForgetLook } from '../../services/privacy/forget-person.ts';
import type { RetentionLook } from '../../services/privacy/retention.ts';
import type { Held } from '../../services/rounds/hold-round.ts';
import { count, dayWords, listed } from '../words.ts';

/** What the tables are called where people read of them. */
const tableWords: Record<string, string> = {
  action_updates: 'action updates',
  report_texts: 'written reports',
  measure_values: 'measures',
  section_11_returns: 'Section 11',
  training_runs: 'training runs',
  course_totals: 'course totals',
  programme_totals: 'programme totals',
  compliance_figures: 'compliance',
};

/** The look, before anything goes. */
export function sayRetention(look: RetentionLook): string[] {
  const { months, names } = look;
  const what = names ? 'words and names' : 'words';
  const head = `The board keeps ${what} for ${count(months, 'month')}: rounds that ended by ${dayWords(look.before)} are due.`;
  const going = goingLines(look);
  return [
    head,
    ...(going.length > 0 ? ['Would go:', ...going] : ['Nothing is left to remove.']),
    ...heldLines(look),
    ...(going.length > 0
      ? ['Ratings, figures, totals and the plan stay. What is removed cannot be brought back.']
      : []),
  ];
}

export function sayRemoved(look: RetentionLook): string[] {
  const gone = goingLines(look);
  return [...(gone.length > 0 ? ['Removed:', ...gone] : ['Nothing was left to remove.']), ...heldLines(look)];
}

const goingLines = ({ rounds, people }: RetentionLook): string[] => [
  ...rounds.map(({ period, texts, names, papers }) => {
    const parts = [
      ...Object.entries(texts).map(
        ([table, number]) => `${count(number, 'text')} of ${tableWords[table] ?? table}`,
      ),
      ...(names > 0 ? [`the names of ${count(names, 'return')}`] : []),
      ...(papers > 0 ? [`${count(papers, 'text or name', 'texts and names')} in approved papers`] : []),
    ];
    return `${period}: ${listed(parts)}.`;
  }),
  ...(people > 0 ? [`People who left that long ago, and would stand under no name: ${people}.`] : []),
];

const heldLines = ({ held }: RetentionLook): string[] =>
  held.map(({ period, reason }) => `Held, so kept: ${period} (${reason}).`);

export function sayForget({ name, email, returns, mentions, papers, duties }: ForgetLook): string[] {
  const who = email === null ? name : `${name} (${email})`;
  if (duties.length > 0) return [`${who} cannot be forgotten yet.`, ...duties];
  return [
    `${who} becomes a former member everywhere. Accounts, chats and files of theirs go.`,
    `${count(returns, 'return')} of theirs ${returns === 1 ? 'stays' : 'stay'}, without the name.`,
    ...(mentions > 0 ? [`Others name them in ${count(mentions, 'return')}: there too.`] : []),
    ...(papers > 0
      ? [`In approved papers ${count(papers, 'name or text', 'names and texts')} would be taken out.`]
      : []),
    'This cannot be taken back.',
  ];
}

export const sayForgotten = ({ returns, mentions, papers }: ForgetLook): string[] => [
  `Done. ${count(returns, 'return')} kept without the name, ${count(mentions, 'mention')} replaced, ${papers} taken out of approved papers.`,
];

export function sayHeld(
  { period, already }: Held,
  what: 'held' | 'released',
): { title: string; text: string } {
  if (what === 'held') {
    return {
      title: `Round ${period} is held`,
      text: already
        ? 'It was held before; the reason is the new one now.'
        : 'Nothing of it is removed, whatever its age, until it is released.',
    };
  }
  return {
    title: `Round ${period} is ${already ? 'not held' : 'released'}`,
    text: already ? 'There was no hold to end.' : 'The board’s period counts for it again.',
  };
}
