/** Which channel serves which group: by name where that is clear, by hand where it is not. */
import { recordAudit } from '../audit/record.ts';
import { overtake, queueRefresh } from '../delivery/queue.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { findGroup, namesOf } from '../people/groups.ts';
import { requireMay } from '../people/permissions.ts';
import { normaliseName, stemOfName } from '../plan/names.ts';
import type { Clock } from '../ports.ts';
import { postOpenAsks } from '../rounds/post-asks.ts';
import { type GroupRow, groups } from '../store/entities/board.ts';
import { deliveries, messages } from '../store/entities/delivery.ts';
import { asks } from '../store/entities/rounds.ts';
import { type ChannelRow, channelLinks, channels, teams } from '../store/entities/teams.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

/**
 * Links every group that has no channel to the one that carries its name, but for those whose link a person took
 * away.
 * @returns how many were linked
 */
export async function linkByName(unit: Unit, boardId: string, now: Date): Promise<number> {
  const living = await unit.rows(channels).find({ boardId, goneAt: null });
  const linked = new Set((await unit.rows(channelLinks).find({ boardId })).map(link => link.groupId));
  let count = 0;
  for (const group of await unit.rows(groups).find({ boardId, retiredAt: null })) {
    if (linked.has(group.id)) continue;
    const channel = channelNamed(group, living);
    if (!channel) continue;
    await unit
      .rows(channelLinks)
      .insert({ boardId, channelRowId: channel.id, groupId: group.id, byHand: false, linkedAt: now });
    count += 1;
  }
  return count;
}

/** The channel whose name is one of the group's; with a looser reading only where that leaves one. */
export function channelNamed<Channel extends { name: string }>(
  group: GroupRow,
  living: readonly Channel[],
): Channel | null {
  const names = [...(group.channelName ? [group.channelName] : []), ...namesOf(group)];
  for (const read of [normaliseName, stemOfName]) {
    const wanted = new Set(names.map(read).filter(name => name !== ''));
    const found = living.filter(channel => wanted.has(read(channel.name)));
    if (found.length === 1) return found[0] ?? null;
  }
  return null;
}

export interface LinkResult {
  group: string;
  channel: string;
  /** The channel that served the group before; null where there was none. */
  before: string | null;
}

/** Links the actor's channel to a group by hand. */
export function linkChannel({ store, clock }: Deps, actor: Actor, name: string): Promise<LinkResult> {
  return store.write(async unit => {
    const now = clock.now();
    const channel = await channelOf(unit, actor);
    const all = await unit
      .rows(groups)
      .find({ boardId: actor.boardId, retiredAt: null }, { orderBy: { position: 'asc' } });
    const group = findGroup(all, name);
    await requireMay(unit, actor, 'channel.link', { groupId: group.id, now });
    const link = await unit.rows(channelLinks).first({ groupId: group.id });
    const before = link?.channelRowId ? await unit.rows(channels).get(link.channelRowId) : null;
    if (link) await unit.rows(channelLinks).remove({ id: link.id });
    await unit.rows(channelLinks).insert({
      boardId: actor.boardId,
      channelRowId: channel.id,
      groupId: group.id,
      byHand: true,
      linkedAt: now,
    });
    if (before && before.id !== channel.id) await leaveChannel(unit, group, before, now);
    await postOpenAsks(unit, actor.boardId, now);
    await tellTeam(unit, channel, now);
    await audit(unit, actor, 'channel.linked', group, channel, now);
    return {
      group: group.name,
      channel: channel.name,
      before: before && before.id !== channel.id ? before.name : null,
    };
  });
}

/** Takes a group's link away: the named one's, or where the channel serves just one, that one's. */
export function unlinkChannel(
  { store, clock }: Deps,
  actor: Actor,
  name: string | null,
): Promise<LinkResult> {
  return store.write(async unit => {
    const now = clock.now();
    const channel = await channelOf(unit, actor);
    const group = await groupToUnlink(unit, channel, name);
    await requireMay(unit, actor, 'channel.link', { groupId: group.id, now });
    await unit
      .rows(channelLinks)
      .update({ groupId: group.id }, { channelRowId: null, byHand: true, linkedAt: now });
    await leaveChannel(unit, group, channel, now);
    await tellTeam(unit, channel, now);
    await audit(unit, actor, 'channel.unlinked', group, channel, now);
    return { group: group.name, channel: channel.name, before: channel.name };
  });
}

