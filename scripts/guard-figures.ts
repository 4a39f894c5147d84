/** `npm run guard-figures`: how well the identifier guard finds, on phrases made for the purpose; it prints the table of the README. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findIdentifiers } from '../services/privacy/guard/find-identifiers.ts';
import type { GuardRules } from '../services/privacy/guard/kind.ts';
import { type KindOfFinding, kindsOfFinding } from '../services/privacy/guard/registry.ts';
import { rulesOf } from '../services/privacy/guard/rules.ts';

const FOLDER = join(fileURLToPath(import.meta.url), '..', '..', 'test', 'services', 'privacy', 'phrases');

/** Every third phrase of each list was held back while the rules were written. */
const HELD_BACK = 3;

export interface Phrase {
  text: string;
  /** What has to be found in it; none in an innocent one. */
  marked: { kind: KindOfFinding; start: number; end: number }[];
  isHeldBack: boolean;
}

export interface Tally {
  /** Marked, and found as that kind. */
  found: number;
  /** Marked, and not. */
  missed: number;
  /** Found as that kind where nothing of it is marked. */
  wrong: number;
}

export const measuredRules = (): GuardRules =>
  rulesOf(JSON.parse(readFileSync(join(FOLDER, 'board.json'), 'utf8')));

export const truePhrases = (): Phrase[] => readPhrases('true.txt', markedIn);

export const innocentPhrases = (): Phrase[] => readPhrases('innocent.txt', text => ({ text, marked: [] }));

function readPhrases(
  file: string,
  read: (line: string, heading: string) => Omit<Phrase, 'isHeldBack'>,
): Phrase[] {
  const [, ...sections] = readFileSync(join(FOLDER, file), 'utf8').split(/^# /m);
  return sections
    .flatMap(section => {
      const [heading = '', ...lines] = section.split('\n');
      return lines.filter(line => line !== '').map(line => read(line, heading));
    })
    .map((phrase, index) => ({ ...phrase, isHeldBack: index % HELD_BACK === HELD_BACK - 1 }));
}

/** "Case [[CR-1234]] was closed" → without the marks, and where they were. */
function markedIn(line: string, heading: string): Omit<Phrase, 'isHeldBack'> {
  const kind = kindsOfFinding.find(name => name === heading);
  if (!kind) throw new Error(`true.txt has a heading that is no kind: ${heading}`);
  const marked: Phrase['marked'] = [];
  let text = '';
  for (const [, before = '', words = ''] of line.matchAll(/(.*?)(?:\[\[(.+?)\]\](?!\])|$)/gs)) {
    text += before;
    if (words !== '') marked.push({ kind, start: text.length, end: text.length + words.length });
    text += words;
  }
  return { text, marked };
}

export function measure(phrases: readonly Phrase[], rules: GuardRules): Map<KindOfFinding, Tally> {
  const tallies = new Map(kindsOfFinding.map(kind => [kind, { found: 0, missed: 0, wrong: 0 }]));
  for (const { text, marked } of phrases) {
    const hits = findIdentifiers(text, rules).map(({ kind, start, words }) => ({
      kind,
      start,
      end: start + words.length,
    }));
    const meet = (one: Phrase['marked'][number], other: Phrase['marked'][number]) =>
      one.kind === other.kind && one.start < other.end && other.start < one.end;
    for (const mark of marked) {
      const tally = tallies.get(mark.kind);
      if (tally && hits.some(hit => meet(hit, mark))) tally.found += 1;
      else if (tally) tally.missed += 1;
    }
    for (const hit of hits) {
      const tally = tallies.get(hit.kind);
      if (tally && !marked.some(mark => meet(hit, mark))) tally.wrong += 1;
    }
  }
  return tallies;
}

export function summed(tallies: Iterable<Tally>): Tally {
  const sum = { found: 0, missed: 0, wrong: 0 };
  for (const { found, missed, wrong } of tallies) {
    sum.found += found;
    sum.missed += missed;
    sum.wrong += wrong;
  }
  return sum;
}

/** The table as Markdown. */
export function guardFigures(): string {
  const rules = measuredRules();
  const [names, innocents] = [truePhrases(), innocentPhrases()];
  const phrases = [...names, ...innocents];
  const all = measure(phrases, rules);
  const heldBack = summed(
    measure(
      phrases.filter(({ isHeldBack }) => isHeldBack),
      rules,
    ).values(),
  );
  const rows = kindsOfFinding.map(kind => row(kind, all.get(kind) ?? summed([])));
  return [
    '| Kind | To find | Found | Recall | Wrongly found | Precision |',
    '|---|---|---|---|---|---|',
    ...rows,
    row('all', summed(all.values())),
    row('of these, held back', heldBack),
    '',
    `${names.length} phrases that name somebody, ${innocents.length} innocent ones; every third was held back while the rules were written.`,
  ].join('\n');
}

function row(name: string, { found, missed, wrong }: Tally): string {
  const percent = (part: number, whole: number) =>
    whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
  const cells = [
    name,
    found + missed,
    found,
    percent(found, found + missed),
    wrong,
    percent(found, found + wrong),
  ];
  return `| ${cells.join(' | ')} |`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(`${guardFigures()}\n`);
}
