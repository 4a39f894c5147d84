/** The decisions that a period tells of: asked in it, still open from before it, or answered since it began. */
import { type Decision, decisionsOf, isOfRound, isOpen } from '../decisions/decisions.ts';
import { toldDecision } from '../decisions/told.ts';
import { isKnownIn } from '../sets/turn-of-period.ts';
import type { DecisionFacts } from './facts.ts';
import { partSource } from './part-source.ts';
import type { Records } from './records.ts';

export function decisionFacts(records: Records): DecisionFacts[] {
  const { round, restricted } = records;
  const answers = records.answers.filter(({ actionId }) => !restricted.has(actionId));
  const decisionNotes = records.decisionNotes.filter(({ asking }) => !restricted.has(asking.actionId));
  // Rounds of one time may overlap; what a later period asked is not known in an earlier one.
  const known = answers.filter(answer => isKnownIn(answer.round, round));
  const notes = decisionNotes.filter(({ asking }) => isKnownIn(asking.round, round));
  return decisionsOf(known, notes)
    .filter(decision => isOfRound(decision, round))
    .sort(byNeed)
    .map(decision => factsOf(records, decision));
}

const byNeed = (one: Decision, other: Decision) =>
  Number(isOpen(other)) - Number(isOpen(one)) || one.by.localeCompare(other.by);

function factsOf(records: Records, decision: Decision): DecisionFacts {
  const { asking, text, first } = decision;
  return {
    action: records.actions.find(({ id }) => id === asking.actionId)?.ref ?? '',
    group: records.groups.find(({ id }) => id === asking.groupId)?.short ?? '',
    text,
    ...toldDecision(decision),
    askedIn: first.period,
    roundsAgo: roundsSince(records, decision),
    source: partSource(asking, asking.round.period),
  };
}

/** How many later rounds, up to this one, the group was asked in. */
function roundsSince({ rounds, round, asks }: Records, { asking, first }: Decision): number {
  const own = new Set(
    asks
      .filter(ask => ask.groupId === asking.groupId && ask.kind === 'action-updates')
      .map(ask => ask.roundId),
  );
  return rounds.filter(
    ({ id, startsOn }) => startsOn > first.startsOn && startsOn <= round.startsOn && own.has(id),
  ).length;
}
