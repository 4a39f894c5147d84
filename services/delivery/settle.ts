/** Writes into the ledger what became of an attempt, and does what the outcome asks for. */
import { postOpenAsks } from '../rounds/post-asks.ts';
import { type DeliveryRow, type DeliveryState, deliveries, messages } from '../store/entities/delivery.ts';
import { asks } from '../store/entities/rounds.ts';
import { channelLinks, channels, personalChats } from '../store/entities/teams.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import { channelGone } from '../teams/install.ts';
import type { NOT_BEGUN, Outcome, Retry } from './outcome.ts';
import { isOnMessage, policies } from './policy.ts';
import { queueRefreshOf, supersedeRefreshes } from './queue.ts';
import { retryAt } from './retry.ts';
import { tellOfStop } from './stopped-notice.ts';
import type { StopCode } from './stops.ts';

const UNSURE = 'The answer was lost. It may have arrived, and is not sent twice.';
const INTERRUPTED = 'Collate was interrupted while it was sent. It may have arrived, and is not sent twice.';

/** How often a 1:1 chat that is gone is made anew for one delivery. */
const CHATS = 3;

export interface Settled {
  state: DeliveryState;
  /** When it is tried again; null unless it is. */
  nextAt: Date | null;
}

/**
 * Before its card is drawn. What may go twice is claimed at once; what must not is claimed at the last moment, and from
 * now on whatever changes it is seen there.
 * @returns null where it is not to be sent
 */
export async function takeUp(unit: Unit, row: DeliveryRow, now: Date): Promise<DeliveryRow | null> {
  if (isSafeToClaim(row)) return claim(unit, row, now);
  if (!row.overtaken) return row;
  const { id, state, attempts } = row;
  const taken = await unit.rows(deliveries).update({ id, state, attempts }, { overtaken: false });
  return taken === 1 ? { ...row, overtaken: false } : null;
}

/** Marked as being sent and then not begun, it would count as perhaps sent. */
export const isSafeToClaim = (row: DeliveryRow): boolean =>
  policies[row.purpose].ifUnsure === 'again' || row.state === 'sending';

/** The guard: of all who would send a row, the one that changes it. @returns null where it is not to be sent */
export async function claim(unit: Unit, row: DeliveryRow, now: Date): Promise<DeliveryRow | null> {
  const { id, state, attempts } = row;
  if (state === 'sending' && policies[row.purpose].ifUnsure === 'not again') {
    await stop(unit, row, 'interrupted', INTERRUPTED, now);
    return null;
  }
  const begun = { state: 'sending', attempts: attempts + 1, startedAt: now, overtaken: false } as const;
  const asDrawn = isSafeToClaim(row) ? {} : { overtaken: false };
  const changed = await unit.rows(deliveries).update({ id, state, attempts, ...asDrawn }, begun);
  return changed === 1 ? { ...row, ...begun } : null;
}

/** Gives back what was claimed and not begun. */
export async function unclaim(unit: Unit, row: DeliveryRow, now: Date): Promise<void> {
  const { id, attempts, nextAt } = row;
  await takeTheirPlace(unit, row, now);
  await unit
    .rows(deliveries)
    .update(
      { id, attempts, state: 'sending' },
      { state: 'due', attempts: attempts - 1, nextAt, startedAt: null },
    );
}

/** A refresh that goes on waiting shows what others of its message were to show, that were made due meanwhile. */
async function takeTheirPlace(unit: Unit, { purpose, subjectId }: DeliveryRow, now: Date): Promise<void> {
  if (purpose === 'refresh') await supersedeRefreshes(unit, subjectId, 'an earlier refresh shows it', now);
}

export async function settle(
  unit: Unit,
  row: DeliveryRow,
  outcome: Exclude<Outcome, typeof NOT_BEGUN>,
  now: Date,
): Promise<Settled> {
  switch (outcome.kind) {
    case 'sent':
      if (isOnMessage(row.purpose)) return end(unit, row, 'sent', 'sent', now, outcome.activityId);
      return posted(unit, row, outcome, now);
    case 'nothing':
      return end(unit, row, 'sent', outcome.reason, now);
    case 'retry':
      return tryLater(unit, row, outcome, now);
    case 'gone':
      return isOnMessage(row.purpose)
        ? letGo(unit, row, outcome.reason, now)
        : losePlace(unit, row, outcome.reason, now);
    case 'never':
      return stop(unit, row, outcome.code, outcome.reason, now);
  }
}

