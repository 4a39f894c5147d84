/** The sections of a digest, as its card and the terminal show them: each row a line. */
import type { RatingWords } from '../../services/returns/ask-state.ts';
import type { AgendaReport } from '../../services/summary/agenda-reports.ts';
import type {
  DigestFacts,
  DueAction,
  FreshAndStill,
  LateReturn,
  Moved,
} from '../../services/summary/digest.ts';
import type { CameIn } from '../../services/summary/digest-came-in.ts';
import type { DecisionFacts } from '../../services/summary/facts.ts';
import { answerWords, openWords, stateFaces } from '../decisions/words.ts';
import { type Colour, ratingFace } from '../ratings.ts';
import { reportWords } from '../status/agenda-words.ts';
import { kindWords, owedWords, together } from '../status/missing.ts';
import { complianceLine, trainingLine } from '../status/training-words.ts';
import { count, dayWords, listed, personWords, truncate } from '../words.ts';

export const sectionNames = [
  'came-in',
  'moved',
  'due',
  'missing',
  'overdue',
  'training',
  'decisions',
] as const;
export type SectionName = (typeof sectionNames)[number];

export interface DigestRow {
  mark: string;
  colour: Colour;
  /** Empty for none. */
  ref: string;
  text: string;
  /** In quiet words behind it; empty for none. */
  detail: string;
}

export interface DigestSection {
  name: SectionName;
  title: string;
  /** What is new. */
  fresh: DigestRow[];
  /** What was told before: behind the section's button. */
  still: DigestRow[];
}

const TEXT = 80;
const NAME = 60;

export function digestSections(digest: DigestFacts, words: RatingWords): DigestSection[] {
  const { cameIn, moved, dates, due, reports, missing, overdue, decisions } = digest;
  const section = (
    name: SectionName,
    title: string,
    fresh: DigestRow[],
    still: DigestRow[] = [],
  ): DigestSection => ({ name, title, fresh, still });
  const both = <Item>({ fresh, still }: FreshAndStill<Item>, row: (item: Item) => DigestRow) =>
    [fresh.map(row), still.map(row)] as const;
  return [
    section('came-in', 'Came in', cameIn.map(cameInRow)),
    section(
      'moved',
      'Ratings that moved',
      moved.map(one => movedRow(one, words)),
    ),
    section(
      'due',
      'What comes next',
      [
        ...dates.map(({ day, what }) => plain(dayWords(day), truncate(what, TEXT * 2))),
        ...due.map(dueRow),
        ...reports.fresh.map(reportRow),
      ],
      reports.still.map(reportRow),
    ),
    section('missing', 'Late, and not in yet', missingRows(missing.fresh), missingRows(missing.still)),
    section('overdue', 'Overdue', ...both(overdue, dueRow)),
    section('training', 'Training against plan', trainingRows(digest)),
    section(
      'decisions',
      'Decisions',
      [...decisions.asked.map(openRow), ...decisions.answered.map(answeredRow)],
      decisions.still.map(openRow),
    ),
  ];
}

/** Titles and rows of a first look, together. */
export const FIRST_LOOK = 21;

/** "Came in (2)", "Ratings that moved (4 of 9)": how many of the new ones are shown. */
export function titleOf({ name, title, fresh }: DigestSection, shown: number): string {
  if (name === 'training') return title;
  return `${title} (${shown < fresh.length ? `${shown} of ${fresh.length}` : fresh.length})`;
}

/**
 * The rows of each section with news that a first look shows: one of each, and then of all in turn as many as there are
 * lines for.
 */
export function firstRows(
  sections: readonly DigestSection[],
  lines: number = FIRST_LOOK,
): { section: DigestSection; rows: DigestRow[] }[] {
  const news = sections.filter(({ fresh }) => fresh.length > 0);
  // What training says of itself stands together.
  const shown = news.map(({ name, fresh }) => (name === 'training' ? fresh.length : 1));
  let left = lines - shown.reduce((sum, rows) => sum + rows + 1, 0);
  while (left > 0) {
    const more = news.flatMap(({ fresh }, index) => ((shown[index] ?? 0) < fresh.length ? index : []));
    if (more.length === 0) break;
    for (const index of more.slice(0, left)) shown[index] = (shown[index] ?? 0) + 1;
    left -= more.length;
  }
  return news.map((section, index) => ({ section, rows: section.fresh.slice(0, shown[index]) }));
}

