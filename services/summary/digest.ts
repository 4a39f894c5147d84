/**
 * What a week brought: the difference between the facts at two instants, and what comes next. Pure; its numbers are
 * those of `status` at either instant, so they cannot disagree.
 */
import { isOpen } from '../decisions/decisions.ts';
import { movement } from '../returns/ratings.ts';
import { addDays, type Day, dayOf } from '../time.ts';
import type { AgendaReport } from './agenda-reports.ts';
import { type CameIn, cameInOf } from './digest-came-in.ts';
import type { ActionFacts, DecisionFacts, Facts, MissingReturn, Scope, Source } from './facts.ts';
import type { TrainingFacts } from './training-shape.ts';

/** One round, as it was when the last digest was told, and as it is now. */
export interface DigestRound {
  before: Facts;
  now: Facts;
}

/** A day that people work towards: a round's, or a meeting's. */
export interface DatedThing {
  day: Day;
  /** "Papers of 2026-27 Q1 go out"; may hold names of groups and priorities. */
  what: string;
}

export interface Moved {
  action: string;
  title: string;
  group: string;
  /** Null where it was rated for the first time. */
  from: ActionFacts['rag'] | null;
  to: ActionFacts['rag'];
  /** 1 up, -1 down; null where the two cannot be compared. */
  direction: 1 | -1 | null;
  /** What was said of it. */
  words: string | null;
  source: Source;
}

export interface DueAction {
  action: string;
  title: string;
  group: string;
  lead: string | null;
  due: Day;
}

export type LateReturn = MissingReturn & { period: string; due: Day };

/** `fresh` is so since the last digest; `still` was told before, and is only counted. */
export interface FreshAndStill<Item> {
  fresh: Item[];
  still: Item[];
}

export interface DigestFacts {
  board: Facts['board'];
  scope: Scope;
  /** ISO 8601 in UTC: after the one, up to the other. */
  since: string;
  until: string;
  cameIn: CameIn[];
  moved: Moved[];
  /** Days and actions of the seven days to come. */
  dates: DatedThing[];
  due: DueAction[];
  /** Reports of priority leads that are to come to a meeting, of the four weeks to come. */
  reports: FreshAndStill<AgendaReport>;
  missing: FreshAndStill<LateReturn>;
  overdue: FreshAndStill<DueAction>;
  /** Where it changed; else null. */
  training: { period: string; facts: TrainingFacts } | null;
  decisions: { asked: DecisionFacts[]; answered: DecisionFacts[]; still: DecisionFacts[] };
}

/** How far ahead "what comes next" looks, in days; and how far for what takes weeks to write. */
const AHEAD = 7;
const REPORTS_AHEAD = 28;

interface DigestPlan {
  since: Date;
  until: Date;
  dates: readonly DatedThing[];
  /** Turns of sets that were answered: they are told as having come in, and what they say with the rounds of periods. */
  turns: readonly DigestRound[];
  /** Turns as they stand that are open, or were closed in the span: what is missing of them is late. */
  silent: readonly Facts[];
  /** As they stand; `known` where the plan named them already when the last digest was told. */
  reports: { all: readonly AgendaReport[]; known: boolean };
}

/** @param rounds newest last; at least one */
export function digestOf(
  rounds: readonly [DigestRound, ...DigestRound[]],
  { since, until, dates, turns, silent, reports }: DigestPlan,
): DigestFacts {
  const newest = rounds.at(-1) ?? rounds[0];
  const { board, scope } = newest.now;
  const today = dayOf(until, board.timezone);
  const sinceDay = dayOf(since, board.timezone);
  const soon = (day: Day | null): day is Day => day !== null && day >= today && day < addDays(today, AHEAD);
  const wasOverdue = new Set(newest.before.actions.filter(({ overdue }) => overdue).map(({ ref }) => ref));
  const overdue = newest.now.actions.filter(action => action.overdue);
  const late = [...rounds.flatMap(({ now }) => (now.closed ? [] : now)), ...silent]
    .filter(({ due }) => due < today)
    .flatMap(lateReturns);
  return {
    board,
    scope,
    since: since.toISOString(),
    until: until.toISOString(),
    cameIn: [...rounds, ...turns].flatMap(round => cameInOf(round, since.toISOString())),
    moved: movedIn(rounds, since.toISOString()),
    dates: dates.filter(({ day }) => soon(day)).sort((one, other) => one.day.localeCompare(other.day)),
    due: newest.now.actions
      .filter(action => soon(action.due) && ratingOf(action) !== 'complete')
      .map(dueAction)
      .sort(bySoonest),
    reports: reportsIn(reports, today, sinceDay),
    // A day that was over when the last digest was told was told there.
    missing: split(late, ({ due }) => due >= sinceDay),
    overdue: split([...overdue].sort(bySoonest).map(dueAction), ({ action }) => !wasOverdue.has(action)),
    training: trainingChange(rounds),
    decisions: decisionsIn(newest),
  };
}

