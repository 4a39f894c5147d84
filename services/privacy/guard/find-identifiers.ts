/** What in a text may say who a child or a family is. Pure: it changes nothing and keeps nothing. */
import type { GuardRules, Span } from './kind.ts';
import { plainTextOf } from './plain-text.ts';
import { guardKinds, type KindOfFinding, kindsOfFinding } from './registry.ts';

export interface Identifier {
  kind: KindOfFinding;
  /** As it was typed. */
  words: string;
  /** Where in the text it begins. */
  start: number;
}

/** In the order of the text; each word belongs to one finding at most. */
export function findIdentifiers(text: string, rules: GuardRules): Identifier[] {
  const { plain, typed } = plainTextOf(text);
  const taken: Span[] = [];
  const found: Identifier[] = [];
  for (const kind of kindsOfFinding) {
    for (const span of guardKinds[kind].find(plain, rules)) {
      if (taken.some(({ start, end }) => span.start < end && start < span.end)) continue;
      taken.push(span);
      if (!span.isAllowed) found.push({ kind, ...typed(span.start, span.end) });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}
