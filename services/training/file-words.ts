/** What the words of a learning system's file mean on a board: remembered, usual, or still to be asked. */
import { normaliseName } from '../plan/names.ts';
import { agencies } from '../store/entities/board.ts';
import { type SpellingRow, spellings } from '../store/entities/training.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import { type Comers, findComer, sectorsOf } from './attendance-lines.ts';
import { type ColumnMeaning, columnMeaning, isAgency, LEFT_OUT, type Vocabulary } from './files/columns.ts';
import type { FileShape } from './files/reading.ts';
import {
  type BookingStatus,
  bookingStatuses,
  type RunStateWord,
  runStates,
  usualState,
  usualStatus,
} from './files/statuses.ts';
import { nearNames } from './near-names.ts';

/** Whom a spelling means: an agency, a sector, or nobody who is told apart. */
export type AgencyMeaning = `agency:${string}` | `sector:${string}` | typeof LEFT_OUT;

export interface FileWords extends Vocabulary, Comers {
  /** Null where it is not known; an empty word is nobody who is told apart. */
  agency(key: string): AgencyMeaning | null;
  /** What became of a booking. */
  status(key: string): BookingStatus | null;
  /** What became of a run; null also for an empty word, of which the figures tell. */
  state(key: string): RunStateWord | null;
}

/** As long as the store keeps of a spelling; longer ones are compared by their beginning. */
const LONGEST = 380;

/** Words that say that an agency is not known. */
const NOBODY = new Set([
  '',
  'n a',
  'na',
  'none',
  'unknown',
  'not known',
  'not stated',
  'not given',
  'tbc',
  'blank',
]);

/** One list for two questions: what became of a run is kept apart from what became of a booking. */
const spellingOf = (key: string, shape: FileShape): string =>
  (shape === 'runs' ? `run: ${key}` : key).slice(0, LONGEST);

/** What somebody says that words mean; the newest word holds. */
export interface SaidWords {
  /** By heading as it stands in the file. */
  columns?: ReadonlyMap<string, ColumnMeaning>;
  /** By key. */
  agencies?: ReadonlyMap<string, AgencyMeaning>;
  /** By key, for a file of this shape. */
  statuses?: { shape: FileShape; meanings: ReadonlyMap<string, BookingStatus | RunStateWord> };
}

/** @param said words that are not remembered yet, over those that are */
export async function readFileWords(view: View, boardId: string, said: SaidWords = {}): Promise<FileWords> {
  const rows = await view.rows(agencies).find({ boardId }, { orderBy: { name: 'asc' } });
  const present = rows.filter(row => row.retiredAt === null);
  const lines = present.map(({ id, name, sector }) => ({ id, name, sector }));
  const comers: Comers = { agencies: lines, sectors: sectorsOf(lines) };
  const known = await view.rows(spellings).find({ boardId });
  const fresh = spellingsOf(said);
  const remembered = (purpose: SpellingRow['purpose']) =>
    new Map(
      [...known, ...fresh].filter(row => row.purpose === purpose).map(row => [row.spelling, row.meaning]),
    );
  const [columns, names, statuses] = [remembered('column'), remembered('agency'), remembered('status')];
  // What was said of an agency that is gone has to be asked again.
  const isStanding = (meaning: string) => !isAgency(meaning) || isComer(meaning, comers);
  const agencyNamed = (text: string) => {
    const wanted = normaliseName(text);
    const byKey = present.find(row => normaliseName(row.key) === wanted);
    const found = findComer(text, comers) ?? (byKey ? { agencyId: byKey.id, sector: null } : null);
    if (!found) return null;
    return found.agencyId === null
      ? (`sector:${found.sector}` as const)
      : (`agency:${found.agencyId}` as const);
  };
  return {
    ...comers,
    columns: new Map(
      [...columns].flatMap(([heading, told]): [string, ColumnMeaning][] => {
        const meaning = isStanding(told) ? columnMeaning(told) : null;
        return meaning === null ? [] : [[heading, meaning]];
      }),
    ),
    agencyNamed,
    agency: key => {
      if (NOBODY.has(key)) return LEFT_OUT;
      const meaning = names.get(key.slice(0, LONGEST));
      if (meaning !== undefined && isStanding(meaning)) return meaning as AgencyMeaning;
      return agencyNamed(key);
    },
    status: key => {
      const meaning = statuses.get(spellingOf(key, 'bookings'));
      return bookingStatuses.find(each => each === meaning) ?? usualStatus(key);
    },
    state: key => {
      const meaning = statuses.get(spellingOf(key, 'runs'));
      return runStates.find(each => each === meaning) ?? usualState(key);
    },
  };
}

export async function rememberWords(unit: Unit, boardId: string, said: SaidWords): Promise<void> {
  for (const { purpose, spelling, meaning } of spellingsOf(said)) {
    const where = { boardId, purpose, spelling };
    const changed = await unit.rows(spellings).update(where, { meaning });
    if (changed === 0) await unit.rows(spellings).insert({ ...where, meaning });
  }
}

/** As they are kept. */
function spellingsOf({
  columns,
  agencies: said,
  statuses,
}: SaidWords): Omit<SpellingRow, 'id' | 'boardId'>[] {
  const of = (purpose: SpellingRow['purpose'], words: Iterable<readonly [string, string]> = []) =>
    [...words].map(([spelling, meaning]) => ({ purpose, spelling, meaning }));
  const short = (key: string) => key.slice(0, LONGEST);
  return [
    ...of('column', columns).map(row => ({ ...row, spelling: short(normaliseName(row.spelling)) })),
    ...of('agency', said).map(row => ({ ...row, spelling: short(row.spelling) })),
    ...of('status', statuses?.meanings).map(row => ({
      ...row,
      spelling: spellingOf(row.spelling, statuses?.shape ?? 'runs'),
    })),
  ];
}

export function isComer(meaning: string, { agencies: known, sectors }: Comers): boolean {
  if (meaning.startsWith('agency:')) return known.some(({ id }) => meaning === `agency:${id}`);
  return sectors.some(sector => meaning === `sector:${sector}`);
}

/** Words in a name that say what it is, where no agency or sector has them in its own. */
const KINDRED: readonly [RegExp, string][] = [
  [/\b(constabulary|police)\b/, 'police'],
  [/\b(nhs|hospital|icb|ccg|gp|surgery|medical|clinic|dental|midwifery|camhs)\b/, 'health'],
  [/\b(school|academy|primary|infants|junior)\b/, 'schools'],
  [/\b(college|sixth form)\b/, 'further education'],
  [/\b(nursery|pre school|preschool|childminder|childcare|playgroup)\b/, 'early years'],
  [/\b(borough council|county council|city council|council)\b/, 'local authority'],
  [/\b(probation)\b/, 'probation'],
  [/\b(fire)\b/, 'fire and rescue'],
  [/\b(housing|homes)\b/, 'housing'],
  [/\b(charity|trustees|cvs|barnardos|nspcc)\b/, 'voluntary'],
];

/** Whom a spelling may mean, to be offered and confirmed; null where nothing is near. */
export function guessAgency(text: string, words: FileWords): AgencyMeaning | null {
  const key = normaliseName(text);
  const named = (name: string) => words.agencyNamed(name);
  const kindred = KINDRED.filter(([pattern]) => pattern.test(key)).map(([, name]) => named(name));
  const near = nearNames(
    text,
    words.agencies.map(({ name }) => name),
  );
  const [only, second] = near;
  if (only && second === undefined) return named(only);
  return kindred.find(meaning => meaning !== null) ?? null;
}