async function end(
  unit: Unit,
  { id, attempts }: DeliveryRow,
  state: 'sent' | 'superseded',
  lastOutcome: string,
  now: Date,
  activityId: string | null = null,
): Promise<Settled> {
  await unit.rows(deliveries).update({ id, attempts }, { state, lastOutcome, finishedAt: now, activityId });
  return { state, nextAt: null };
}

async function stop(
  unit: Unit,
  row: DeliveryRow,
  stopCode: StopCode,
  lastOutcome: string,
  now: Date,
): Promise<Settled> {
  const { id, attempts } = row;
  await unit
    .rows(deliveries)
    .update({ id, attempts }, { state: 'stopped', stopCode, lastOutcome, finishedAt: now });
  if (!policies[row.purpose].isQuiet) await tellOfStop(unit, row.boardId, now);
  return { state: 'stopped', nextAt: null };
}

async function tryLater(unit: Unit, row: DeliveryRow, outcome: Retry, now: Date): Promise<Settled> {
  if (outcome.mayHaveArrived && policies[row.purpose].ifUnsure === 'not again') {
    return stop(unit, row, 'interrupted', UNSURE, now);
  }
  const nextAt = retryAt(row, outcome.afterMs, now);
  if (!nextAt) return stop(unit, row, 'gave-up', `gave up: ${outcome.reason}`, now);
  const { id, attempts } = row;
  await takeTheirPlace(unit, row, now);
  await unit
    .rows(deliveries)
    .update({ id, attempts }, { state: 'retrying', lastOutcome: outcome.reason, nextAt, finishedAt: null });
  return { state: 'retrying', nextAt };
}

/** The message to change is not there any more; a card that must stand somewhere is posted anew. */
async function letGo(unit: Unit, row: DeliveryRow, reason: string, now: Date): Promise<Settled> {
  await unit.rows(messages).update({ id: row.subjectId, retiredAt: null }, { retiredAt: now });
  const settled = await end(unit, row, 'superseded', reason, now);
  if (row.purpose === 'refresh') await postOpenAsks(unit, row.boardId, now);
  return settled;
}

/** A channel that is gone serves no group any more; a chat that is gone is made anew. */
async function losePlace(unit: Unit, row: DeliveryRow, reason: string, now: Date): Promise<Settled> {
  if (row.placeKind === 'person' && row.attempts <= CHATS) {
    await unit.rows(personalChats).remove({ personId: row.placeId });
    return tryLater(unit, row, { kind: 'retry', reason, afterMs: null }, now);
  }
  const channel = await unit.rows(channels).first({ id: row.placeId, goneAt: null });
  const settled = await stop(unit, row, 'place-gone', reason, now);
  if (channel) await channelGone(unit, channel, now);
  return settled;
}

/** What was posted is refreshed from now on; at once where it was overtaken. */
async function posted(
  unit: Unit,
  row: DeliveryRow,
  { conversationId, activityId }: { conversationId: string; activityId: string },
  now: Date,
): Promise<Settled> {
  const { id, attempts, boardId, purpose, subjectId, placeKind, placeId } = row;
  const sent = { state: 'sent', lastOutcome: 'sent', finishedAt: now, activityId } as const;
  const asItWas = { id, attempts, state: 'sending', overtaken: false } as const;
  const isOfNow = (await unit.rows(deliveries).update(asItWas, sent)) === 1;
  // Otherwise overtaken; or written before, where the database's answer was lost; or another replica's by now.
  if (!isOfNow) await unit.rows(deliveries).update({ id, attempts }, sent);
  // It is known already where somebody pressed its button before Teams answered.
  const message =
    (await unit.rows(messages).first({ conversationId, activityId })) ??
    (await unit.rows(messages).insert({
      boardId,
      purpose,
      subjectId,
      placeKind,
      placeId,
      conversationId,
      activityId,
      postedAt: now,
      retiredAt: isOfNow || (await hasItsPlace(unit, row)) ? null : now,
    }));
  if (!isOfNow && policies[purpose].does === 'card') {
    if (message.retiredAt === null) await queueRefreshOf(unit, message, now);
    // It may not be for this place any more, as where its set is kept from the channel now.
    if (purpose === 'ask') await postOpenAsks(unit, boardId, now);
  }
  return { state: 'sent', nextAt: null };
}

/** False where the group lost the channel while its card was on its way there. */
async function hasItsPlace(
  view: View,
  { purpose, subjectId, placeKind, placeId }: DeliveryRow,
): Promise<boolean> {
  if (purpose !== 'ask' || placeKind !== 'channel') return true;
  const { groupId } = await view.rows(asks).get(subjectId);
  return (await view.rows(channelLinks).count({ groupId: groupId ?? '', channelRowId: placeId })) > 0;
}