/** The groups that a channel serves, in the board's order. */
export async function groupsOfChannel(view: View, channelRowId: string): Promise<GroupRow[]> {
  const links = await view.rows(channelLinks).find({ channelRowId });
  return view
    .rows(groups)
    .find({ id: links.map(link => link.groupId), retiredAt: null }, { orderBy: { position: 'asc' } });
}

export interface TeamLinks {
  linked: { channel: string; groups: string[] }[];
  /** Groups that no channel serves. */
  unlinked: { name: string; short: string }[];
}

/** What the bot says after it was installed. */
export async function readLinks(view: View, teamRowId: string): Promise<TeamLinks> {
  const { boardId } = await view.rows(teams).get(teamRowId);
  const living = await view.rows(channels).find({ teamRowId, goneAt: null }, { orderBy: { name: 'asc' } });
  const links = await view.rows(channelLinks).find({ boardId });
  const all = await view.rows(groups).find({ boardId, retiredAt: null }, { orderBy: { position: 'asc' } });
  const present = new Set((await view.rows(channels).find({ boardId, goneAt: null })).map(row => row.id));
  const isLiving = (channelRowId: string | null) => channelRowId !== null && present.has(channelRowId);
  const served = living.map(channel => ({
    channel: channel.name,
    groups: all
      .filter(group => links.some(link => link.groupId === group.id && link.channelRowId === channel.id))
      .map(group => group.name),
  }));
  return {
    linked: served.filter(({ groups }) => groups.length > 0),
    unlinked: all
      .filter(group => !links.some(link => link.groupId === group.id && isLiving(link.channelRowId)))
      .map(({ name, short }) => ({ name, short })),
  };
}

async function channelOf(view: View, { channelRowId }: Actor): Promise<ChannelRow> {
  if (channelRowId) return view.rows(channels).get(channelRowId);
  throw new CollateError('channel_not_linked', 'Type this in the channel of a group, not in a chat.');
}

async function groupToUnlink(view: View, channel: ChannelRow, name: string | null): Promise<GroupRow> {
  const served = await groupsOfChannel(view, channel.id);
  if (served.length === 0)
    throw new CollateError('channel_not_linked', 'This channel is linked to no group.');
  if (name !== null) return findGroup(served, name);
  const [only, second] = served;
  if (only && !second) return only;
  const known = served.map(group => group.short).join(', ');
  throw new CollateError(
    'group_unknown',
    `This channel serves ${known}. Say which, as “unlink ${only?.short}”.`,
  );
}

/** A group's cards in a channel that no longer serves it are refreshed no more. */
async function leaveChannel(unit: Unit, group: GroupRow, channel: ChannelRow, now: Date): Promise<void> {
  const askIds = (await unit.rows(asks).find({ groupId: group.id })).map(ask => ask.id);
  const here = {
    subjectId: askIds,
    purpose: 'ask' as const,
    placeKind: 'channel' as const,
    placeId: channel.id,
  };
  await unit.rows(messages).update({ ...here, retiredAt: null }, { retiredAt: now });
  await overtake(unit, here);
  await unit
    .rows(deliveries)
    .update(
      { ...here, state: ['due', 'retrying'] },
      { state: 'superseded', finishedAt: now, lastOutcome: 'the group has another channel' },
    );
}

async function tellTeam(unit: Unit, channel: ChannelRow, now: Date): Promise<void> {
  await queueRefresh(unit, { purpose: 'links', subjectId: channel.teamRowId }, now);
}

async function audit(
  unit: Unit,
  actor: Actor,
  event: 'channel.linked' | 'channel.unlinked',
  group: GroupRow,
  channel: ChannelRow,
  at: Date,
): Promise<void> {
  await recordAudit(unit, {
    boardId: actor.boardId,
    at,
    event,
    personId: actor.personId,
    channelRowId: channel.id,
    about: { groupId: group.id },
    subject: { group: group.id },
  });
}

/** Makes exactly these the links of a board, as a local session sets its channels up. */
export async function setLinks(
  unit: Unit,
  boardId: string,
  wanted: readonly { channelRowId: string; groupId: string }[],
  now: Date,
): Promise<void> {
  const present = await unit.rows(channelLinks).find({ boardId });
  const same = (link: { channelRowId: string | null; groupId: string }) =>
    `${link.channelRowId} ${link.groupId}`;
  const keys = new Set(wanted.map(same));
  for (const link of present) {
    if (!keys.has(same(link))) await unit.rows(channelLinks).remove({ id: link.id });
  }
  const before = new Set(present.map(same));
  for (const link of wanted) {
    if (!before.has(same(link))) {
      await unit.rows(channelLinks).insert({ boardId, ...link, byHand: true, linkedAt: now });
    }
  }
}
