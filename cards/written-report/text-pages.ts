/** Long texts as a card can show them: paragraph by paragraph, and as many pages as it takes. */
import { oneLine, truncate } from '../words.ts';

/** What a paragraph costs beside its words: the element around it, in characters of JSON. */
const ELEMENT = 110;

/** A line is drawn in pieces of about this many characters. */
const PIECE = 1500;

/** The most that a page of a reading card may cost. */
const PAGE = 14_000;

export interface Line {
  text: string;
}

/** Every word of a text, in pages that each fit a card; at least one, that may be empty. */
export function textPages(text: string): Line[][] {
  const pages: Line[][] = [[]];
  let left = PAGE;
  for (const line of linesOf(text)) {
    const cost = costOf(line);
    if (cost > left && pages.at(-1)?.length) {
      pages.push([]);
      left = PAGE;
    }
    pages.at(-1)?.push({ text: line });
    left -= cost;
  }
  return pages;
}

/**
 * The beginning of a text.
 * @param max characters of JSON that it may take
 */
export function beginning(text: string, max: number): { lines: Line[]; isCut: boolean } {
  const lines: Line[] = [];
  let left = max;
  for (const line of linesOf(text)) {
    const cost = costOf(line);
    if (cost > left) {
      const room = left - ELEMENT;
      // Of a line that says something a piece stays; of a short one nothing is gained.
      if (room > 40) lines.push({ text: truncate(line, Math.floor(line.length * Math.min(1, room / cost))) });
      else if (lines.length === 0) lines.push({ text: truncate(line, 40) });
      return { lines, isCut: true };
    }
    lines.push({ text: line });
    left -= cost;
  }
  return { lines, isCut: false };
}

const costOf = (line: string) => JSON.stringify(line).length + ELEMENT;

function linesOf(text: string): string[] {
  return text
    .split(/\n+/)
    .map(oneLine)
    .filter(line => line !== '')
    .flatMap(pieces);
}

/** A very long line in pieces that end after a word, where there is one. */
function pieces(line: string): string[] {
  const found: string[] = [];
  let rest = line;
  while (rest.length > PIECE) {
    const space = rest.lastIndexOf(' ', PIECE);
    const at = space > PIECE / 2 ? space : wholeCharacters(rest, PIECE);
    found.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return rest === '' ? found : [...found, rest];
}

/** Half an emoji is no character. */
const wholeCharacters = (text: string, at: number) =>
  /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) ? at - 1 : at;
