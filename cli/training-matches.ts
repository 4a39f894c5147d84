/** `--match "words of the file=what they mean"`: told apart into columns, statuses and agencies. */
import { bookingWords, fieldWords, stateWords } from '../cards/training-file/words.ts';
import { CollateError } from '../services/errors.ts';
import { normaliseName } from '../services/plan/names.ts';
import type { AgencyMeaning, FileWords, SaidWords } from '../services/training/file-words.ts';
import { type ColumnMeaning, LEFT_OUT } from '../services/training/files/columns.ts';
import type { FileReading } from '../services/training/files/reading.ts';
import {
  type BookingStatus,
  bookingStatuses,
  type RunStateWord,
  runStates,
} from '../services/training/files/statuses.ts';
import { columnFields } from '../services/training/files/usual-headings.ts';

export interface Match {
  words: string;
  meaning: string;
}

/** @throws CollateError `input_invalid` */
export function parseMatches(matches: readonly string[]): Match[] {
  return matches.map(text => {
    const at = text.lastIndexOf('=');
    const [words, meaning] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
    if (at < 0 || meaning === '')
      throw new CollateError(
        'input_invalid',
        `Write --match "words of the file=what they mean", not “${text}”.`,
      );
    return { words, meaning };
  });
}

/** Those that can be of columns, by heading; what is no heading of the file does no harm. */
export function columnMatches(matches: readonly Match[], words: FileWords): Map<string, ColumnMeaning> {
  return new Map(
    matches.flatMap(({ words: heading, meaning }): [string, ColumnMeaning][] => {
      const said = columnNamed(meaning, words);
      return said === null ? [] : [[heading, said]];
    }),
  );
}

/**
 * All of them, for a file that was read.
 * @throws CollateError `input_invalid` for words that are not in the file, or a meaning that there is not
 */
export function wordMatches(
  matches: readonly Match[],
  { headings, reading }: { headings: readonly string[]; reading: FileReading },
  words: FileWords,
): SaidWords {
  const columns = new Map<string, ColumnMeaning>();
  const agencies = new Map<string, AgencyMeaning>();
  const statuses = new Map<string, BookingStatus | RunStateWord>();
  for (const { words: text, meaning } of matches) {
    const key = normaliseName(text);
    if (headings.some(heading => normaliseName(heading) === key)) {
      columns.set(text, orRefuse(columnNamed(meaning, words), text, meaning, columnFields));
    } else if (reading.statuses.some(status => status.key === key)) {
      const known = reading.shape === 'bookings' ? bookingStatuses : runStates;
      statuses.set(key, orRefuse(statusNamed(meaning, reading.shape), text, meaning, known));
    } else if (reading.agencies.some(agency => agency.key === key)) {
      const said = meaning === LEFT_OUT ? LEFT_OUT : words.agencyNamed(meaning);
      const known = [...words.agencies.map(({ name }) => name), ...words.sectors, LEFT_OUT];
      agencies.set(key, orRefuse(said, text, meaning, known));
    } else {
      throw new CollateError(
        'input_invalid',
        `“${text}” is neither a heading of the file, nor one of its agencies or statuses.`,
      );
    }
  }
  return { columns, agencies, statuses: { shape: reading.shape, meanings: statuses } };
}

function columnNamed(meaning: string, words: FileWords): ColumnMeaning | null {
  if (meaning === LEFT_OUT) return LEFT_OUT;
  const wanted = normaliseName(meaning);
  const field = columnFields.find(each => [each, fieldWords[each]].map(normaliseName).includes(wanted));
  return field ?? words.agencyNamed(meaning);
}

function statusNamed(meaning: string, shape: FileReading['shape']): BookingStatus | RunStateWord | null {
  const wanted = normaliseName(meaning);
  const isMeant = (code: string, name: string) =>
    code === meaning || normaliseName(code) === wanted || normaliseName(name) === wanted;
  return shape === 'bookings'
    ? (bookingStatuses.find(each => isMeant(each, bookingWords[each])) ?? null)
    : (runStates.find(each => isMeant(each, stateWords[each])) ?? null);
}

function orRefuse<Meaning>(
  meaning: Meaning | null,
  words: string,
  said: string,
  known: readonly string[],
): Meaning {
  if (meaning !== null) return meaning;
  throw new CollateError(
    'input_invalid',
    `“${words}” cannot mean “${said}”. It can be one of: ${known.join(', ')}.`,
  );
}
