/** The questions that a file leaves, a few on each card: answered once, and remembered. */
import type { FileState } from '../../services/returns/training-file.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { faceOf } from '../render.ts';
import { count, plainWords, truncate } from '../words.ts';
import template from './match-card.json' with { type: 'json' };
import { type Question, type QuestionKind, questionsOf } from './questions.ts';

export interface MatchView {
  /** Every column is asked about, also those that are known. */
  everyColumn: boolean;
  /** Which questions come first, where there are more than fit: their place in the list. */
  from: number;
  /** What was chosen, by input. */
  values: Readonly<Record<string, string>>;
  /** True after "Next" where something was left open. */
  isUnanswered: boolean;
  /** What has just happened; null for nothing. */
  notice: string | null;
  forms: Forms;
}

/** The most questions that stand on a card, and the most characters that their lists of choices come to. */
const AT_ONCE = 10;
const ROOM = 17_000;
const ABOUT = 120;
const CHOICE = 80;

const headings: Record<QuestionKind, string> = {
  ask: 'Which return is this file for?',
  missing: 'Which column holds this?',
  column: 'What do these columns hold?',
  status: 'What do these statuses mean?',
  agency: 'Whom do these spellings mean?',
};

const face = faceOf(template);

export function matchCard(state: FileState, view: MatchView): Card {
  const questions = questionsOf(state, view);
  const from = Math.min(view.from, Math.max(0, questions.length - 1));
  const most = howMany(questions.slice(from, from + AT_ONCE));
  const fewer = [most, Math.ceil(most / 2), 1] as const;
  return fitting(fewer, number =>
    withDoors(face(matchFace(state, view, { questions, from, most: number })), view.forms),
  );
}

/** Told by their choices before a card is drawn, which takes its time. */
function howMany(questions: readonly Question[]): number {
  let left = ROOM;
  const fits = questions.findIndex(({ choices }) => {
    left -= choices.reduce(
      (sum, { value, name }) => sum + value.length + Math.min(name.length, CHOICE) + 24,
      0,
    );
    return left < 0;
  });
  return Math.max(1, fits < 0 ? questions.length : fits);
}

function matchFace(
  state: FileState,
  view: MatchView,
  { questions, from, most }: { questions: readonly Question[]; from: number; most: number },
) {
  const shown = questions.slice(from, from + most);
  const [first] = shown;
  const isOneKind = shown.every(({ kind }) => kind === first?.kind);
  const isPart = shown.length < questions.length;
  const seen = `${from + 1} to ${from + shown.length} of ${questions.length}`;
  return {
    plain: {
      fallback: `${count(questions.length, 'question')} about a file of training figures.`,
      heading: first && isOneKind ? headings[first.kind] : 'What do these words mean?',
      part: isPart
        ? `Questions ${seen}. What you say is remembered for the next file.`
        : 'What you say is remembered for the next file.',
    },
    file: state.fileId,
    name: truncate(state.name, ABOUT),
    hasNotice: view.notice !== null || state.problem !== null,
    notice: truncate(view.notice ?? state.problem ?? '', 400),
    isUnanswered: view.isUnanswered,
    every: view.everyColumn ? 1 : 0,
    from,
    next: from + shown.length,
    questions: shown.map(({ id, about, detail, offered, choices }) => ({
      id,
      about: truncate(about, ABOUT),
      hasDetail: detail !== '',
      detail: ` · ${detail}`,
      value: view.values[id] ?? offered(),
      // Whole: hundreds of choices bound one by one take a second.
      choices: choices.map(({ value, name }) => ({
        title: plainWords(truncate(name, CHOICE)) || value,
        value,
      })),
    })),
  };
}
