/** The identifier guard before anything of a file of training figures is kept, be it for a day. */
import type { Actor } from '../people/access.ts';
import { withoutPostcodes } from '../privacy/guard/kinds/postcode.ts';
import { guardTexts } from '../privacy/guard-texts.ts';
import type { View } from '../store/unit-of-work.ts';
import type { FileReading, RunInFile } from '../training/files/reading.ts';

/** What is read of a file in words. */
export interface FileSaid {
  name?: string;
  headings?: readonly string[];
  reading?: FileReading;
}

/**
 * The words of a file stand in many rows, so each is told once, by where it stands.
 * @throws CollateError `identifier_found`
 */
export function guardFile(
  view: View,
  actor: Actor,
  { name, headings, reading }: FileSaid,
  now: Date,
): Promise<void> {
  const runs = reading?.runs ?? [];
  const words = [...(reading?.agencies ?? []), ...(reading?.statuses ?? [])].map(({ text }) => text);
  const texts = {
    'The file’s name': name ?? null,
    'The headings of the columns': lines(headings ?? []),
    'The courses': lines(runs.map(({ course }) => course)),
    'The rooms': lines(runs.map(({ room }) => (room === null ? '' : withoutPostcodes(room)))),
    'The agencies and statuses': lines(words),
  };
  return guardTexts(view, actor, texts, now);
}

const lines = (words: readonly string[]): string | null =>
  words.length === 0 ? null : [...new Set(words)].join('\n');

/** Of a run, what only tells runs apart while the file is read: it may hold anything, and is not needed again. */
export const keptReading = (reading: FileReading): FileReading => ({
  ...reading,
  runs: reading.runs.map((run): RunInFile => ({ ...run, time: null, code: null })),
});
