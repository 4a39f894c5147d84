/** The bot in a team: what it finds there, and what follows when the team changes. */
import { recordAudit } from '../audit/record.ts';
import { overtake, queueDelivery, queueRefresh, requeueForChannels } from '../delivery/queue.ts';
import type { Clock } from '../ports.ts';
import { postOpenAsks } from '../rounds/post-asks.ts';
import { deliveries, messages } from '../store/entities/delivery.ts';
import { type ChannelRow, channelLinks, channels, type TeamRow, teams } from '../store/entities/teams.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import { linkByName } from './link.ts';
import { moveTenant } from './service-url.ts';

/** A team as Teams describes it. */
export interface SeenTeam {
  tenantId: string;
  /** Also the id of its General channel. */
  teamId: string;
  name: string;
  serviceUrl: string;
  botId: string;
  /** The id of its Microsoft 365 group; null where Teams does not say. */
  groupGuid: string | null;
  /** General has no name in Teams' list. */
  channels: { id: string; name: string | null }[];
}

interface Deps {
  store: Store;
  clock: Clock;
}

/**
 * Remembers a team and its channels, links them to groups by name, says in General what is linked, and posts what
 * is open. Said again of the same team, it brings everything up to date and posts nothing twice.
 */
export function installInTeam({ store, clock }: Deps, boardId: string, seen: SeenTeam): Promise<TeamRow> {
  return store.write(async unit => {
    const now = clock.now();
    const team = await putTeam(unit, boardId, seen, now);
    await putChannels(unit, team, seen.channels, now);
    await linkByName(unit, boardId, now);
    const present = await unit.rows(channels).find({ teamRowId: team.id, goneAt: null });
    await requeueForChannels(
      unit,
      present.map(channel => channel.id),
      now,
    );
    await sayLinks(unit, team, now);
    await postOpenAsks(unit, boardId, now);
    await recordAudit(unit, {
      boardId,
      at: now,
      event: 'team.installed',
      source: 'bot',
      subject: { team: team.id },
    });
    return team;
  });
}

/** The bot was taken out of a team: nothing can be posted there until it is back. What it remembers stays. */
export function removeFromTeam({ store, clock }: Deps, team: TeamRow): Promise<void> {
  return store.write(async unit => {
    const now = clock.now();
    await unit.rows(teams).update({ id: team.id }, { removedAt: now });
    for (const channel of await unit.rows(channels).find({ teamRowId: team.id, goneAt: null })) {
      await loseChannel(unit, channel, now, 'not-installed');
    }
    await recordAudit(unit, {
      boardId: team.boardId,
      at: now,
      event: 'team.removed',
      source: 'bot',
      subject: { team: team.id },
    });
  });
}

export function renameTeam({ store }: Deps, team: TeamRow, name: string): Promise<void> {
  return store.write(async unit => {
    await unit.rows(teams).update({ id: team.id }, { name });
  });
}

/** A channel is new, has another name, or is back: known from now on, and linked where its name says so. */
export function putChannel(
  { store, clock }: Deps,
  team: TeamRow,
  seen: { id: string; name: string | null },
): Promise<void> {
  return store.write(async unit => {
    const now = clock.now();
    const known = await unit.rows(channels).find({ teamRowId: team.id });
    await putOne(unit, team, known, seen, { listed: false });
    await linkByName(unit, team.boardId, now);
    const present = await unit.rows(channels).find({ teamRowId: team.id, channelId: seen.id });
    await requeueForChannels(
      unit,
      present.map(channel => channel.id),
      now,
    );
    await postOpenAsks(unit, team.boardId, now);
    await queueRefresh(unit, { purpose: 'links', subjectId: team.id }, now);
  });
}

/** A channel was deleted: its groups have none until they are linked anew. */
export function deleteChannel({ store, clock }: Deps, team: TeamRow, channelId: string): Promise<void> {
  return store.write(async unit => {
    const now = clock.now();
    const channel = await unit.rows(channels).first({ teamRowId: team.id, channelId, goneAt: null });
    if (channel) await channelGone(unit, channel, now);
  });
}

/** The same where a delivery found it so. */
export async function channelGone(unit: Unit, channel: ChannelRow, now: Date): Promise<void> {
  await loseChannel(unit, channel, now);
  await unit.rows(channelLinks).remove({ channelRowId: channel.id });
  await queueRefresh(unit, { purpose: 'links', subjectId: channel.teamRowId }, now);
  await recordAudit(unit, {
    boardId: channel.boardId,
    at: now,
    event: 'channel.gone',
    source: 'bot',
    channelRowId: channel.id,
    subject: { channel: channel.id },
  });
}

