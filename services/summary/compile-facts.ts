/** Compiles the facts of a period from its records. Pure: the same records give the same facts. */
import { dueDates } from '../plan/due.ts';
import type { PlacedAnswer } from '../returns/history.ts';
import { revisionsOf } from '../returns/read-ask.ts';
import { monthsIn, nextPeriodBounds, spanOf } from '../rounds/periods.ts';
import { isKnownIn, isTurnOf } from '../sets/turn-of-period.ts';
import type { ActionRow } from '../store/entities/plan.ts';
import { dayOf } from '../time.ts';
import { decisionFacts } from './decision-facts.ts';
import { priorityFacts } from './directions.ts';
import { exceptionsOf } from './exceptions.ts';
import type { ActionFacts, CountedAction, Facts, Source } from './facts.ts';
import { outcomeFacts } from './measure-facts.ts';
import type { Records } from './records.ts';
import { reportFacts } from './report-facts.ts';
import { returnFacts } from './return-facts.ts';
import { section11Facts } from './section-11-facts.ts';
import { isAnswerSigned } from './sign-off-facts.ts';
import { trainingFacts } from './training-facts.ts';

export function compileFacts(records: Records): Facts {
  const { board, round, asAt } = records;
  const living = records.actions.filter(action => action.retiredAt === null || isAsked(records, action));
  const actions = living
    .filter(({ id }) => !records.restricted.has(id))
    .flatMap(action => actionFacts(records, action));
  const restricted = living
    .filter(({ id }) => records.restricted.has(id))
    .flatMap(action => actionFacts(records, action).map(countedAction));
  const returns = returnFacts(records);
  const next = nextPeriodBounds({ starts: round.startsOn, ends: round.endsOn });
  return {
    board: { key: board.key, name: board.name, short: board.short, timezone: board.timezone },
    scope: { kind: 'board' },
    period: round.period,
    periodStarts: round.startsOn,
    periodEnds: round.endsOn,
    due: round.due,
    closed: round.closedAt !== null && round.closedAt <= asAt,
    asAt: asAt.toISOString(),
    state: 'draft',
    returns,
    leftOut: records.leftOut.flatMap(({ groupId, reason }) => {
      const group = records.groups.find(({ id }) => id === groupId);
      return group ? [{ group: group.short, text: reason }] : [];
    }),
    priorities: records.priorities
      .filter(
        priority =>
          priority.retiredAt === null ||
          [...actions, ...restricted].some(action => action.priority === priority.ref),
      )
      .map(priority =>
        priorityFacts(
          priority,
          (priority.leadAgencyId && records.agencyNames.get(priority.leadAgencyId)) || null,
          actions.filter(action => action.priority === priority.ref),
          restricted.filter(action => action.priority === priority.ref),
        ),
      ),
    outcomes: outcomeFacts(records),
    exceptions: exceptionsOf(actions, returns.missing, dayOf(asAt, board.timezone)),
    decisions: decisionFacts(records),
    impact: actions.flatMap(impactOf),
    training: trainingFacts(records),
    reports: reportFacts(records),
    section11: section11Facts(records),
    planChanges: planChanges(records),
    comingUp: actions
      .flatMap(({ ref, title, due, groups, rag }) =>
        due !== null && due >= next.starts && due < next.ends && rag !== 'complete'
          ? [{ action: ref, title, due, groups }]
          : [],
      )
      .sort((one, other) => one.due.localeCompare(other.due)),
    actions,
    restricted,
  };
}

const countedAction = ({ priority, groups, rag, previous, overdue }: ActionFacts): CountedAction => ({
  priority,
  groups,
  rag,
  previous,
  overdue,
});

/** What was said anew of an action's impact: by its rater, and by further owners. */
function impactOf({ ref, impact, noChange, source, alsoSaid }: ActionFacts): Facts['impact'] {
  const own = impact && source && !noChange ? [{ action: ref, text: impact, source }] : [];
  const others = alsoSaid.flatMap(said =>
    said.impact ? [{ action: ref, text: said.impact, source: said.source }] : [],
  );
  return [...own, ...others];
}

const isAsked = ({ askActions }: Records, { id }: ActionRow) => askActions.some(row => row.actionId === id);

