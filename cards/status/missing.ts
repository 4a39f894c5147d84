/** Returns that are not in yet, in words: each who is asked once, with what of it is to come. */
import { isKind, kinds } from '../../services/returns/kinds.ts';
import { sayMissing } from '../../services/summary/exceptions.ts';
import type { MissingReturn } from '../../services/summary/facts.ts';
import { listed, truncate } from '../words.ts';

type Counted = Pick<MissingReturn, 'kind' | 'answered' | 'of'>;

const NAME = 80;
/** Where the names with what is missing are longer together, the names alone say who it is. */
const SENTENCE = 600;

/** "action updates". */
export function kindWords(kind: string): string {
  return isKind(kind) ? kinds[kind].title.toLowerCase() : kind;
}

/** What one owes: "action updates 5 of 8, training figures"; how far it is only where something is in. */
export function owedWords(returns: readonly Counted[]): string {
  return returns
    .map(({ kind, answered, of }) => kindWords(kind) + (answered > 0 ? ` ${answered} of ${of}` : ''))
    .join(', ');
}

/** "Still to come: Training Hub (action updates 5 of 8, training figures) and QAS (measures)."; empty where all are in. */
export function missingWords({ missing }: { missing: readonly MissingReturn[] }): string {
  if (missing.length === 0) return '';
  const all = together(missing, ({ group }) => group).map(own => ({
    name: truncate(own[0].group, NAME),
    owed: owedWords(own),
  }));
  const say = (words: string[]) => `Still to come: ${listed(words)}.`;
  const whole = say(all.map(({ name, owed }) => `${name} (${owed})`));
  return whole.length <= SENTENCE ? whole : truncate(say(all.map(({ name }) => name)), SENTENCE);
}

/** What came of each before: "action updates: 5 of 8 answered; last return 2025-26 Q3 · training figures: no earlier return". */
export function missingDetail(own: readonly MissingReturn[]): string {
  return own.map(missing => `${kindWords(missing.kind)}: ${sayMissing(missing)}`).join(' · ');
}

/** Those of one key together, in the order in which each key came first. */
export function together<Item>(items: readonly Item[], keyOf: (item: Item) => string): [Item, ...Item[]][] {
  const found = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const own = found.get(keyOf(item));
    if (own) own.push(item);
    else found.set(keyOf(item), [item]);
  }
  return [...found.values()];
}
