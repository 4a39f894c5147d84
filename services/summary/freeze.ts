/**
 * The hash of an approved paper: valid still when a text of it is erased, broken when a figure or a text is changed.
 * It is taken over the figures, and over a salted digest of each text; the digests are kept beside the paper, so
 * that a text which retention takes out leaves its digest behind.
 */
import { createHash, randomBytes } from 'node:crypto';
import { isErased } from '../privacy/erased.ts';
import type { Facts } from './facts.ts';

/** The words that people gave, and their names: what retention may take out. */
const ERASABLE = new Set([
  'text',
  'words',
  'notedBy',
  'from',
  'progress',
  'impact',
  'next',
  'blockers',
  'evidence',
  'detail',
  'by',
  'enteredBy',
  'value',
  'note',
  'lead',
]);

/** The digest of each text, by its path, as `actions.0.progress`. */
export type Digests = Record<string, string>;

export interface Frozen {
  facts: Facts;
  salt: string;
  digests: Digests;
  /** SHA-256 in hex. */
  hash: string;
}

export function freeze(facts: Facts): Frozen {
  const salt = randomBytes(16).toString('hex');
  const digests: Digests = {};
  const hash = sha256(canonical(facts, { salt, digests, isNew: true }));
  return { facts, salt, digests, hash };
}

/** True where the paper is as it was approved, but for texts that were erased. */
export function isIntact({ facts, salt, digests, hash }: Frozen): boolean {
  return sha256(canonical(facts, { salt, digests, isNew: false })) === hash;
}

interface Sealing {
  salt: string;
  digests: Digests;
  isNew: boolean;
}

/** The same value gives the same text, in whatever order a database gives its keys back. */
function canonical(value: unknown, sealing: Sealing, path = '', name = ''): string {
  const inside = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`);
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => canonical(item, sealing, inside(index), name)).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    const parts = entries.map(
      ([key, item]) => `${JSON.stringify(key)}:${canonical(item, sealing, inside(key), key)}`,
    );
    return `{${parts.join(',')}}`;
  }
  // A paper is read by what was erasable when it was approved, whatever the list has become since.
  const isErasable = sealing.isNew ? ERASABLE.has(name) : sealing.digests[path] !== undefined;
  if (typeof value === 'string' && isErasable) return `"#${digestOf(value, sealing, path)}"`;
  return JSON.stringify(value) ?? 'null';
}

function digestOf(text: string, { salt, digests, isNew }: Sealing, path: string): string {
  const known = digests[path];
  if (!isNew && isErased(text) && known !== undefined) return known;
  const digest = sha256(`${salt}${path}\0${text}`);
  if (isNew) digests[path] = digest;
  return digest;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
