/** Local mode's two channels: General for the executive group, and one for the others, or for one of them. */

import { repostPlace } from '../../services/delivery/repost.ts';
import { findGroup } from '../../services/people/groups.ts';
import type { Clock } from '../../services/ports.ts';
import { postOpenAsks } from '../../services/rounds/post-asks.ts';
import { type BoardRow, type GroupRow, groups } from '../../services/store/entities/board.ts';
import { messages } from '../../services/store/entities/delivery.ts';
import { channels } from '../../services/store/entities/teams.ts';
import type { Store } from '../../services/store/unit-of-work.ts';
import { setLinks } from '../../services/teams/link.ts';

/** The name of the second channel, and the groups that it serves. */
export interface SecondChannel {
  name: string;
  groups: GroupRow[];
}

export async function secondChannel(
  store: Store,
  board: BoardRow,
  group: string | null,
): Promise<SecondChannel> {
  const all = await store.read(view =>
    view.rows(groups).find({ boardId: board.id, retiredAt: null }, { orderBy: { position: 'asc' } }),
  );
  if (group !== null) {
    const only = findGroup(all, group);
    return { name: only.name, groups: [only] };
  }
  return { name: 'Subgroups', groups: all.filter(({ id }) => id !== board.executiveGroupId) };
}

/** Links the two channels that the Playground has, and posts what is open in them. */
export async function linkPlaces(
  { store, clock }: { store: Store; clock: Clock },
  board: BoardRow,
  second: SecondChannel,
): Promise<void> {
  await store.write(async unit => {
    const living = await unit.rows(channels).find({ boardId: board.id, goneAt: null });
    const general = living.find(channel => channel.isGeneral);
    const other = living.find(channel => !channel.isGeneral && channel.name === second.name);
    const executive = board.executiveGroupId;
    await setLinks(
      unit,
      board.id,
      [
        ...(general && executive ? [{ channelRowId: general.id, groupId: executive }] : []),
        ...(other
          ? second.groups
              .filter(({ id }) => id !== executive)
              .map(({ id }) => ({ channelRowId: other.id, groupId: id }))
          : []),
      ],
      clock.now(),
    );
    await postOpenAsks(unit, board.id, clock.now());
  });
}

/** The page forgets everything when it is loaded: what stands anywhere is posted anew, once. */
export async function repostAll(
  { store, clock }: { store: Store; clock: Clock },
  boardId: string,
): Promise<void> {
  await store.write(async unit => {
    const standing = await unit.rows(messages).find({ boardId, retiredAt: null });
    const places = new Map(
      standing.map(({ placeKind, placeId }) => [`${placeKind} ${placeId}`, { placeKind, placeId }]),
    );
    for (const place of places.values()) await repostPlace(unit, place, clock.now());
  });
}
