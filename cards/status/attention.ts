/** The rows of what needs attention, and of what is overdue: a mark and a word, the action, and why. */
import type { RatingWords } from '../../services/returns/ask-state.ts';
import type { ActionFacts, Exception, Facts } from '../../services/summary/facts.ts';
import { openDecisions } from '../decisions/words.ts';
import { type Colour, ratingFace } from '../ratings.ts';
import { dayWords, sourceWords, times, truncate } from '../words.ts';
import { missingDetail } from './missing.ts';

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

/** A line each of what needs attention; of all that one has not returned together. */
export function attentionList(facts: Facts, words: RatingWords, show: { sources: boolean }): ListRow[] {
  return attentionOf(facts).map(exception => {
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

/** How many lines it takes to tell all that needs attention. */
export const countAttention = (facts: Facts): number => attentionOf(facts).length;

/** The facts list each return that is not in; people are told of each who owes some. */
function attentionOf({ exceptions, returns }: Facts): Exception[] {
  const isFirst = ({ kind, group }: Exception, index: number) =>
    kind !== 'no-return' ||
    exceptions.findIndex(other => other.kind === kind && other.group === group) === index;
  return exceptions.filter(isFirst).map(exception => {
    if (exception.kind !== 'no-return') return exception;
    const own = returns.missing.filter(({ group }) => group === exception.group);
    return { ...exception, detail: missingDetail(own) };
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