/** "As before: 3 returns not in, 4 actions overdue, 2 decisions open."; empty where there is none. */
export function stillWords({ reports, missing, overdue, decisions }: DigestFacts): string {
  const parts = [
    ...(reports.still.length > 0 ? [`${count(reports.still.length, 'report')} to come to a meeting`] : []),
    ...(missing.still.length > 0 ? [`${count(missing.still.length, 'return')} not in`] : []),
    ...(overdue.still.length > 0 ? [`${count(overdue.still.length, 'action')} overdue`] : []),
    ...(decisions.still.length > 0 ? [`${count(decisions.still.length, 'decision')} open`] : []),
  ];
  return parts.length === 0 ? '' : `As before: ${listed(parts)}.`;
}

const plain = (text: string, detail: string): DigestRow => ({
  mark: '',
  colour: 'Default',
  ref: '',
  text,
  detail,
});

function cameInRow({ group, kind, period, fresh, answered, of, noChange, by }: CameIn): DigestRow {
  const stayed = noChange > 0 ? `, ${noChange} without change` : '';
  const isActions = kind === 'action-updates';
  const what = isActions ? 'actions' : kindWords(kind);
  const said =
    of === 1
      ? `${what} in`
      : answered === of
        ? `all ${of} ${what} in${stayed}`
        : `${answered} of ${of} ${what} in${stayed}`;
  const again = isActions && fresh > 0 && answered === of ? '' : fresh > answered ? ', some again' : '';
  const people = by.slice(0, 3).map(personWords);
  const more = by.length > 3 ? [`${by.length - 3} more`] : [];
  return plain(
    `${truncate(group, NAME)}: ${said}${again}`,
    [listed([...people, ...more]), period].filter(one => one !== '').join(' · '),
  );
}

function movedRow({ action, from, to, direction, words: said, group }: Moved, words: RatingWords): DigestRow {
  const mark = direction === 1 ? '↑' : direction === -1 ? '↓' : '→';
  const colour = direction === 1 ? 'Good' : direction === -1 ? 'Attention' : 'Default';
  const before = from === null ? 'first rating' : ratingFace(from, words).word;
  return {
    mark,
    colour,
    ref: action,
    text: `${before} → ${ratingFace(to, words).word}`,
    detail: `${said ? `${truncate(said, TEXT)} · ` : ''}${truncate(group, NAME)}`,
  };
}

const dueRow = ({ action, title, group, lead, due }: DueAction): DigestRow => ({
  mark: '',
  colour: 'Default',
  ref: action,
  text: truncate(title, TEXT),
  detail: `due ${dayWords(due)} · ${truncate(lead ?? group, NAME)}`,
});

function reportRow(report: AgendaReport): DigestRow {
  const [when, what] = reportWords(report);
  return plain(when, what);
}

/** A line for each who owes something of a round. */
const missingRows = (late: readonly LateReturn[]): DigestRow[] =>
  together(late, ({ group, period }) => `${period} ${group}`).map(own => {
    const [{ group, period, due }] = own;
    const what = truncate(owedWords(own), TEXT * 2);
    return plain(`${truncate(group, NAME)}: ${what}`, `${period}, due ${dayWords(due)}`);
  });

function trainingRows({ training }: DigestFacts): DigestRow[] {
  if (!training) return [];
  const lines = [trainingLine(training.facts), complianceLine(training.facts)].filter(line => line !== '');
  return lines.map(line => plain(line, ''));
}

const openRow = (decision: DecisionFacts): DigestRow => ({
  ...decisionRow(decision),
  detail: openWords(decision),
});

const answeredRow = (decision: DecisionFacts): DigestRow => ({
  ...decisionRow(decision),
  detail: answerWords(decision),
});

function decisionRow({ action, text, state }: DecisionFacts): Omit<DigestRow, 'detail'> {
  const { mark, colour } = stateFaces[state];
  return { mark, colour, ref: action, text: truncate(text, TEXT) };
}