/** True where there is nothing to tell but what was told before. */
export function isQuiet({
  cameIn,
  moved,
  dates,
  due,
  reports,
  missing,
  overdue,
  training,
  decisions,
}: DigestFacts): boolean {
  const told = [
    cameIn,
    moved,
    dates,
    due,
    reports.fresh,
    missing.fresh,
    overdue.fresh,
    decisions.asked,
    decisions.answered,
  ];
  return training === null && told.every(list => list.length === 0);
}

/** True where nothing has happened: the days to come alone are no news. */
export const hasNews = (digest: DigestFacts): boolean =>
  !isQuiet({ ...digest, dates: [], due: [], reports: { fresh: [], still: [] } });

const split = <Item>(items: readonly Item[], isFresh: (item: Item) => boolean): FreshAndStill<Item> => ({
  fresh: items.filter(isFresh),
  still: items.filter(item => !isFresh(item)),
});

/** Told once, when it comes into sight; in the week of its meeting it is among the days to come. */
function reportsIn(
  { all, known }: DigestPlan['reports'],
  today: Day,
  sinceDay: Day,
): FreshAndStill<AgendaReport> {
  const dayFor = ({ day, month }: AgendaReport) => day ?? `${month}-01`;
  const isOver = ({ day, month }: AgendaReport) => (day ? day < today : month < today.slice(0, 7));
  const coming = all.filter(
    report =>
      report.state !== 'in' &&
      !isOver(report) &&
      dayFor(report) < addDays(today, REPORTS_AHEAD) &&
      !(report.day !== null && report.day < addDays(today, AHEAD)),
  );
  return split(coming, report => !known || dayFor(report) >= addDays(sinceDay, REPORTS_AHEAD));
}

const lateReturns = ({ returns, period, due }: Facts): LateReturn[] =>
  returns.missing.map(missing => ({ ...missing, period, due }));

const ratingOf = ({ rag, lastReported }: ActionFacts) => (rag === 'notReported' ? lastReported?.rating : rag);

const dueAction = ({ ref, title, groups, lead, due }: ActionFacts): DueAction => ({
  action: ref,
  title,
  group: groups[0] ?? '',
  lead,
  due: due ?? '',
});

const bySoonest = (one: { due: Day | null }, other: { due: Day | null }) =>
  (one.due ?? '').localeCompare(other.due ?? '');

/** Worse first, then better, then what cannot be compared; of an action that two rounds rate, the later word. */
function movedIn(rounds: readonly DigestRound[], since: string): Moved[] {
  const found = new Map<string, Moved>();
  for (const { before, now } of rounds) {
    const earlier = new Map(before.actions.map(action => [action.ref, action]));
    for (const action of now.actions) {
      const { rag, source } = action;
      if (rag === 'notReported' || source === null || source.at <= since) continue;
      const was = earlier.get(action.ref);
      const from = (was && ratingOf(was)) ?? null;
      if (from === rag || (from === null && rag !== 'red')) continue;
      const known = found.get(action.ref);
      if (known && known.source.at > source.at) continue;
      found.set(action.ref, {
        action: action.ref,
        title: action.title,
        group: action.groups[0] ?? '',
        from,
        to: rag,
        direction: movement(from, rag) || null,
        words: action.blockers ?? action.progress,
        source,
      });
    }
  }
  const order = ({ direction, from }: Moved) =>
    direction === -1 ? 0 : from === null ? 1 : direction === 1 ? 2 : 3;
  return [...found.values()].sort((one, other) => order(one) - order(other));
}

function trainingChange(rounds: readonly DigestRound[]): DigestFacts['training'] {
  const changed = rounds.findLast(({ before, now }) => told(now.training) !== told(before.training));
  const facts = changed?.now.training;
  return changed && facts ? { period: changed.now.period, facts } : null;
}

/** What the digest's lines are made of. */
const told = (training: TrainingFacts | null) =>
  JSON.stringify(
    training && [training.programme, training.compliance.map(({ source: _source, ...one }) => one)],
  );

function decisionsIn({ before, now }: DigestRound): DigestFacts['decisions'] {
  const known = new Map(before.decisions.map(decision => [keyOf(decision), decision]));
  const isNew = (decision: DecisionFacts) => {
    const was = known.get(keyOf(decision));
    return !was || (isOpen(decision) && !isOpen(was));
  };
  const open = now.decisions.filter(isOpen);
  return {
    asked: open.filter(isNew),
    answered: now.decisions.filter(
      decision => decision.answer !== null && decision.answer.at !== known.get(keyOf(decision))?.answer?.at,
    ),
    still: open.filter(decision => !isNew(decision)),
  };
}

const keyOf = ({ action, group, text }: DecisionFacts) => `${action} ${group} ${text}`;
