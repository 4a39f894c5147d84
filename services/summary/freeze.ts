/** The hash of an approved paper: valid still when a text of it is erased, broken when a figure is changed. */
import { createHash, randomBytes } from 'node:crypto';
import type { Facts } from './facts.ts';

/** The words that people gave, and their names: what retention may take out. */
const ERASABLE = new Set([
  'text',
  'from',
  'progress',
  'impact',
  'next',
  'blockers',
  'evidence',
  'detail',
  'by',
  'enteredBy',
  'lead',
]);

/** What stands in the place of an erased text: its salted digest, so that the hash stays what it was. */
export const erasedText = (text: string, salt: string): string => `#${sha256(salt + text)}`;

const ERASED = /^#[0-9a-f]{64}$/;

export interface Frozen {
  facts: Facts;
  salt: string;
  hash: string;
}

export function freeze(facts: Facts): Frozen {
  const salt = randomBytes(16).toString('hex');
  return { facts, salt, hash: hashOf(facts, salt) };
}

/** SHA-256, in hex, over the facts with every erasable text replaced by its salted digest. */
export function hashOf(facts: Facts, salt: string): string {
  return sha256(canonical(facts, salt));
}

function canonical(value: unknown, salt: string, name = ''): string {
  if (Array.isArray(value)) return `[${value.map(item => canonical(item, salt, name)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item, salt, key)}`).join(',')}}`;
  }
  if (typeof value === 'string' && ERASABLE.has(name)) {
    return JSON.stringify(ERASED.test(value) ? value : erasedText(value, salt));
  }
  return JSON.stringify(value) ?? 'null';
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
