/** What somebody signs off: their groups, in open rounds and in closed ones whose paper is not approved yet. */
import type { Actor } from '../people/access.ts';
import { findGroup } from '../people/groups.ts';
import { signersOf } from '../people/signers.ts';
import { boards, type GroupRow, groups } from '../store/entities/board.ts';
import { type RoundRow, rounds } from '../store/entities/rounds.ts';
import { summaries } from '../store/entities/summaries.ts';
import { channelLinks } from '../store/entities/teams.ts';
import type { View } from '../store/unit-of-work.ts';
import { dayOf } from '../time.ts';
import { lineOf, type SignOffLine } from './line.ts';
import { readStands, type SignOffState } from './stand.ts';

export interface ToSign {
  /** An ask of the group in the round, by which both are named. */
  askId: string;
  group: { name: string; short: string };
  period: string;
  line: SignOffLine;
  done: number;
  total: number;
}

/** What waits comes first. */
const ORDER: readonly SignOffState[] = ['changed', 'waiting', 'sent-back', 'not-in', 'signed'];

/**
 * In a channel only what its own groups returned.
 * @param name one group, as it is typed; null for all
 * @throws CollateError `group_unknown`
 */
export async function findToSign(
  view: View,
  actor: Actor,
  name: string | null,
  now: Date,
): Promise<{ signsFor: number; found: ToSign[] }> {
  const own = await groupsToSignFor(view, actor, now);
  const wanted = name === null ? own : [findGroup(own, name)];
  const found: ToSign[] = [];
  for (const round of await roundsToSign(view, actor.boardId)) {
    const stands = await readStands(view, { boardId: actor.boardId, roundId: round.id });
    for (const group of wanted) {
      const stand = stands.get(group.id);
      const line = stand && (await lineOf(view, actor.boardId, stand));
      // What is over and signed needs nobody any more; and of what is missing the round that is open asks anew.
      const isOver = round.closedAt !== null && (line?.state === 'signed' || line?.state === 'not-in');
      if (!stand || !line || isOver) continue;
      const total = stand.asks.reduce((sum, one) => sum + one.wanted.length, 0);
      found.push({
        askId: stand.asks[0]?.ask.id ?? '',
        group: { name: group.name, short: group.short },
        period: round.period,
        line,
        done: total - stand.missing.length,
        total,
      });
    }
  }
  found.sort((one, other) => ORDER.indexOf(one.line.state) - ORDER.indexOf(other.line.state));
  return { signsFor: own.length, found };
}

async function groupsToSignFor(view: View, actor: Actor, now: Date): Promise<GroupRow[]> {
  const { boardId, personId, channelRowId } = actor;
  const today = dayOf(now, (await view.rows(boards).get(boardId)).timezone);
  const links = channelRowId === null ? null : await view.rows(channelLinks).find({ boardId, channelRowId });
  const living = await view.rows(groups).find({ boardId, retiredAt: null }, { orderBy: { position: 'asc' } });
  const own: GroupRow[] = [];
  for (const group of living) {
    if (links && !links.some(({ groupId }) => groupId === group.id)) continue;
    const signers = await signersOf(view, { boardId, groupId: group.id }, today);
    if (signers.some(({ person }) => person.id === personId)) own.push(group);
  }
  return own;
}

async function roundsToSign(view: View, boardId: string): Promise<RoundRow[]> {
  const all = await view.rows(rounds).find({ boardId }, { orderBy: { startsOn: 'desc', openedAt: 'desc' } });
  const drafts = new Set(
    (await view.rows(summaries).find({ boardId, state: 'draft' })).map(({ roundId }) => roundId),
  );
  return all.filter(({ id, closedAt }) => closedAt === null || drafts.has(id));
}
