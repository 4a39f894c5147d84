/** Which column holds what: what the board's people said before, then usual headings, then agencies by name. */
import { normaliseName } from '../../plan/names.ts';
import type { FoundTable } from './find-table.ts';
import {
  type ColumnField,
  columnFields,
  isOfPeople,
  LEFT_OUT,
  rankOf,
  usualMeaning,
} from './usual-headings.ts';

/** A field, or people counted by an agency (`agency:ID`) or a sector (`sector:NAME`), or `-` for left out. */
export type ColumnMeaning = ColumnField | `agency:${string}` | `sector:${string}` | typeof LEFT_OUT;

/** What words of a file mean on this board. */
export interface Vocabulary {
  /** By heading as names are compared: what somebody said that it means. */
  columns: ReadonlyMap<string, ColumnMeaning>;
  /** The agency or sector of this name; null for none. */
  agencyNamed(text: string): `agency:${string}` | `sector:${string}` | null;
}

export interface Column {
  index: number;
  heading: string;
  /** Null where nobody has said yet. */
  meaning: ColumnMeaning | null;
}

export { LEFT_OUT };

const fields: ReadonlySet<string> = new Set(columnFields);

export const isField = (meaning: string | null): meaning is ColumnField =>
  meaning !== null && fields.has(meaning);

export const isAgency = (meaning: string | null): meaning is `agency:${string}` | `sector:${string}` =>
  meaning !== null && /^(agency|sector):/.test(meaning);

export const columnMeaning = (text: string): ColumnMeaning | null =>
  isField(text) || isAgency(text) || text === LEFT_OUT ? text : null;

/** What a heading means; null where it is not known. */
export function meaningOf(heading: string, words: Vocabulary): ColumnMeaning | null {
  const said = words.columns.get(normaliseName(heading));
  // Of "Name" somebody may say that it is the course's; under no word of theirs is it kept as an agency or a room.
  if (said && (said === 'course' || said === LEFT_OUT || !isOfPeople(heading))) return said;
  return usualMeaning(heading) ?? words.agencyNamed(heading);
}

/**
 * True for a heading that tells a row of headings. The name of an agency does not: it stands in the rows of
 * delegates too.
 */
export const isKnownHeading = (heading: string, words: Vocabulary): boolean =>
  words.columns.has(normaliseName(heading)) || usualMeaning(heading) !== null;

/** Every column that has a heading. Of several that mean the same, one is taken; the others are left out. */
export function matchColumns({ headings }: Pick<FoundTable, 'headings'>, words: Vocabulary): Column[] {
  const columns = headings.flatMap((heading, index): Column[] =>
    normaliseName(heading) === '' ? [] : [{ index, heading, meaning: meaningOf(heading, words) }],
  );
  const isSaid = ({ heading }: Column) => (words.columns.has(normaliseName(heading)) ? 0 : 1);
  const taken = new Map<ColumnMeaning, Column>();
  const surest = [...columns].sort(
    (one, other) => isSaid(one) - isSaid(other) || rankOf(one.heading) - rankOf(other.heading),
  );
  for (const column of surest) {
    if (column.meaning !== null && !taken.has(column.meaning)) taken.set(column.meaning, column);
  }
  return columns.map(column =>
    column.meaning === null || taken.get(column.meaning) === column
      ? column
      : { ...column, meaning: LEFT_OUT },
  );
}

/** True where a column tells of a person, so that each row is one. */
export const tellsOfPeople = (columns: readonly Column[]): boolean =>
  columns.some(({ heading }) => isOfPeople(heading));
