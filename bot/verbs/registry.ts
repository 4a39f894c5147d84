/** Every family of buttons there is; a test compares it with this folder. */
import { askVerbs } from './ask.ts';
import { measureVerbs } from './measures.ts';
import { noChangeVerbs } from './no-change.ts';
import { statusVerbs } from './status.ts';
import { summaryVerbs } from './summary.ts';
import { updateVerbs } from './update.ts';
import type { Verb } from './verb.ts';

export const verbFamilies = {
  ask: askVerbs,
  measures: measureVerbs,
  'no-change': noChangeVerbs,
  status: statusVerbs,
  summary: summaryVerbs,
  update: updateVerbs,
} satisfies Record<string, readonly Verb[]>;

export const verbs: ReadonlyMap<string, Verb> = new Map(
  Object.values(verbFamilies)
    .flat()
    .map(verb => [verb.name, verb]),
);