function actionFacts(records: Records, action: ActionRow): ActionFacts[] {
  const outcome = records.outcomes.find(row => row.id === action.outcomeId);
  const priority = outcome && records.priorities.find(row => row.id === outcome.priorityId);
  if (!outcome || !priority) return [];
  const answers = records.answers.filter(answer => answer.actionId === action.id);
  // Of an action that a set asks for, the newest word of the period counts, whichever turn it was said in.
  const current = answers
    .filter(({ round }) => round.id === records.round.id || isTurnOf(round, records.round))
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  const earlier = answers.filter(answer => answer.round.startsOn < records.round.startsOn && answer.rates);
  // The first owner's rating counts, once; further owners add words.
  const rated = current.findLast(answer => answer.rates) ?? null;
  const rating = rated?.content.rating ?? null;
  const lastRated = earlier.findLast(answer => answer.content.rating !== null);
  const dates = dueDates(
    action,
    revisionsOf(answers.filter(answer => isKnownIn(answer.round, records.round))),
    records.asAt,
  );
  const today = dayOf(records.asAt, records.board.timezone);
  const known = rating ?? lastRated?.content.rating ?? null;
  return [
    {
      ref: action.ref,
      title: action.title,
      priority: priority.ref,
      outcome: outcome.ref,
      groups: ownersOf(records, action.id),
      lead: (action.leadPersonId && records.personNames.get(action.leadPersonId)) || null,
      rag: rating ?? 'notReported',
      noChange: rated?.noChange ?? false,
      wordsFrom: rated?.wordsFrom ?? null,
      noChangeRounds: rated?.noChangeRounds ?? 0,
      progress: rated?.content.progress ?? null,
      impact: rated?.content.impact ?? null,
      next: rated?.content.next ?? null,
      blockers: rated?.content.blockers ?? null,
      evidence: rated?.content.evidence ?? null,
      alsoSaid: newestOfGroups(current.filter(answer => !answer.rates)).map(answer => ({
        group: groupName(records, answer.groupId),
        progress: answer.content.progress,
        impact: answer.content.impact,
        next: answer.content.next,
        source: sourceOf(answer),
      })),
      ...dates,
      overdue:
        known !== 'complete' && [dates.due, dates.originalDue].some(day => day !== null && day < today),
      lastReported:
        rating === null && lastRated?.content.rating
          ? { rating: lastRated.content.rating, period: lastRated.period }
          : null,
      previous: previousRating(records, earlier),
      late: rated?.late ?? false,
      signedOff: isAnswerSigned(records.signOffs, rated),
      source: rated ? sourceOf(rated) : null,
    },
  ];
}

/** The rating of the round right before this one, of the same length: an older one is no ground for a direction. */
function previousRating({ rounds, round }: Records, earlier: PlacedAnswer[]) {
  const before = rounds.findLast(
    other => other.startsOn < round.startsOn && monthsIn(spanOf(other)) === monthsIn(spanOf(round)),
  );
  const ofThat = earlier.filter(
    answer => before !== undefined && (answer.round.id === before.id || isTurnOf(answer.round, before)),
  );
  return ofThat.sort((one, other) => one.at.getTime() - other.at.getTime()).at(-1)?.content.rating ?? null;
}

/** In the order in which the groups first spoke. @param answers oldest first */
const newestOfGroups = (answers: readonly PlacedAnswer[]): PlacedAnswer[] => [
  ...new Map(answers.map(answer => [answer.groupId, answer])).values(),
];

export function sourceOf(answer: PlacedAnswer): Source {
  return {
    by: answer.by.name,
    agency: answer.by.agency,
    at: answer.at.toISOString(),
    version: answer.version,
    period: answer.period,
    enteredBy: answer.enteredBy?.name ?? null,
  };
}

const ownersOf = (records: Records, actionId: string) =>
  records.owners.filter(owner => owner.actionId === actionId).map(owner => groupName(records, owner.groupId));

const groupName = ({ groups }: Records, groupId: string) =>
  groups.find(group => group.id === groupId)?.short ?? '';

/** What the plan gained and lost within the period, the first import left out. */
function planChanges({ actions: all, restricted, board, round }: Records): Facts['planChanges'] {
  const actions = all.filter(({ id }) => !restricted.has(id));
  const within = (at: Date | null) => {
    if (at === null) return false;
    const day = dayOf(at, board.timezone);
    return day >= round.startsOn && day < round.endsOn;
  };
  const first = Math.min(...all.map(action => action.addedAt.getTime()));
  return {
    added: actions
      .filter(action => action.addedAt.getTime() > first && within(action.addedAt))
      .map(action => action.ref),
    merged: [],
    retired: actions.filter(action => within(action.retiredAt)).map(action => action.ref),
  };
}
