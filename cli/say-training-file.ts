/** A file of training figures as text for a terminal: the words of the cards. */
import {
  changeLine,
  comparedWords,
  fieldWords,
  leftOutLines,
  misfitLines,
  runLine,
  totalWords,
} from '../cards/training-file/words.ts';
import { count, listed } from '../cards/words.ts';
import { CollateError } from '../services/errors.ts';
import type { FileLook, ImportSaved } from '../services/returns/training-import.ts';
import { type FileWords, guessAgency } from '../services/training/file-words.ts';
import { type Column, LEFT_OUT } from '../services/training/files/columns.ts';
import { bookingStatuses, runStates } from '../services/training/files/statuses.ts';
import { columnFields } from '../services/training/files/usual-headings.ts';
import { freeColumns, missingFields } from '../services/training/open-file.ts';
import { sections, titled } from './say-facts.ts';

/** Words of a file that somebody has to say the meaning of. */
export interface Unmatched {
  of: 'column' | 'agency' | 'status';
  words: string;
  /** How many rows have it; null of a column. */
  count: number | null;
  /** What it may mean; null where nothing is near. */
  guess: string | null;
  meanings: readonly string[];
}

/** Nothing can be saved before these are matched. */
export class UnmatchedError extends CollateError {
  readonly unmatched: readonly Unmatched[];

  /** @param problem what is wrong beside them */
  constructor(unmatched: readonly Unmatched[], problem: string | null = null) {
    super('file_unmatched', sayUnmatched(unmatched, problem));
    this.name = 'UnmatchedError';
    this.unmatched = unmatched;
  }
}

/** Columns of which nothing is known, else the required fields that no column holds. */
export function unmatchedColumns(columns: readonly Column[], words: FileWords): Unmatched[] {
  const meanings = [LEFT_OUT, ...columnFields, ...comersOf(words)];
  const strange = columns.filter(({ meaning }) => meaning === null);
  const of = 'column' as const;
  return strange.map(({ heading }) => ({ of, words: heading, count: null, guess: LEFT_OUT, meanings }));
}

/** What is required and stands in no column, with the headings that are free. */
export function missingColumns(columns: readonly Column[]): string | null {
  const missing = missingFields(columns).map(field => fieldWords[field].toLowerCase());
  if (missing.length === 0) return null;
  const free = freeColumns(columns).map(({ heading }) => `“${heading}”`);
  return `No column holds this: ${listed(missing)}. Free are: ${free.join(', ')}. Say which: --match "HEADING=course" or "HEADING=first-day".`;
}

export function unmatchedWords({ strange, shape }: FileLook, words: FileWords): Unmatched[] {
  const statuses = shape === 'bookings' ? bookingStatuses : runStates;
  return [
    ...strange.statuses.map(({ text, count: number }): Unmatched => {
      return { of: 'status', words: text, count: number, guess: null, meanings: statuses };
    }),
    ...strange.agencies.map(({ text, count: number }): Unmatched => {
      const meanings = [...comersOf(words), LEFT_OUT];
      return { of: 'agency', words: text, count: number, guess: guessWords(text, words), meanings };
    }),
  ];
}

const comersOf = ({ agencies, sectors }: FileWords) => [...agencies.map(({ name }) => name), ...sectors];

function guessWords(text: string, words: FileWords): string | null {
  const guess = guessAgency(text, words);
  if (guess === null) return null;
  const id = guess.slice(guess.indexOf(':') + 1);
  return words.agencies.find(agency => agency.id === id)?.name ?? id;
}

function sayUnmatched(unmatched: readonly Unmatched[], problem: string | null): string {
  const kinds = ['column', 'status', 'agency'] as const;
  const names = { column: 'Columns', status: 'Statuses', agency: 'Agencies' };
  const lists = kinds.flatMap(kind => {
    const own = unmatched.filter(({ of }) => of === kind);
    const [first] = own;
    if (!first) return [];
    const lines = own.map(({ words, count: number, guess, meanings }) => {
      const rows = number === null ? '' : `  (${count(number, 'row')})`;
      return `  --match "${words}=${guess ?? meanings[0]}"${rows}`;
    });
    return [
      `${names[kind]} that are not known yet:`,
      ...lines,
      `  each is one of: ${first.meanings.join(', ')}`,
    ];
  });
  const head = 'Nothing was saved. What words of the file mean has to be said once, and is remembered.';
  return [head, ...(problem ? [problem] : []), ...lists].join('\n');
}

/** What saving needs first. */
export function sayUnsaved(result: Exclude<ImportSaved, { kind: 'saved' | 'nothing' }>): string {
  switch (result.kind) {
    case 'undecided':
      return 'Nothing was saved: runs stand with other figures. Say which to take: --changed take, or --changed keep.';
    case 'imbalanced':
      return `Nothing was saved: figures do not add up. Say why: --note "…"\n${result.runs.flatMap(misfitLines).join('\n')}`;
    case 'improbable':
      return `Nothing was saved. Is this right? Then add --sure.\n${result.reasons.join('\n')}`;
    default:
      return 'Nothing was saved: figures were changed meanwhile. Look again.';
  }
}

export function sayLook(
  name: string,
  look: FileLook,
  saved: { fresh: number; changed: number } | null,
): string {
  const { fresh, changed, agencies, ask, rows, runs } = look;
  const misfits = [...fresh, ...changed].flatMap(misfitLines);
  return sections([
    [`${name}: ${count(rows, 'row')}, ${count(runs, 'run')}`, `For ${ask.asked.name}, ${ask.period}`],
    [`${totalWords(look)}: ${comparedWords(look)}.`],
    titled('New', fresh.map(runLine)),
    titled(
      'Different from what stands',
      changed.map(run => changeLine(run, agencies)),
    ),
    titled('These do not add up: they are saved with a note', misfits),
    titled('Also to know', leftOutLines(look)),
    [
      saved === null
        ? 'This was a look: nothing was saved. Add --yes to save.'
        : `Saved: ${count(saved.fresh, 'new run')}, ${count(saved.changed, 'run')} changed.`,
    ],
  ]);
}
