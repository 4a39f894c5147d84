/** The asks of a person in open rounds, of any kind: what waits for them, and the one that they name. */
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { agencyPeople } from '../people/recipients.ts';
import { type AskRow, asks, rounds } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import { groupsToAnswerFor, ownGroups } from './find-asked.ts';
import { type KindName, kinds } from './kinds.ts';
import { type AskBase, readAskBase } from './read-asked.ts';

/** What waits for a person beside actions, the most urgent round first; each with its group, where one is asked. */
export async function readWaitingAsks(
  view: View,
  actor: Actor & { personId: string },
  now: Date,
): Promise<(AskBase & { groupId: string | null })[]> {
  const groupIds = await groupsToAnswerFor(view, actor, now);
  const mine: (AskBase & { groupId: string | null })[] = [];
  for (const ask of await openAsks(view, actor.boardId)) {
    if (ask.kind === 'action-updates' || !(await isAsked(view, ask, actor, groupIds))) continue;
    const { base } = await readAskBase(view, actor.boardId, ask.id, ask.kind as KindName);
    if (base.done < base.total) mine.push({ ...base, groupId: ask.groupId });
  }
  return mine.sort((one, other) => one.round.due.localeCompare(other.round.due));
}

/**
 * The ask that somebody means here by a word: of the channel's groups, else of their own groups and agency; one that
 * is not answered yet before one that is.
 * @throws CollateError `round_none_open` where no open round asks them for it
 */
export async function findAskOfKind(view: View, actor: Actor, wanted: readonly KindName[]): Promise<AskRow> {
  const groupIds = await ownGroups(view, actor);
  const mine: AskRow[] = [];
  for (const ask of await openAsks(view, actor.boardId)) {
    if (wanted.some(kind => kind === ask.kind) && (await isAsked(view, ask, actor, groupIds))) mine.push(ask);
  }
  const found = mine.find(ask => ask.completedAt === null) ?? mine[0];
  if (found) return found;
  const names = wanted.map(kind => kinds[kind].title).join(' or ');
  throw new CollateError('round_none_open', `No open round asks you for this: ${names}.`);
}

async function openAsks(view: View, boardId: string): Promise<AskRow[]> {
  const open = await view
    .rows(rounds)
    .find({ boardId, closedAt: null }, { orderBy: { startsOn: 'desc', openedAt: 'desc' } });
  const all = await view.rows(asks).find({ roundId: open.map(round => round.id) });
  return open.flatMap(round => all.filter(ask => ask.roundId === round.id));
}

async function isAsked(
  view: View,
  ask: AskRow,
  { personId }: Actor,
  groupIds: ReadonlySet<string>,
): Promise<boolean> {
  if (ask.groupId !== null) return groupIds.has(ask.groupId);
  return (await agencyPeople(view, ask)).some(person => person.id === personId);
}
