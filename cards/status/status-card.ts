/** Where a period stands: returns, priorities, what needs attention, decisions; and three closer looks. */
import type { RatingWords } from '../../services/returns/ask-state.ts';
import { ratingWords } from '../../services/returns/ratings.ts';
import { countRatings } from '../../services/summary/directions.ts';
import type { Facts } from '../../services/summary/facts.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { ratingSentence } from '../ratings.ts';
import { faceOf } from '../render.ts';
import { count, countedTitle, dayIn, dayWords, instantWords, truncate } from '../words.ts';
import { attentionList, type ListRow, overdueList } from './attention.ts';
import { chartFace } from './chart.ts';
import { groupParts, type Part, priorityParts } from './parts.ts';
import { returnsWords, scopeCodes, scopeWords } from './sentences.ts';
import template from './status-card.json' with { type: 'json' };

/** The first look, or one of the closer ones behind its buttons. */
export type StatusPart = 'top' | 'attention' | 'groups' | 'overdue';

export interface StatusView {
  part: StatusPart;
  /** Counted from 0, for parts that are longer than one card. */
  page?: number;
  /** The board's own words for the ratings; else the standard ones. */
  words?: RatingWords;
  /** The approved paper of the period, where there is one. */
  paper?: { version: number; approvedAt: Date; returnsSince: number } | null;
  forms: Forms;
}

/** What one view shows between the header and the buttons. */
interface Section {
  parts: Part[];
  /** Words only, or numbers. */
  listTitle: string;
  list: ListRow[];
  decisions: number;
  /** Rows that are left for the next page. */
  more: number;
}

const TOP = 5;
const ROWS = 10;
const TEXT = 200;

const face = faceOf(template);

export function statusCard(facts: Facts, view: StatusView): Card {
  const { part, page = 0, words = ratingWords({}), paper = null } = view;
  const section = sectionOf(facts, part, page, words);
  const { board, returns, decisions, scope } = facts;
  const shownDecisions = decisions.slice(0, section.decisions);
  const chart = chartFace(facts, words);
  const isEmpty = facts.actions.length === 0;
  const hasMore = section.more > 0;
  const canAll = part === 'top' && facts.exceptions.length > TOP;
  const to = (name: StatusPart, on: number) => ({
    board: board.key,
    period: facts.period,
    ...scopeCodes(scope),
    view: name,
    page: on,
  });
  return withDoors(
    face({
      plain: {
        fallback: spokenStatus(facts, words),
        returns: returnsWords(returns),
        list: section.listTitle,
        decisions: countedTitle('Decisions asked for', shownDecisions.length, decisions.length),
        all: `All ${facts.exceptions.length}`,
        next: `Next ${Math.min(ROWS, section.more)} ›`,
      },
      title: `${truncate(board.short, 60)} · ${facts.period}`,
      asAt: `as at ${instantWords(facts.asAt, board.timezone)}${facts.closed ? ' · round closed' : ''}`,
      hasScope: scope.kind !== 'board',
      scope: scopeWords(scope),
      hasReturns: returns.expected > 0,
      hasPaper: paper !== null,
      paper: paper ? paperWords(paper, board.timezone) : '',
      isEmpty,
      empty: scope.kind === 'board' ? 'The plan has no actions yet.' : 'There are no actions here.',
      parts: section.parts,
      hasList: section.listTitle !== '',
      list: section.list,
      hasDecisions: shownDecisions.length > 0,
      decisions: shownDecisions.map(({ action, text, from, by }) => ({
        text: truncate(text, TEXT),
        detail: `${action} · from ${truncate(from, 60)}, by ${dayWords(by)}`,
      })),
      hasButtons: !isEmpty,
      canTop: part !== 'top',
      canGroups: part !== 'groups',
      canOverdue: part !== 'overdue' && facts.actions.some(action => action.overdue),
      canAll,
      canNext: hasMore && part !== 'top',
      hasChart: part === 'top' && chart.bars.length > 0,
      ...chart,
      data: {
        top: to('top', 0),
        groups: to('groups', 0),
        overdue: to('overdue', 0),
        attention: to('attention', 0),
        next: to(part, page + 1),
      },
    }),
    view.forms,
  );
}

function sectionOf(facts: Facts, part: StatusPart, page: number, words: RatingWords): Section {
  const nothing: Section = { parts: [], listTitle: '', list: [], decisions: 0, more: 0 };
  if (facts.actions.length === 0) return nothing;
  if (part === 'groups') {
    const { shown, more } = pageOf(groupParts(facts, words), page, ROWS);
    return { ...nothing, parts: shown, more };
  }
  if (part === 'overdue') {
    const all = overdueList(facts, words);
    const { shown, more } = pageOf(all, page, ROWS);
    const listTitle =
      all.length === 0 ? 'Nothing is overdue.' : countedTitle('Overdue', shown.length, all.length);
    return { ...nothing, listTitle, list: shown, more };
  }
  const top = part === 'top';
  const all = attentionList(facts, words, { sources: !top });
  const { shown, more } = pageOf(all, top ? 0 : page, top ? TOP : ROWS);
  return {
    parts: top ? priorityParts(facts, words) : [],
    listTitle:
      all.length === 0
        ? 'Nothing needs attention.'
        : countedTitle('Needs attention', shown.length, all.length),
    list: shown,
    decisions: top ? 3 : ROWS,
    more,
  };
}

/** One page of a list; a page that is no longer there is the last one. */
function pageOf<Row>(rows: readonly Row[], wanted: number, size: number): { shown: Row[]; more: number } {
  const last = Math.max(0, Math.ceil(rows.length / size) - 1);
  const page = Math.min(Math.max(0, Math.trunc(wanted)), last);
  const shown = rows.slice(page * size, (page + 1) * size);
  return { shown, more: rows.length - page * size - shown.length };
}

function paperWords(
  { version, approvedAt, returnsSince }: NonNullable<StatusView['paper']>,
  zone: string,
): string {
  const since = returnsSince > 0 ? `; ${count(returnsSince, 'return')} since` : '';
  return `Paper version ${version} approved ${dayIn(approvedAt, zone)}${since}`;
}

/** The numbers alone, for a client that cannot draw the card, and for who listens to it. */
function spokenStatus(facts: Facts, words: RatingWords): string {
  const ratings = ratingSentence(countRatings(facts.actions), words) || 'none';
  const attention = `${count(facts.exceptions.length, 'thing needs', 'things need')} attention`;
  return `Status of ${facts.period}: ${returnsWords(facts.returns)}. Actions: ${ratings}. ${attention}.`;
}
