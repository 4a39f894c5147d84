/**
 * Reminds those who have not answered: a group in its channel, an agency's people in 1:1 chat; when it is late, the
 * group's chair and deputy privately, and then the manager. What is said is made when it is sent.
 */
import { queueDelivery, queueRemoval } from '../delivery/queue.ts';
import { leadersOf, managersOf } from '../people/leaders.ts';
import { recipientsOf } from '../people/recipients.ts';
import type { PlaceKind } from '../ports.ts';
import type { SkipReason } from '../schedule/reasons.ts';
import { answerersOf, namedFor } from '../sets/answerers.ts';
import { missedTurns } from '../sets/missed-turns.ts';
import { isRestrictedSet } from '../sets/restrictions.ts';
import type { BoardRow } from '../store/entities/board.ts';
import { deliveries, messages } from '../store/entities/delivery.ts';
import { type ReminderAudience, type ReminderRow, reminders } from '../store/entities/reminders.ts';
import { type AskRow, asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import { moreThan } from '../store/rows.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import { livingChannels } from '../teams/living-channels.ts';
import { dayOf } from '../time.ts';
import { wantedSubjects } from './ask-progress.ts';
import type { Asked } from './owed/owed.ts';
import { refreshProgress } from './post-progress.ts';

/** From so many weeks late, or turns of a set missed, the group's chair and deputy are told as well; then the manager. */
const TELL_LEADERS = 1;
export const TELL_MANAGER = 2;

export interface Reminding {
  /** The how many-th reminder of the round this is; 0 for the first. */
  stage: number;
  /** 0 while it is in time. */
  weeksLate: number;
  now: Date;
  /** Only this group; everybody who has not answered unless given. */
  groupId?: string;
}

/** @returns how many messages are due; 0 where nothing is missing, or nobody can be reached */
export async function remindRound(
  unit: Unit,
  board: BoardRow,
  round: RoundRow,
  { stage, weeksLate, now, groupId }: Reminding,
): Promise<number> {
  const today = dayOf(now, board.timezone);
  const missing = (await missingAsks(unit, round.id)).filter(
    ask => groupId === undefined || ask.groupId === groupId,
  );
  if (missing.length === 0) return 0;
  const putOff = groupId === undefined ? await snoozedGroups(unit, round.id, today) : new Set<string>();
  const due = { boardId: board.id, roundId: round.id, stage, now };
  const channelOf = await livingChannels(unit, board.id);
  let count = 0;
  // Of what is restricted nobody hears but those named for it, however late it is.
  if (await isRestrictedSet(unit, round.setId)) {
    for (const ask of missing) {
      const { groupId: of, agencyId, priorityId } = ask;
      const people = await answerersOf(unit, ask, round.setId ?? '', now);
      count += await send(unit, { ...due, groupId: of, agencyId, priorityId }, 'asked', placesOf(people));
    }
    return count;
  }
  for (const asked of distinctAsked(missing)) {
    if (asked.groupId === null) {
      const people = await recipientsOf(unit, { boardId: board.id, ...asked });
      count += await send(unit, { ...due, ...asked }, 'asked', placesOf(people));
      continue;
    }
    if (putOff.has(asked.groupId)) continue;
    const channel = channelOf.get(asked.groupId);
    const places = channel ? [{ placeKind: 'channel' as const, placeId: channel }] : [];
    count += await send(unit, { ...due, ...asked }, 'group', places);
    if (weeksLate < TELL_LEADERS) continue;
    const leaders = await leadersOf(unit, { boardId: board.id, groupId: asked.groupId }, today);
    count += await send(unit, { ...due, ...asked }, 'leaders', placesOf(leaders));
  }
  if (weeksLate >= TELL_MANAGER) count += await tellManager(unit, due);
  if (count > 0) await refreshProgress(unit, round.id, now);
  return count;
}

/**
 * Tells of the turns before this one that were not answered: of the first the group's chair and deputy, from the second
 * on the manager as well; of a restricted set everybody named for it, and nobody else.
 */
export async function tellMissedTurns(unit: Unit, board: BoardRow, turn: RoundRow, now: Date): Promise<void> {
  const due = { boardId: board.id, roundId: turn.id, stage: 0, now };
  const isRestricted = await isRestrictedSet(unit, turn.setId);
  const today = dayOf(now, board.timezone);
  let most = 0;
  for (const { groupId, agencyId, priorityId } of await missingAsks(unit, turn.id)) {
    const missed = groupId === null ? 0 : await missedTurns(unit, turn, groupId);
    if (groupId === null || missed < TELL_LEADERS) continue;
    const asked = { groupId, agencyId, priorityId };
    if (isRestricted) {
      await send(unit, { ...due, ...asked }, 'asked', placesOf(await namedFor(unit, turn.setId ?? '')));
      continue;
    }
    most = Math.max(most, missed);
    const leaders = await leadersOf(unit, { boardId: board.id, groupId }, today);
    await send(unit, { ...due, ...asked }, 'leaders', placesOf(leaders));
  }
  if (most >= TELL_MANAGER) await tellManager(unit, due);
}

async function tellManager(unit: Unit, due: Omit<Fresh, keyof Asked>): Promise<number> {
  const nobody = { groupId: null, agencyId: null, priorityId: null };
  return send(unit, { ...due, ...nobody }, 'manager', placesOf(await managersOf(unit, due.boardId)));
}

/** The reminder that a group put off comes once more, unless another went out since. */
export async function remindAgain(
  unit: Unit,
  board: BoardRow,
  reminderId: string,
  now: Date,
): Promise<SkipReason | null> {
  const put = await unit.rows(reminders).get(reminderId);
  const round = await unit.rows(rounds).get(put.roundId);
  if (round.closedAt !== null) return 'round-closed';
  const { groupId, madeAt, stage, roundId } = put;
  const since = { roundId, groupId: groupId ?? '', audience: 'group' as const, madeAt: moreThan(madeAt) };
  if ((await unit.rows(reminders).count(since)) > 0) return 'snooze-over';
  const sent = await remindRound(unit, board, round, { stage, weeksLate: 0, now, groupId: groupId ?? '' });
  return sent > 0 ? null : 'nothing-missing';
}

/** The asks of a round that owe something still. */
export async function missingAsks(view: View, roundId: string): Promise<AskRow[]> {
  const open = await view.rows(asks).find({ roundId, completedAt: null }, { orderBy: { id: 'asc' } });
  const owing: AskRow[] = [];
  for (const ask of open) if ((await wantedSubjects(view, ask)).length > 0) owing.push(ask);
  return owing;
}

const askedKey = ({ groupId, agencyId, priorityId }: Asked) => groupId ?? agencyId ?? priorityId ?? '';

function distinctAsked(all: readonly AskRow[]): Asked[] {
  const found = new Map(all.map(ask => [askedKey(ask), ask]));
  return [...found.values()].map(({ groupId, agencyId, priorityId }) => ({ groupId, agencyId, priorityId }));
}

/** Groups that put a reminder off to a later day than today. */
async function snoozedGroups(view: View, roundId: string, today: string): Promise<Set<string>> {
  const rows = await view.rows(reminders).find({ roundId, snoozedUntil: moreThan(today) });
  return new Set(rows.flatMap(({ groupId }) => groupId ?? []));
}

interface Place {
  placeKind: PlaceKind;
  placeId: string;
}

const placesOf = (people: readonly { id: string }[]): Place[] =>
  people.map(({ id }) => ({ placeKind: 'person', placeId: id }));

type Fresh = Asked & { boardId: string; roundId: string; stage: number; now: Date };

async function send(
  unit: Unit,
  { now, ...row }: Fresh,
  audience: ReminderAudience,
  places: readonly Place[],
): Promise<number> {
  if (places.length === 0) return 0;
  await removeEarlier(unit, { ...row, audience }, now);
  const { id } = await unit
    .rows(reminders)
    .insert({ ...row, audience, madeAt: now, snoozedUntil: null, snoozedById: null });
  for (const place of places) {
    await queueDelivery(unit, { boardId: row.boardId, purpose: 'reminder', subjectId: id, ...place }, now);
  }
  return places.length;
}

/** Of one round and audience one reminder stands: the one before goes when the next one comes. */
export async function removeEarlier(
  unit: Unit,
  { roundId, audience, groupId, agencyId, priorityId }: Pick<ReminderRow, 'roundId' | 'audience'> & Asked,
  now: Date,
): Promise<void> {
  const earlier = await unit.rows(reminders).find({ roundId, audience, groupId, agencyId, priorityId });
  const subjects = { purpose: 'reminder' as const, subjectId: earlier.map(({ id }) => id) };
  await unit
    .rows(deliveries)
    .update(
      { ...subjects, state: ['due', 'retrying', 'stopped'] },
      { state: 'superseded', finishedAt: now, lastOutcome: 'a newer reminder took its place' },
    );
  for (const { id } of await unit.rows(messages).find({ ...subjects, retiredAt: null })) {
    await queueRemoval(unit, id, now);
  }
}
