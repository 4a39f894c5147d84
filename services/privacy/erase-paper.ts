/** Takes words and names out of an approved paper. What it counts stays, and its hash holds: see summary/freeze.ts. */
import type { Digests } from '../summary/freeze.ts';
import { ERASED, isErased, isFigure } from './erased.ts';

export interface PaperErasure {
  /** True where people's words go. */
  words: boolean;
  /** What stands for a name from now on; the name itself where it stays. */
  nameFor: (name: string) => string;
  /** True for words that go though the others stay, as those that name somebody who is forgotten. */
  goes?: (text: string) => boolean;
}

export interface ErasedPaper {
  facts: unknown;
  /** How many words and names were taken out. */
  words: number;
  names: number;
}

const WORDS = new Set([
  'text',
  'words',
  'from',
  'progress',
  'impact',
  'next',
  'blockers',
  'evidence',
  'note',
]);

/** @param digests those of the paper: what has none cannot be taken out without breaking its hash */
export function erasePaper(facts: unknown, digests: Digests, erasure: PaperErasure): ErasedPaper {
  const counts = { words: 0, names: 0 };

  function walk(value: unknown, path: string, name: string, parent: Record<string, unknown>): unknown {
    const inside = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`);
    if (Array.isArray(value)) return value.map((item, index) => walk(item, inside(index), name, parent));
    if (typeof value === 'object' && value !== null) {
      const own = value as Record<string, unknown>;
      return Object.fromEntries(
        Object.entries(own).map(([key, item]) => [key, walk(item, inside(key), key, own)]),
      );
    }
    if (typeof value !== 'string' || digests[path] === undefined || isErased(value)) return value;
    const kind = kindOf(value, name, parent);
    if (kind === null) return value;
    const goes = erasure.words || (erasure.goes?.(value) ?? false);
    const after = kind === 'names' ? erasure.nameFor(value) : goes ? ERASED : value;
    if (after !== value) counts[kind] += 1;
    return after;
  }

  return { facts: walk(facts, '', '', {}), ...counts };
}

/** What a text of a paper is: somebody's name, their words, or neither. */
function kindOf(text: string, name: string, parent: Record<string, unknown>): 'names' | 'words' | null {
  switch (name) {
    case 'by':
      // Of a decision, who took it, beside its words; or the day that it is needed by.
      if ('words' in parent) return 'words';
      return 'at' in parent ? 'names' : null;
    case 'lead':
      // Of a priority it is an agency.
      return 'rag' in parent && 'outcome' in parent ? 'names' : null;
    case 'enteredBy':
    case 'notedBy':
      return 'names';
    case 'detail':
      // Why something needs attention is said by us, but for what is red.
      return parent['kind'] === 'red' ? 'words' : null;
    case 'value':
      return isFigure(text) ? null : 'words';
    default:
      return WORDS.has(name) ? 'words' : null;
  }
}
