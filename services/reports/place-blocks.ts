/** Puts what a document says under the headings of a report; what belongs under none is kept apart, never dropped. */
import type { Heading } from '../returns/report-headings.ts';
import { type Found, findHeadings } from './find-headings.ts';
import type { Block } from './word-blocks.ts';

export interface PlacedText {
  heading: string;
  text: string;
}

export interface Placed {
  /** Headings that the document has with something under them, in the report's order. */
  texts: PlacedText[];
  /** Headings that it has with nothing under them. */
  empty: string[];
  /** What stands under no heading of the report: a title, a section of the group's own. */
  notPlaced: string;
}

interface Section {
  /** Null for what belongs under none. */
  heading: Heading | null;
  text: string;
}

/** Where the reading stands in the document. */
interface Place {
  section: Section;
  /** The level of the heading that began the section; a deeper one is a heading inside the text. */
  level: number | null;
}

export function placeBlocks(blocks: readonly Block[], headings: readonly Heading[]): Placed {
  const headingsAt = findHeadings(blocks, headings);
  const layouts = layoutTables(blocks, headingsAt);
  const sections: Section[] = [];
  const begin = (heading: Heading | null, level: number | null): Place => {
    const section = { heading, text: '' };
    sections.push(section);
    return { section, level };
  };
  let place = begin(null, null);
  /** The row of a table that is being read, and what it began. */
  let row = '';
  let begunInRow: Place | null = null;
  for (const block of blocks) {
    const { cell, level, text, isTight } = block;
    const layout = cell ? layouts.get(cell.table) : undefined;
    const here = cell ? `${cell.table} ${cell.row}` : '';
    const isSameRow = cell !== null && here === row;
    if (!isSameRow) begunInRow = null;
    row = here;
    const found = headingsAt.get(block);
    if (cell && layout?.kind === 'columns' && (cell.row > layout.row || !found)) {
      // Headings side by side: what stands below one belongs to it, what stands beside them to none.
      const above = cell.row > layout.row ? layout.headings.get(cell.column) : null;
      place = { section: sectionOf(sections, above ?? null), level: null };
      append(place.section, text, isTight);
      continue;
    }
    if (found) {
      place = begin(found.heading, level);
      begunInRow = cell ? place : null;
      if (found.rest !== '') append(place.section, found.rest, false);
      continue;
    }
    if (cell && layout?.kind === 'rows' && layout.wideRows.has(cell.row)) {
      if (cell.column === 0 && /^\W*\d*\W*$/.test(text)) continue;
      if (cell.column === 0 && begunInRow) {
        // Guidance below the heading in the left cell is no answer.
        append(sectionOf(sections, null), text, isTight);
        continue;
      }
      if (cell.column === 0) begunInRow = begin(null, null);
      place = begunInRow ?? place;
    } else if (level !== null && (place.level === null || level <= place.level)) {
      // A heading that the report does not have: what follows is not the heading's before.
      place = begin(null, level);
    }
    append(place.section, text, isTight, isSameRow && layout === undefined ? ' | ' : null);
  }
  return gathered(sections, headings);
}

/** A table that lays the report out: a heading in the left cell of each row, or headings side by side. */
type Layout =
  | { kind: 'rows' /** Rows of more than one cell. */; wideRows: ReadonlySet<number> }
  | { kind: 'columns'; row: number; headings: ReadonlyMap<number, Heading> };

function layoutTables(blocks: readonly Block[], headingsAt: ReadonlyMap<Block, Found>): Map<number, Layout> {
  const layouts = new Map<number, Layout>();
  const wide = new Map<number, Set<number>>();
  const side = new Map<string, Map<number, Heading>>();
  for (const block of blocks) {
    const { cell } = block;
    if (!cell) continue;
    if (cell.column > 0) wide.set(cell.table, (wide.get(cell.table) ?? new Set()).add(cell.row));
    const found = headingsAt.get(block);
    if (found?.rest !== '') continue;
    const row = `${cell.table} ${cell.row}`;
    side.set(row, (side.get(row) ?? new Map<number, Heading>()).set(cell.column, found.heading));
    if (!layouts.has(cell.table)) layouts.set(cell.table, { kind: 'rows', wideRows: new Set() });
  }
  for (const [table, layout] of layouts) {
    const beside = [...side].find(([row, found]) => row.startsWith(`${table} `) && found.size > 1);
    if (beside) {
      const [row, found] = beside;
      layouts.set(table, { kind: 'columns', row: Number(row.split(' ')[1]), headings: found });
    } else if (layout.kind === 'rows') {
      layouts.set(table, { kind: 'rows', wideRows: wide.get(table) ?? new Set() });
    }
  }
  return layouts;
}

/** The last section of a heading, or of none, to go on with. */
function sectionOf(sections: Section[], heading: Heading | null): Section {
  const known = sections.findLast(section => section.heading === heading);
  if (known) return known;
  const section = { heading, text: '' };
  sections.push(section);
  return section;
}

function append(section: Section, text: string, isTight: boolean, between: string | null = null): void {
  const gap = between ?? (isTight ? '\n' : '\n\n');
  section.text += section.text === '' ? text : `${gap}${text}`;
}

/** Sections of one heading together, in the order of the report. */
function gathered(sections: readonly Section[], headings: readonly Heading[]): Placed {
  const textUnder = (heading: Heading | null) =>
    sections
      .filter(section => section.heading?.id === heading?.id && section.text !== '')
      .map(section => section.text)
      .join('\n\n');
  const found = headings.filter(heading => sections.some(section => section.heading?.id === heading.id));
  return {
    texts: found
      .map(heading => ({ heading: heading.id, text: textUnder(heading) }))
      .filter(({ text }) => text !== ''),
    empty: found.filter(heading => textUnder(heading) === '').map(({ id }) => id),
    notPlaced: textUnder(null),
  };
}