/** Keeps a team's serviceUrl as the newest activity has it. */
export async function noteServiceUrl({ store }: Deps, team: TeamRow, serviceUrl: string): Promise<void> {
  if (team.serviceUrl === serviceUrl) return;
  await store.write(unit => moveTenant(unit, team.tenantId, team, { serviceUrl }));
}

/** A team that was known before Teams told of its group. */
export async function noteTeamGroup({ store }: Deps, team: TeamRow, groupGuid: string | null): Promise<void> {
  if (groupGuid === null || team.groupGuid === groupGuid) return;
  await store.write(unit => unit.rows(teams).update({ id: team.id }, { groupGuid }));
}

/** The team and channel rows of a conversation, if the bot knows them. */
export async function findPlace(
  view: View,
  tenantId: string,
  { teamId, channelId }: { teamId: string; channelId: string | null },
): Promise<{ team: TeamRow; channel: ChannelRow | null } | null> {
  const team = await view.rows(teams).first({ tenantId, teamId });
  if (!team) return null;
  const channel = channelId ? await view.rows(channels).first({ teamRowId: team.id, channelId }) : null;
  return { team, channel };
}

async function putTeam(unit: Unit, boardId: string, seen: SeenTeam, now: Date): Promise<TeamRow> {
  const { tenantId, teamId, name, serviceUrl, botId, groupGuid } = seen;
  const known = await unit.rows(teams).first({ tenantId, teamId });
  if (!known) {
    return unit.rows(teams).insert({
      boardId,
      tenantId,
      teamId,
      name,
      serviceUrl,
      botId,
      groupGuid,
      installedAt: now,
      removedAt: null,
    });
  }
  const fresh = { name, serviceUrl, botId, groupGuid: groupGuid ?? known.groupGuid, removedAt: null };
  await unit.rows(teams).update({ id: known.id }, fresh);
  return { ...known, ...fresh };
}

async function putChannels(unit: Unit, team: TeamRow, seen: SeenTeam['channels'], now: Date): Promise<void> {
  const known = await unit.rows(channels).find({ teamRowId: team.id });
  for (const channel of seen) await putOne(unit, team, known, channel, { listed: true });
  const present = new Set(seen.map(channel => channel.id));
  for (const channel of known) {
    // A private or shared channel is never in the list, and so never missing from it.
    const isMissing = channel.isListed && !present.has(channel.channelId);
    if (isMissing && channel.goneAt === null) await loseChannel(unit, channel, now);
  }
}

async function putOne(
  unit: Unit,
  team: TeamRow,
  known: readonly ChannelRow[],
  { id, name }: { id: string; name: string | null },
  { listed }: { listed: boolean },
): Promise<void> {
  const isGeneral = id === team.teamId;
  const shown = isGeneral ? 'General' : name;
  const row = known.find(channel => channel.channelId === id);
  if (!row) {
    await unit.rows(channels).insert({
      boardId: team.boardId,
      teamRowId: team.id,
      channelId: id,
      name: shown ?? '',
      isGeneral,
      isListed: listed,
      goneAt: null,
    });
  } else if (row.goneAt !== null || (shown !== null && row.name !== shown) || (listed && !row.isListed)) {
    const isListed = listed || row.isListed;
    await unit.rows(channels).update({ id: row.id }, { name: shown ?? row.name, goneAt: null, isListed });
  }
}

/** What stood in a channel that is gone stands nowhere, and what waits for it has nowhere to go. */
async function loseChannel(
  unit: Unit,
  channel: ChannelRow,
  now: Date,
  stopCode: 'place-gone' | 'not-installed' = 'place-gone',
): Promise<void> {
  const place = { placeKind: 'channel' as const, placeId: channel.id };
  await unit.rows(channels).update({ id: channel.id }, { goneAt: now });
  await unit.rows(messages).update({ ...place, retiredAt: null }, { retiredAt: now });
  await overtake(unit, place);
  await unit.rows(deliveries).update(
    { ...place, state: ['due', 'retrying'] },
    {
      state: 'stopped',
      stopCode,
      finishedAt: now,
      lastOutcome: 'The channel is gone, or the bot was removed from the team.',
    },
  );
}

async function sayLinks(unit: Unit, team: TeamRow, now: Date): Promise<void> {
  const subject = { purpose: 'links' as const, subjectId: team.id };
  const general = await unit.rows(channels).first({ teamRowId: team.id, isGeneral: true });
  if (!general) return;
  const standing = await unit.rows(messages).count({ ...subject, retiredAt: null });
  const waiting = await unit.rows(deliveries).count({ ...subject, state: ['due', 'sending', 'retrying'] });
  await queueRefresh(unit, subject, now);
  if (standing === 0 && waiting === 0) {
    await queueDelivery(
      unit,
      { boardId: team.boardId, ...subject, placeKind: 'channel', placeId: general.id },
      now,
    );
  }
}
