/** Which lines of a document begin a heading of the report: those that look most like one, where several could. */
import type { Heading } from '../returns/report-headings.ts';
import { exactHeading, likelyHeading, titledHeading } from './match-heading.ts';
import type { Block } from './word-blocks.ts';

export interface Found {
  heading: Heading;
  /** What stands in the same line after it: "Impact: two schools …". */
  rest: string;
}

type Candidate = Found & { strength: number };

/** In Word's heading style; bold or alone in a left cell; a plain line. */
const STYLED = 3;
const MARKED = 2;
const PLAIN = 1;

/**
 * By block. Where a heading stands in the document in Word's heading style, a bold or plain line of the same words
 * further on is text ("Outcomes:" in a list), and begins nothing.
 */
export function findHeadings(blocks: readonly Block[], headings: readonly Heading[]): Map<Block, Found> {
  const candidates = new Map<Block, Candidate>();
  const strongest = new Map<string, number>();
  for (const block of blocks) {
    const found = candidateOf(block, headings);
    if (!found) continue;
    candidates.set(block, found);
    strongest.set(found.heading.id, Math.max(found.strength, strongest.get(found.heading.id) ?? 0));
  }
  return new Map([...candidates].filter(([, found]) => found.strength === strongest.get(found.heading.id)));
}

function candidateOf(block: Block, headings: readonly Heading[]): Candidate | null {
  const { text, bold, level, cell } = block;
  const line = text.replace(/^• /, '');
  const isBold = bold.length >= line.length - 1;
  const strength = level !== null ? STYLED : isBold || cell?.column === 0 ? MARKED : PLAIN;
  const looksLike = strength > PLAIN || /[:?]$/.test(line);
  const whole = looksLike ? likelyHeading(line, headings) : exactHeading(line, headings);
  if (whole) return { heading: whole, rest: '', strength };
  if (bold !== '' && !isBold && line.startsWith(bold)) {
    const heading = likelyHeading(bold, headings);
    const rest = line.slice(bold.length).replace(/^[\s:–—-]+/, '');
    if (heading) return { heading, rest, strength: Math.max(strength, MARKED) };
  }
  // "Training: 40 people came" is text; only a title in full begins a heading in the midst of a line.
  const colon = line.indexOf(':');
  const heading = colon > 0 ? titledHeading(line.slice(0, colon), headings) : null;
  return heading ? { heading, rest: line.slice(colon + 1).trim(), strength } : null;
}
