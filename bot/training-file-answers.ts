/** What was chosen on a card of questions about a file, made typed. */
import type { Question } from '../cards/training-file/questions.ts';
import { wordId } from '../cards/training-file/questions.ts';
import type { FileState } from '../services/returns/training-file.ts';
import { type AgencyMeaning, isComer, type SaidWords } from '../services/training/file-words.ts';
import { type ColumnMeaning, columnMeaning, isAgency, LEFT_OUT } from '../services/training/files/columns.ts';
import { requiredFields } from '../services/training/files/read-table.ts';
import {
  type BookingStatus,
  bookingStatuses,
  type RunStateWord,
  runStates,
} from '../services/training/files/statuses.ts';

export interface FileAnswers {
  said: SaidWords;
  /** The ask that the file is for, where it was asked. */
  askId: string | null;
  /** What was chosen, by input, to be shown again. */
  values: Record<string, string>;
  /** False where one of the questions has no answer. */
  isComplete: boolean;
}

/** Only answers to these questions count, and only those that their lists offer. */
export function readAnswers(
  questions: readonly Question[],
  data: Readonly<Record<string, unknown>>,
  state: FileState,
): FileAnswers {
  const values: Record<string, string> = {};
  for (const { id, choices } of questions) {
    const value = data[id];
    if (typeof value === 'string' && choices.some(choice => choice.value === value)) values[id] = value;
  }
  const columns = new Map<string, ColumnMeaning>();
  const agencies = new Map<string, AgencyMeaning>();
  const statuses = new Map<string, BookingStatus | RunStateWord>();
  for (const { id } of questions) {
    const value = values[id];
    if (value === undefined) continue;
    for (const { heading, meaning } of state.columns) {
      const said = columnMeaning(value);
      // What is as it was need not be remembered.
      if (id === wordId('column', heading) && said !== null && said !== meaning) columns.set(heading, said);
      const field = requiredFields.find(each => id === wordId('missing', each));
      if (field && value === wordId('column', heading)) columns.set(heading, field);
    }
    for (const { key } of state.strange.agencies) {
      if (id === wordId('agency', key) && isAgencyMeaning(value, state)) agencies.set(key, value);
    }
    for (const { key } of state.strange.statuses) {
      const said = [...bookingStatuses, ...runStates].find(status => status === value);
      if (id === wordId('status', key) && said) statuses.set(key, said);
    }
  }
  const shape = state.found?.shape ?? 'runs';
  return {
    said: { columns, agencies, statuses: { shape, meanings: statuses } },
    askId: values['ask-for'] ?? null,
    values,
    isComplete: questions.every(({ id }) => values[id] !== undefined),
  };
}

const isAgencyMeaning = (value: string, { words }: FileState): value is AgencyMeaning =>
  value === LEFT_OUT || (isAgency(value) && isComer(value, words));
