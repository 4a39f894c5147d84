/** Every kind of file that somebody may send in 1:1 chat, by its extension; a test compares it with this folder. */
import { boardFile } from './board-file.ts';
import { calendarFile } from './calendar.ts';
import type { FileKind } from './file-kind.ts';
import { trainingFigures } from './training-figures.ts';
import { wordReport } from './word-report.ts';

export const fileKinds = {
  'board-file': boardFile,
  calendar: calendarFile,
  'training-figures': trainingFigures,
  'word-report': wordReport,
} satisfies Record<string, FileKind>;

/** Null for a type that nothing here reads. */
export function fileKindOf(extension: string): FileKind | null {
  return all().find(kind => kind.extensions.includes(extension)) ?? null;
}

/** What can be sent, in words: "training figures as .xlsx or .csv". */
export const fileWords = (): string[] => all().map(kind => kind.about);

const all = (): FileKind[] => Object.values(fileKinds);
