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
  'from',
  'progress',
  'impact',
  'next',
  'blockers',
  'evidence',
  'note',
  'value',
  'detail',
]);
const NAMES = new Set(['by', 'enteredBy', 'lead']);

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
    const after = replaced(value, name, parent);
    if (after !== value) counts[NAMES.has(name) && isName(name, parent) ? 'names' : 'words'] += 1;
    return after;
  }

  function replaced(text: string, name: string, parent: Record<string, unknown>): string {
    if (NAMES.has(name)) return isName(name, parent) ? erasure.nameFor(text) : text;
    if (!WORDS.has(name) || !isWords(text, name, parent)) return text;
    return erasure.words || erasure.goes?.(text) ? ERASED : text;
  }

  return { facts: walk(facts, '', '', {}), ...counts };
}

/** `by` of a source, and not the day of a decision; `lead` of an action, and not the lead agency of a priority. */
function isName(name: string, parent: Record<string, unknown>): boolean {
  return name === 'lead' ? 'rag' in parent && 'outcome' in parent : 'version' in parent && 'at' in parent;
}

/** The detail of an exception is ours, but for a red action's; a measure's value is a figure, where it is one. */
function isWords(text: string, name: string, parent: Record<string, unknown>): boolean {
  if (name === 'detail') return parent['kind'] === 'red';
  return name !== 'value' || !isFigure(text);
}
