/** Which returns of a period are in: an ask is received when every part of it is answered. */
import { type KindName, kindNames } from '../returns/kinds.ts';
import { isSame } from '../rounds/owed/owed.ts';
import type { AskRow } from '../store/entities/rounds.ts';
import { countReturns } from './count-returns.ts';
import type { Facts, GroupReturn } from './facts.ts';
import type { ReturnRecords } from './records.ts';
import { returnSignOff } from './sign-off-facts.ts';

export const returnFacts = (records: ReturnRecords): Facts['returns'] =>
  countReturns(returnsByAsk(records).map(({ entry }) => entry));

/**
 * Every ask of the round that owes something: groups in their order, then agencies and priorities by name; one's kinds
 * in the order of the kinds.
 */
export function returnsByAsk(records: ReturnRecords): { ask: AskRow; entry: GroupReturn }[] {
  const positions = new Map(records.groups.map(group => [group.id, group.position]));
  const place = (ask: AskRow) => (ask.groupId ? (positions.get(ask.groupId) ?? 0) : positions.size + 1);
  const name = (ask: AskRow) => records.nameOf(ask).short;
  return records.asks
    .filter(ask => ask.roundId === records.round.id)
    .sort(
      (one, other) =>
        place(one) - place(other) ||
        name(one).localeCompare(name(other), 'en', { numeric: true }) ||
        kindOrder(one.kind) - kindOrder(other.kind),
    )
    .map(ask => ({ ask, entry: returnOf(records, ask) }))
    .filter(({ entry }) => entry.of > 0);
}

const kindOrder = (kind: string) => kindNames.indexOf(kind as KindName);

function returnOf(records: ReturnRecords, ask: AskRow): GroupReturn {
  const { of, answers } = progressOf(records, ask);
  return {
    group: records.nameOf(ask).short,
    kind: ask.kind,
    answered: answers.length,
    of,
    noChange: answers.filter(answer => answer.noChange).length,
    late: answers.some(answer => answer.late),
    lastReturn: lastReturn(records, ask),
    lastAnswers: lastAnswers(records, ask),
    signOff: returnSignOff(records.signOffs, ask, answers.length === of),
  };
}

/** How many parts an ask has, and the standing answers to them. */
function progressOf(
  records: ReturnRecords,
  ask: AskRow,
): { of: number; answers: { noChange: boolean; late: boolean }[] } {
  if (ask.kind === 'action-updates') {
    const wanted = new Set(records.askActions.filter(row => row.askId === ask.id).map(row => row.actionId));
    const answers = records.answers.filter(row => row.askId === ask.id && wanted.has(row.actionId));
    return { of: wanted.size, answers };
  }
  const wanted = new Set(records.askParts.filter(row => row.askId === ask.id).map(row => row.subjectId));
  const answers = records.partReturns.filter(row => row.askId === ask.id && wanted.has(row.subjectId));
  return { of: wanted.size, answers };
}

const isSameAsked = (one: AskRow, other: AskRow) => isSame({ kind: one.kind as KindName, asked: one })(other);

/** The period of the last complete return of one kind before this round. */
function lastReturn({ asks, rounds, round, asAt }: ReturnRecords, ask: AskRow): string | null {
  const complete = new Set(
    asks
      .filter(other => isSameAsked(other, ask))
      .filter(({ completedAt }) => completedAt !== null && completedAt <= asAt)
      .map(other => other.roundId),
  );
  return rounds.findLast(({ id, startsOn }) => startsOn < round.startsOn && complete.has(id))?.period ?? null;
}

/** The last earlier period in which anything of one kind was answered. */
function lastAnswers(records: ReturnRecords, ask: AskRow): GroupReturn['lastAnswers'] {
  const { asks, rounds, round } = records;
  const earlier = rounds.filter(({ startsOn }) => startsOn < round.startsOn);
  for (const { id, period } of earlier.reverse()) {
    const own = asks.find(other => other.roundId === id && isSameAsked(other, ask));
    const answered = own ? answersTo(records, own) : 0;
    if (answered > 0) return { period, answered };
  }
  return null;
}

function answersTo({ answers, partReturns, askParts }: ReturnRecords, ask: AskRow): number {
  if (ask.kind === 'action-updates') return answers.filter(answer => answer.askId === ask.id).length;
  const wanted = new Set(askParts.filter(row => row.askId === ask.id).map(row => row.subjectId));
  return partReturns.filter(row => row.askId === ask.id && wanted.has(row.subjectId)).length;
}
