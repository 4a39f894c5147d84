/** The ask and the facts again, with every text that a person or the plan may bring replaced. */
import { ratings } from '../../services/returns/ratings.ts';
import type { Material } from './every-card.ts';
import { facts } from './sample-facts.ts';
import { askState } from './samples.ts';

/** In every text below, so that a test finds where texts have gone. */
export const MARK = 'ZQX';

/** Markdown, bindings, mentions, dates that clients evaluate, line breaks, an emoji, a turned reading direction. */
export const HOSTILE = `${MARK} [click](http://x) **b** \${x} \${plain.heading} <at>x</at> {{DATE(2026-07-06T08:00:00Z)}} # h 😀 \u202Eevil`;

/** Refs and the board's rating words are shown in buttons too, so theirs are told apart. */
const HOSTILE_REF = '1.1[x](http://x)<at>';
const HOSTILE_WORD = '**[Red](http://x)**';

const kept = new Set([
  'id',
  'askId',
  'actionId',
  'returnId',
  'period',
  'wordsFrom',
  'key',
  'timezone',
  'state',
  'of',
  'met',
  'about',
  'figure',
]);
const keptKinds = new Set([
  'kind',
  'direction',
  'rag',
  'rating',
  'previous',
  'lastReturn',
  'board',
  'at',
  'asAt',
]);

/** Every text of `value` made `text`, save ids, codes, periods and days. */
function retold(value: unknown, text: string, ref: string, key = ''): unknown {
  if (typeof value === 'string') {
    if (kept.has(key) || keptKinds.has(key) || /^\d{4}-\d{2}-\d{2}/.test(value)) return value;
    return key === 'ref' || key === 'action' ? ref : text;
  }
  if (Array.isArray(value)) return value.map(item => retold(item, text, ref, key));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, retold(item, text, ref, name)]),
  );
}

function material(text: string, ref: string, word: string): Material {
  const state = askState();
  const told = retold(state, text, ref) as typeof state;
  const words = Object.fromEntries(ratings.map(rating => [rating, { label: word, meaning: word }]));
  return {
    state: {
      ...told,
      mayStay: state.mayStay,
      board: { ...told.board, ratings: words as typeof state.board.ratings },
    },
    facts: retold(facts(), text, ref) as Material['facts'],
    text,
  };
}

export const hostile = (): Material => material(HOSTILE, HOSTILE_REF, HOSTILE_WORD);

/** Forty actions with titles of 300 characters and answers of 4,000; as many priorities, groups and exceptions as 12. */
export function huge(): Material {
  const line = 'Many agencies said much about very little, and then said it again. ';
  const title = line.repeat(5).slice(0, 300);
  const text = line.repeat(60).slice(0, 4000);
  const { state, facts: small } = material(text, '10.10.aa', 'Quite amber');
  const many = <Item>(items: readonly Item[], number: number) =>
    Array.from({ length: number }, (_, index) => items[index % items.length] as Item);
  const named = (name: string, index: number) => `${name.slice(0, 100)} ${index}`;
  const actions = many(state.actions, 40).map((action, index) => ({
    ...action,
    id: `6f1c9a3e-0d5b-4c57-9a41-8f2b7c6d${String(index).padStart(4, '0')}`,
    title,
    outcome: { ...action.outcome, title },
    noChange: { allowed: false as const, why: named(title, index) },
    lead: action.lead && { ...action.lead, name: title.slice(0, 120), agency: title.slice(0, 120) },
  }));
  return {
    text,
    state: {
      ...state,
      group: { ...state.group, name: title, short: title },
      actions,
      total: 40,
      mayStay: actions.filter(({ answer }) => !answer).map(({ id }) => id),
    },
    facts: {
      ...small,
      board: { ...small.board, short: title, name: title },
      priorities: many(small.priorities, 12).map(priority => ({ ...priority, short: title, title })),
      exceptions: many(small.exceptions, 120),
      decisions: many(small.decisions, 40),
      impact: many(small.impact, 40),
      outcomes: many(small.outcomes, 40),
      comingUp: many(small.comingUp, 40).map(action => ({ ...action, title, groups: [title, title] })),
      training: small.training && {
        ...small.training,
        asked: many(small.training.asked, 20),
        byCourse: many(small.training.byCourse, 60).map(course => ({ ...course, course: title })),
        bySector: many(small.training.bySector, 20),
        byAgency: many(small.training.byAgency, 60).map(agency => ({ ...agency, agency: title })),
        compliance: many(small.training.compliance, 90).map(one => ({ ...one, agency: title, note: text })),
        notReturned: many(small.training.notReturned, 60),
        imbalances: many(small.training.imbalances, 60).map(one => ({ ...one, note: text })),
      },
      returns: {
        ...small.returns,
        byGroup: many(small.returns.byGroup, 20).map((group, index) => ({
          ...group,
          group: named(title, index),
        })),
        missing: many(small.returns.missing, 20),
      },
      actions: many(small.actions, 120).map(action => ({
        ...action,
        title,
        groups: [named(title, 1)],
        overdue: true,
      })),
    },
  };
}
