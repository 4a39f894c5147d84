/** What a file leaves to be said, as questions with choices: which ask it is for, what columns hold, what words mean. */
import { createHash } from 'node:crypto';
import type { FileState } from '../../services/returns/training-file.ts';
import { guessAgency } from '../../services/training/file-words.ts';
import { LEFT_OUT } from '../../services/training/files/columns.ts';
import { bookingStatuses, runStates } from '../../services/training/files/statuses.ts';
import { freeColumns } from '../../services/training/open-file.ts';
import { count } from '../words.ts';
import { bookingWords, fieldChoices, fieldWords, stateWords } from './words.ts';

export type QuestionKind = 'ask' | 'missing' | 'column' | 'agency' | 'status';

export interface Choice {
  value: string;
  /** Words of ours, or a name of the board's or the file's. */
  name: string;
}

export interface Question {
  kind: QuestionKind;
  /** The input's id: it names the word, so that an answer can never be taken for another's. */
  id: string;
  /** What is asked about: a heading, a spelling, a status, a missing field. */
  about: string;
  /** How often the word stands in the file; empty where that says nothing. */
  detail: string;
  /** What is offered, asked for where it is shown; empty where nothing is. */
  offered(): string;
  choices: readonly Choice[];
}

const nothing = () => '';

/** A code for a word of the file, which itself may be anything. */
export const wordId = (kind: QuestionKind, word: string): string =>
  `${kind}-${createHash('sha256').update(word).digest('hex').slice(0, 12)}`;

/** More agencies would not fit on a card. */
const MOST_AGENCIES = 120;

/** Everything that can be asked now; columns first, since what words there are depends on them. */
export function questionsOf(state: FileState, { everyColumn = false } = {}): Question[] {
  if (state.step === 'columns' || everyColumn) return columnQuestions(state, everyColumn);
  return [...askQuestion(state), ...wordQuestions(state)];
}

function columnQuestions(state: FileState, everyColumn: boolean): Question[] {
  const choices: Choice[] = [
    { value: LEFT_OUT, name: 'Leave it out' },
    ...fieldChoices,
    ...comerChoices(state, 'People who attended, of '),
  ];
  const unknown = state.columns.filter(({ meaning }) => meaning === null);
  const asked = everyColumn || (state.problem !== null && unknown.length === 0) ? state.columns : unknown;
  const columns = asked.map(
    ({ heading, meaning }): Question => ({
      kind: 'column',
      id: wordId('column', heading),
      about: heading,
      detail: '',
      offered: () => meaning ?? LEFT_OUT,
      choices,
    }),
  );
  // First what the strange columns hold: one of them may be what is missing.
  if (columns.length > 0) return columns;
  const headings = freeColumns(state.columns).map(({ heading }) => ({
    value: wordId('column', heading),
    name: heading,
  }));
  return state.missing.map(field => ({
    kind: 'missing',
    id: wordId('missing', field),
    about: fieldWords[field],
    detail: '',
    offered: nothing,
    choices: headings,
  }));
}

function askQuestion({ ask, asks }: FileState): Question[] {
  if (ask !== null) return [];
  const choices = asks.map(({ askId, asked, period }) => ({
    value: askId,
    name: `${asked.short}, ${period}`,
  }));
  return [{ kind: 'ask', id: 'ask-for', about: 'Which return', detail: '', offered: nothing, choices }];
}

function wordQuestions(state: FileState): Question[] {
  const { strange, words, found } = state;
  const agencies: Choice[] = [
    { value: LEFT_OUT, name: 'Leave out of the breakdown' },
    ...comerChoices(state, ''),
  ];
  const statuses: Choice[] =
    found?.shape === 'bookings'
      ? bookingStatuses.map(value => ({ value, name: bookingWords[value] }))
      : runStates.map(value => ({ value, name: stateWords[value] }));
  const unit = found?.shape === 'bookings' ? 'delegate' : 'run';
  return [
    ...strange.statuses.map(
      (word): Question => ({
        kind: 'status',
        id: wordId('status', word.key),
        about: word.text === '' ? 'No status at all' : word.text,
        detail: count(word.count, unit),
        offered: nothing,
        choices: statuses,
      }),
    ),
    ...strange.agencies.map(
      (word): Question => ({
        kind: 'agency',
        id: wordId('agency', word.key),
        about: word.text,
        detail: count(word.count, unit),
        offered: () => guessAgency(word.text, words) ?? '',
        choices: agencies,
      }),
    ),
  ];
}

function comerChoices({ words }: FileState, lead: string): Choice[] {
  return [
    ...words.agencies
      .slice(0, MOST_AGENCIES)
      .map(({ id, name }) => ({ value: `agency:${id}`, name: `${lead}${name}` })),
    ...words.sectors.map(sector => ({ value: `sector:${sector}`, name: `${lead}the sector ${sector}` })),
  ];
}
