/** Where a period stands: returns, priorities, what needs attention, decisions; and three closer looks. */
import type { RatingWords } from '../../services/returns/ask-state.ts';
import { ratingWords } from '../../services/returns/ratings.ts';
import type { ListedSet } from '../../services/sets/list-sets.ts';
import { countRatings } from '../../services/summary/directions.ts';
import type { Facts } from '../../services/summary/facts.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { ratingFace, ratingSentence } from '../ratings.ts';
import { faceOf } from '../render.ts';
import { section11Block } from '../section-11/board-line.ts';
import { saidLine, setLine } from '../sets/words.ts';
import { count, instantWords, truncate } from '../words.ts';
import { countAttention } from './attention.ts';
import { chartFace } from './chart.ts';
import { hasMoreAttention, pageSize, type StatusPart, sectionOf } from './sections.ts';
import {
  type ApprovedPaper,
  paperWords,
  returnsWords,
  scopeCodes,
  scopeWords,
  signOffWords,
} from './sentences.ts';
import template from './status-card.json' with { type: 'json' };
import { trainingCard } from './training-card.ts';
import { complianceLine, isAsked, trainingLine } from './training-words.ts';

export type { StatusPart } from './sections.ts';

export interface StatusView {
  part: StatusPart;
  /** Counted from 0, for parts that are longer than one card. */
  page?: number;
  /** The board's own words for the ratings; else the standard ones. */
  words?: RatingWords;
  /** The approved paper of the period, where there is one. */
  paper?: ApprovedPaper | null;
  /** The reader's own groups, where they see no others. */
  own?: readonly string[] | null;
  /** True where the whole board is shown in a place that has a part of its own. */
  all?: boolean;
  /** Restricted sets that the reader is named for: shown in their own chat alone. */
  named?: readonly ListedSet[];
  forms: Forms;
}

const face = faceOf(template);

export function statusCard(facts: Facts, view: StatusView): Card {
  const { part } = view;
  if (part === 'training') return trainingCard(facts, { page: 0, ...view });
  // A card that is too large with its chart goes without.
  return fitting([true, false], withChart =>
    withDoors(face(statusFace(facts, { ...view, part }, withChart)), view.forms),
  );
}

type FirstLook = StatusView & { part: Exclude<StatusPart, 'training'> };

function statusFace(facts: Facts, view: FirstLook, withChart: boolean) {
  const { part, page = 0, words = ratingWords({}), paper = null, own = null, all = false } = view;
  const { board, returns, scope } = facts;
  const section = sectionOf(facts, part, page, words);
  const chart = chartFace(facts, words);
  const isTop = part === 'top';
  const isEmpty = facts.actions.length + facts.restricted.length === 0;
  const to = (name: StatusPart, on: number) => ({
    board: board.key,
    period: facts.period,
    ...scopeCodes(scope, all),
    view: name,
    page: on,
  });
  return {
    plain: {
      fallback: spokenStatus(facts, words),
      returns: returnsWords(returns),
      list: section.listTitle,
      decisions: section.decisionsTitle,
      answered: section.answeredTitle,
      all: `All ${countAttention(facts)}`,
      reports: `Reports (${facts.reports.length})`,
      next: `Next ${Math.min(pageSize, section.rest)} ›`,
    },
    title: `${truncate(board.short, 60)} · ${facts.period}`,
    asAt: `as at ${instantWords(facts.asAt, board.timezone)}${facts.closed ? ' · round closed' : ''}`,
    hasScope: scope.kind !== 'board',
    scope: scopeWords(scope, own),
    hasReturns: returns.expected > 0,
    hasSignOff: signOffWords(returns) !== '',
    signOff: signOffWords(returns),
    hasPaper: paper !== null,
    paper: paper ? paperWords(paper, board.timezone) : '',
    isEmpty,
    empty: emptyWords(facts),
    parts: section.parts,
    hasList: section.listTitle !== '',
    list: section.list,
    hasDecisions: section.decisions.length > 0,
    decisions: section.decisions,
    hasAnswered: section.answered.length > 0,
    answered: section.answered,
    ...namedBlock(isTop ? (view.named ?? []) : [], words, board.timezone),
    ...trainingBlock(isTop ? facts.training : null),
    ...section11Block(isTop ? facts : { section11: [] }),
    hasButtons: !isEmpty || isAsked(facts.training) || facts.reports.length > 0,
    canTop: !isTop,
    canGroups: part !== 'groups' && !isEmpty,
    canTraining: isAsked(facts.training),
    canOverdue: part !== 'overdue' && facts.actions.some(({ overdue }) => overdue),
    canReports: isTop && facts.reports.length > 0,
    canAll: isTop && hasMoreAttention(facts),
    canNext: !isTop && section.rest > 0,
    hasChart: withChart && isTop && chart.bars.length > 0,
    ...chart,
    data: {
      top: to('top', 0),
      groups: to('groups', 0),
      overdue: to('overdue', 0),
      attention: to('attention', 0),
      training: to('training', 0),
      reports: { from: 'status', period: facts.period, ...scopeCodes(scope, all), page: 0, form: 'opens' },
      next: to(part, section.page + 1),
    },
  };
}

const NAMED_LINES = 12;

function namedBlock(sets: readonly ListedSet[], words: RatingWords, zone: string) {
  const lines = sets.flatMap(set => [
    `${truncate(set.title ?? '', 120)} · ${setLine(set)}`,
    ...set.actions.map(action => {
      const said = saidLine(action, zone);
      const name = `${ratingFace(action.rag, words).word}  ${action.ref}  ${truncate(action.title, 120)}`;
      return truncate(said === '' ? name : `${name}: ${said}`, 400);
    }),
  ]);
  const shown = lines.slice(0, NAMED_LINES).map(text => ({ text }));
  const more = lines.length - shown.length;
  return {
    hasNamed: lines.length > 0,
    named: more > 0 ? [...shown, { text: `and ${count(more, 'more line')}: type sets` }] : shown,
  };
}

function trainingBlock(training: Facts['training']) {
  const lines = [trainingLine(training), complianceLine(training)].filter(line => line !== '');
  return { hasTraining: lines.length > 0, training: lines.map(text => ({ text })) };
}

function emptyWords({ scope }: Facts): string {
  if (scope.kind === 'overdue') return 'Nothing is overdue.';
  return scope.kind === 'board' ? 'The plan has no actions yet.' : 'There are no actions here.';
}

/** The numbers alone, for a client that cannot draw the card, and for who listens to it. */
function spokenStatus(facts: Facts, words: RatingWords): string {
  const ratings = ratingSentence(countRatings([...facts.actions, ...facts.restricted]), words) || 'none';
  const attention = `${count(countAttention(facts), 'thing needs', 'things need')} attention`;
  return `Status of ${facts.period}: ${returnsWords(facts.returns)}. Actions: ${ratings}. ${attention}.`;
}
