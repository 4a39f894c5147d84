/** Tells a digest: a row that says of which time it is, and a delivery, in one unit of work. */
import { recordAudit } from '../audit/record.ts';
import { queueDelivery } from '../delivery/queue.ts';
import { CollateError, isCollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { findGroup } from '../people/groups.ts';
import { managersOf } from '../people/leaders.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock, PlaceKind } from '../ports.ts';
import { type BoardRow, boards, groups } from '../store/entities/board.ts';
import { type DigestRow, digests } from '../store/entities/digests.ts';
import { atMost } from '../store/rows.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import { hasNews } from '../summary/digest.ts';
import { channelOf } from '../summary/executive-channel.ts';
import type { DigestSpan } from './read-digest.ts';
import { readDigest } from './read-digest.ts';
import type { DigestTime } from './times.ts';

/** The audience of the board's own digest. */
export const BOARD = 'board';

/** What the first digest ever tells of, in milliseconds. */
const WEEK = 7 * 24 * 60 * 60_000;
const DAY = WEEK / 7;

export type DigestSettings = DigestTime & { group?: string };

/** What the board file says; null where it asks for none. */
export const digestSettings = (board: Pick<BoardRow, 'settings'>): DigestSettings | null =>
  board.settings.digest as DigestSettings | null;

export interface DigestPlace {
  placeKind: PlaceKind;
  placeId: string;
  /** The group's or the person's name. */
  name: string;
}

/**
 * The named group's channel; without a group, or while it has no channel, each manager in 1:1 chat.
 * @throws CollateError `group_unknown`
 */
export async function boardDigestPlaces(view: View, board: BoardRow): Promise<DigestPlace[]> {
  const name = digestSettings(board)?.group;
  if (name !== undefined) {
    const all = await view.rows(groups).find({ boardId: board.id, retiredAt: null });
    try {
      const { group, channelRowId } = await channelOf(view, findGroup(all, name));
      return [{ placeKind: 'channel', placeId: channelRowId, name: group.name }];
    } catch (error) {
      if (!isCollateError(error, 'channel_not_linked')) throw error;
    }
  }
  const managers = await managersOf(view, board.id);
  return managers.map(({ id, name: manager }) => ({ placeKind: 'person', placeId: id, name: manager }));
}

/** From where the last digest of an audience ended; a week where it had none. */
export async function spanSinceLast(
  view: View,
  boardId: string,
  audience: string,
  until: Date,
): Promise<DigestSpan> {
  const last = await lastDigest(view, boardId, audience, until);
  return { since: last?.until ?? new Date(until.getTime() - WEEK), until };
}

/** The time that somebody hears of who asks now: since the last digest, or the one before if that was just told. */
export async function spanNow(view: View, boardId: string, until: Date): Promise<DigestSpan> {
  const last = await lastDigest(view, boardId, BOARD, until);
  if (!last) return { since: new Date(until.getTime() - WEEK), until };
  const isRecent = until.getTime() - last.until.getTime() < DAY;
  return { since: isRecent ? last.since : last.until, until };
}

const lastDigest = (view: View, boardId: string, audience: string, until: Date): Promise<DigestRow | null> =>
  view.rows(digests).first({ boardId, audience, until: atMost(until) }, { orderBy: { until: 'desc' } });

/** Begins where the last one of the audience ended, however long ago that was. */
export async function tellDigest(
  unit: Unit,
  {
    boardId,
    audience,
    places,
    now,
  }: { boardId: string; audience: string; places: readonly DigestPlace[]; now: Date },
): Promise<DigestRow> {
  const span = await spanSinceLast(unit, boardId, audience, now);
  const row = await unit.rows(digests).insert({ boardId, audience, ...span });
  for (const { placeKind, placeId } of places) {
    await queueDelivery(unit, { boardId, purpose: 'digest', subjectId: row.id, placeKind, placeId }, now);
  }
  return row;
}

export interface PostedDigest {
  /** Where it goes, by name. */
  to: string[];
  since: string;
  /** True where one was told within the day and nothing has happened since: then nothing was done. */
  already: boolean;
}

/** @throws CollateError `not_allowed`, `round_none_open` */
export function postDigest(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
): Promise<PostedDigest> {
  return store.write(async unit => {
    const now = clock.now();
    const { boardId } = actor;
    await requireMay(unit, actor, 'digest.post', { now });
    const places = await boardDigestPlaces(unit, await unit.rows(boards).get(boardId));
    const to = places.map(({ name }) => name);
    const span = await spanSinceLast(unit, boardId, BOARD, now);
    const digest = await readDigest(unit, boardId, span, null);
    if (!digest)
      throw new CollateError('round_none_open', 'No round has been opened yet, so there is nothing to tell.');
    const isRecent =
      (await lastDigest(unit, boardId, BOARD, now)) !== null && now.getTime() - span.since.getTime() < DAY;
    if (isRecent && !hasNews(digest)) return { to, since: span.since.toISOString(), already: true };
    const row = await tellDigest(unit, { boardId, audience: BOARD, places, now });
    await recordAudit(unit, {
      boardId,
      at: now,
      event: 'digest.posted',
      personId: actor.personId,
      channelRowId: actor.channelRowId,
      subject: { digest: row.id },
    });
    return { to, since: row.since.toISOString(), already: false };
  });
}
