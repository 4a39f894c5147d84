/** Parts of the facts: one priority, some groups, what is overdue. The numbers are counted anew over the part. */
import { CollateError } from '../errors.ts';
import { countReturns } from './count-returns.ts';
import { countRatings, directionOf } from './directions.ts';
import type { CountedAction, Facts, Scope } from './facts.ts';
import type { ReportFacts } from './report-facts.ts';
import { narrowTraining } from './training-scope.ts';

/** @throws CollateError `priority_unknown` */
export function onlyPriority(facts: Facts, ref: string): Facts {
  const priority = facts.priorities.find(
    candidate => candidate.ref.toLowerCase() === ref.trim().toLowerCase(),
  );
  if (!priority) {
    const known = facts.priorities.map(candidate => candidate.ref).join(', ');
    throw new CollateError(
      'priority_unknown',
      `There is no priority “${ref.slice(0, 40)}”. The priorities are: ${known}.`,
    );
  }
  const scope = { kind: 'priority', ref: priority.ref, title: priority.short } as const;
  return narrow(facts, scope, action => action.priority === priority.ref);
}

/** @param shorts short names of groups, as the facts name them */
export function onlyGroups(facts: Facts, shorts: readonly string[]): Facts {
  const scope: Scope = { kind: 'groups', names: [...shorts] };
  return narrow(facts, scope, action => action.groups.some(group => shorts.includes(group)));
}

export function onlyOverdue(facts: Facts): Facts {
  return narrow(facts, { kind: 'overdue' }, action => action.overdue);
}

function narrow(facts: Facts, scope: Scope, holds: (action: CountedAction) => boolean): Facts {
  const actions = facts.actions.filter(holds);
  const restricted = facts.restricted.filter(holds);
  const refs = new Set(actions.map(action => action.ref));
  const groups =
    scope.kind === 'groups' ? new Set(scope.names) : new Set(actions.flatMap(action => action.groups));
  return {
    ...facts,
    scope,
    returns: countReturns(facts.returns.byGroup.filter(({ group }) => groups.has(group))),
    leftOut: facts.leftOut.filter(({ group }) => groups.has(group)),
    priorities: facts.priorities
      .map(priority => ({
        priority,
        own: [...actions, ...restricted].filter(action => action.priority === priority.ref),
      }))
      .filter(({ own }) => own.length > 0)
      .map(({ priority, own }) => ({
        ...priority,
        rag: countRatings(own),
        ...directionOf(own),
        actions: own.length,
        restricted: restricted.filter(action => action.priority === priority.ref).length,
      })),
    outcomes: facts.outcomes.filter(({ ref }) => actions.some(action => action.outcome === ref)),
    exceptions: facts.exceptions.filter(({ kind, action, group }) =>
      action === null
        ? scope.kind !== 'overdue' && groups.has(group)
        : refs.has(action) && (scope.kind !== 'overdue' || kind === 'overdue'),
    ),
    decisions: facts.decisions.filter(
      ({ action, group }) =>
        // A further owner of the same action asks for its own.
        refs.has(action) && (scope.kind !== 'groups' || group === '' || groups.has(group)),
    ),
    impact: facts.impact.filter(({ action }) => refs.has(action)),
    comingUp: facts.comingUp.filter(({ action }) => refs.has(action)),
    training: narrowTraining(facts.training, scope),
    reports: facts.reports.filter(report => isReportOf(scope, report)),
    // Who is in and who is not is for the board as a whole.
    section11: [],
    actions,
    restricted,
  };
}

/** A part's own written reports: a whole board's words never stand in one group's channel. */
function isReportOf(scope: Scope, { kind, asked }: ReportFacts): boolean {
  if (scope.kind === 'groups') return kind === 'group-report' && scope.names.includes(asked);
  return scope.kind === 'priority' && kind === 'priority-report' && asked === `Priority ${scope.ref}`;
}
