/** What each part of a status shows between its header and its buttons. */
import type { RatingWords } from '../../services/returns/ask-state.ts';
import type { Facts } from '../../services/summary/facts.ts';
import { answeredDecisions, answerWords, openDecisions, openWords } from '../decisions/words.ts';
import { type Page, pageOf, pageTitle } from '../paging.ts';
import { truncate } from '../words.ts';
import { attentionList, countAttention, type ListRow, overdueList } from './attention.ts';
import { groupParts, type Part, priorityParts } from './parts.ts';

/** The first look, or one of the closer ones behind its buttons. */
export type StatusPart = 'top' | 'attention' | 'groups' | 'overdue' | 'training';

export interface Section {
  parts: Part[];
  /** Words and numbers of ours; empty for no list. */
  listTitle: string;
  list: ListRow[];
  decisionsTitle: string;
  decisions: { text: string; detail: string }[];
  answeredTitle: string;
  answered: { text: string; detail: string }[];
  page: number;
  /** How many rows are left for the next page. */
  rest: number;
}

const TOP = 5;
const TOP_DECISIONS = 3;
const TOP_ANSWERED = 2;
const ROWS = 10;
const TEXT = 200;

export const pageSize = ROWS;

/** True where the first look does not show all that needs attention. */
export const hasMoreAttention = (facts: Facts): boolean => countAttention(facts) > TOP;

export function sectionOf(
  facts: Facts,
  part: Exclude<StatusPart, 'training'>,
  wanted: number,
  words: RatingWords,
): Section {
  const nothing: Section = {
    parts: [],
    listTitle: '',
    list: [],
    decisionsTitle: '',
    decisions: [],
    answeredTitle: '',
    answered: [],
    page: 0,
    rest: 0,
  };
  if (facts.actions.length + facts.restricted.length === 0) return nothing;
  switch (part) {
    case 'groups': {
      const { page, shown, rest } = pageOf(groupParts(facts, words), wanted, ROWS);
      return { ...nothing, parts: shown, page, rest };
    }
    case 'overdue':
      return {
        ...nothing,
        ...listSection('Overdue', 'Nothing is overdue.', overdueList(facts, words), wanted, ROWS),
      };
    case 'attention': {
      const all = attentionList(facts, words, { sources: true });
      const list = listSection('Needs attention', 'Nothing needs attention.', all, wanted, ROWS);
      return { ...nothing, ...list, ...(list.page === 0 ? decisionsSection(facts, ROWS, ROWS) : {}) };
    }
    case 'top': {
      const all = attentionList(facts, words, { sources: false });
      return {
        parts: priorityParts(facts, words),
        ...listSection('Needs attention', 'Nothing needs attention.', all, 0, TOP),
        ...decisionsSection(facts, TOP_DECISIONS, TOP_ANSWERED),
      };
    }
  }
}

function listSection(title: string, none: string, rows: ListRow[], wanted: number, size: number) {
  const paged = pageOf(rows, wanted, size);
  const { page, shown, rest } = paged;
  return { listTitle: rows.length === 0 ? none : pageTitle(title, paged), list: shown, page, rest };
}

function decisionsSection({ decisions }: Facts, most: number, mostAnswered: number) {
  const open = pageOf(openDecisions(decisions), 0, most);
  const answered = pageOf(answeredDecisions(decisions), 0, mostAnswered);
  const titled = (title: string, page: Page<unknown>) =>
    page.shown.length === 0 ? '' : pageTitle(title, page);
  return {
    decisionsTitle: titled('Decisions asked for', open),
    decisions: open.shown.map(decision => ({
      text: truncate(decision.text, TEXT),
      detail: `${decision.action} · ${openWords(decision)}`,
    })),
    answeredTitle: titled('Decisions answered', answered),
    answered: answered.shown.map(decision => ({
      text: truncate(decision.text, TEXT),
      detail: `${decision.action} · ${answerWords(decision)}`,
    })),
  };
}
