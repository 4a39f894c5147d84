/** The sections of a digest, as its card and the terminal show them: each row a line. */
import type { RatingWords } from '../../services/returns/ask-state.ts';
import { isKind, kinds } from '../../services/returns/kinds.ts';
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
  /** How many of the new ones the first look shows. */
  most: number;
}

const TEXT = 110;
const NAME = 60;

/** Together with their titles about 25 lines. */
const MOST: Record<SectionName, number> = {
  'came-in': 4,
  moved: 4,
  due: 3,
  missing: 2,
  overdue: 2,
  training: 2,
  decisions: 3,
};

export function digestSections(digest: DigestFacts, words: RatingWords): DigestSection[] {
  const { cameIn, moved, dates, due, missing, overdue, decisions } = digest;
  const section = (
    name: SectionName,
    title: string,
    fresh: DigestRow[],
    still: DigestRow[] = [],
  ): DigestSection => ({
    name,
    title: `${title}${fresh.length > 0 && name !== 'training' ? ` (${fresh.length})` : ''}`,
    fresh,
    still,
    most: MOST[name],
  });
  const both = <Item>({ fresh, still }: FreshAndStill<Item>, row: (item: Item) => DigestRow) =>
    [fresh.map(row), still.map(row)] as const;
  return [
    section('came-in', 'Came in', cameIn.map(cameInRow)),
    section(
      'moved',
      'Ratings that moved',
      moved.map(one => movedRow(one, words)),
    ),
    section('due', 'Next seven days', [
      ...dates.map(({ day, what }) => plain(dayWords(day), what)),
      ...due.map(dueRow),
    ]),
    section('missing', 'Late, and not in yet', ...both(missing, missingRow)),
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

/** "As before: 3 returns not in, 4 actions overdue, 2 decisions open."; empty where there is none. */
export function stillWords({ missing, overdue, decisions }: DigestFacts): string {
  const parts = [
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
  const what = isActions ? 'actions' : isKind(kind) ? kinds[kind].title.toLowerCase() : kind;
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

function missingRow({ group, kind, period, due, answered, of }: LateReturn): DigestRow {
  const what = isKind(kind) ? kinds[kind].title.toLowerCase() : kind;
  const so = answered > 0 ? `${answered} of ${of} answered` : 'nothing yet';
  return plain(`${truncate(group, NAME)}: ${what}`, `${so} · ${period}, due ${dayWords(due)}`);
}

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
