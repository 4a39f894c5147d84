/** The card of a round's progress: each manager's in 1:1 chat, and the executive's where the board file says so. */

import { queueRefresh } from '../delivery/queue.ts';
import { keepOnlyIn, queueCard } from '../delivery/queue-card.ts';
import { managersOf } from '../people/leaders.ts';
import { boards } from '../store/entities/board.ts';
import { deliveries } from '../store/entities/delivery.ts';
import type { RoundRow } from '../store/entities/rounds.ts';
import type { Unit } from '../store/unit-of-work.ts';
import { livingChannels } from '../teams/living-channels.ts';
import { rulesOf } from './planned-rounds.ts';

/** How long a change waits for others, so that a group that answers eight actions costs one refresh; milliseconds. */
const GATHER = 2000;

/**
 * Queues the card of each open round where it belongs now, unless it stands there or waits already. Who manages the
 * board no more keeps a card that stands still.
 */
export async function postProgress(
  unit: Unit,
  boardId: string,
  open: readonly Pick<RoundRow, 'id'>[],
  now: Date,
): Promise<void> {
  const board = await unit.rows(boards).get(boardId);
  const managers = (await managersOf(unit, boardId)).map(({ id }) => id);
  const channelRowId =
    rulesOf(board).progressTo === 'executive' && board.executiveGroupId !== null
      ? (await livingChannels(unit, boardId)).get(board.executiveGroupId)
      : undefined;
  const channels = channelRowId ? [channelRowId] : [];
  for (const { id } of open) {
    const card = { boardId, purpose: 'progress', subjectId: id } as const;
    for (const [placeKind, placeIds] of [
      ['person', managers],
      ['channel', channels],
    ] as const) {
      const why = 'the progress of rounds is no longer shown there';
      await keepOnlyIn(unit, { ...card, placeKind }, placeIds, { now, why });
      for (const placeId of placeIds) await queueCard(unit, card, { placeKind, placeId }, now);
    }
  }
}

/** Brings the cards of a round's progress up to date, in a few seconds. */
export function refreshProgress(unit: Unit, roundId: string, now: Date): Promise<void> {
  const notBefore = new Date(now.getTime() + GATHER);
  return queueRefresh(unit, { purpose: 'progress', subjectId: roundId }, now, notBefore);
}

/** Where it stands it shows what came of the round; where it was not posted yet, the draft of the summary tells that. */
export async function closeProgress(unit: Unit, roundId: string, now: Date): Promise<void> {
  const waiting = { purpose: 'progress', subjectId: roundId, state: ['due', 'retrying', 'stopped'] } as const;
  const fate = { state: 'superseded', finishedAt: now, lastOutcome: 'the round was closed before' } as const;
  await unit.rows(deliveries).update(waiting, fate);
  await refreshProgress(unit, roundId, now);
}
