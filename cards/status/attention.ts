/** The rows of what needs attention, and of what is overdue: a mark and a word, the action, and why. */
import type { RatingWords } from '../../services/returns/ask-state.ts';
import type { ActionFacts, Exception, Facts } from '../../services/summary/facts.ts';
import { openDecisions } from '../decisions/words.ts';
import { type Colour, ratingFace } from '../ratings.ts';
import { dayWords, sourceWords, times, truncate } from '../words.ts';

export interface ListRow {
  mark: string;
  colour: Colour;
  kind: string;
  hasRef: boolean;
  ref: string;
  name: string;
  detail: string;
  hasSource: boolean;
  source: string;
}

const TITLE = 100;
const DETAIL = 200;

const marks: Record<Exclude<Exception['kind'], 'red'>, Pick<ListRow, 'mark' | 'colour' | 'kind'>> = {
  overdue: { mark: '⚑', colour: 'Attention', kind: 'Overdue' },
  slipped: { mark: '⚑', colour: 'Warning', kind: 'Slipped' },
  'no-evidence': { mark: '○', colour: 'Default', kind: 'Evidence' },
  'no-return': { mark: '–', colour: 'Default', kind: 'Not in' },
};

export function attentionList(facts: Facts, words: RatingWords, show: { sources: boolean }): ListRow[] {
  return facts.exceptions.map(exception => {
    const { kind, action: ref, group, source } = exception;
    const action = facts.actions.find(candidate => candidate.ref === ref);
    return {
      ...exceptionMark(kind, words),
      hasRef: ref !== null,
      ref: ref ?? '',
      name: truncate(action?.title ?? group, TITLE),
      detail: detailWords(exception, facts),
      hasSource: show.sources && source !== null,
      source: source ? sourceWords(source, facts.board.timezone) : '',
    };
  });
}

export function exceptionMark(
  kind: Exception['kind'],
  words: RatingWords,
): Pick<ListRow, 'mark' | 'colour' | 'kind'> {
  if (kind !== 'red') return marks[kind];
  const { dot, colour, word } = ratingFace('red', words);
  return { mark: dot, colour, kind: word };
}

/** Why it is here, whose it is, and the decision that would help. */
export function detailWords({ kind, action, group, detail }: Exception, { decisions }: Facts): string {
  const asked =
    kind === 'red' ? openDecisions(decisions).find(decision => decision.action === action) : undefined;
  const why = truncate(detail, DETAIL).replace(/\.$/, '');
  const decision = asked
    ? `; a decision is asked of ${truncate(asked.from, 60)} by ${dayWords(asked.by)}`
    : '';
  return action === null ? why : `${why}${decision} · ${truncate(group, 60)}`;
}

/** Soonest due first. */
export function overdueList({ actions }: Facts, words: RatingWords): ListRow[] {
  return actions
    .filter(({ overdue }) => overdue)
    .sort((one, other) => (one.due ?? '').localeCompare(other.due ?? ''))
    .map(action => {
      const { dot, colour, word } = ratingFace(action.rag, words);
      return {
        mark: dot,
        colour,
        kind: word,
        hasRef: true,
        ref: action.ref,
        name: truncate(action.title, TITLE),
        detail: overdueWords(action),
        hasSource: false,
        source: '',
      };
    });
}

function overdueWords({ due, originalDue, dueHistory, groups, lead }: ActionFacts): string {
  const moved = Math.max(1, dueHistory.length - 1);
  return [
    due ? `due ${dayWords(due)}` : 'no due date',
    ...(originalDue && originalDue !== due
      ? [`first due ${dayWords(originalDue)}, moved ${times(moved)}`]
      : []),
    truncate(groups.join(', '), 60),
    lead ? truncate(lead, 60) : 'no lead named',
  ].join(' · ');
}
