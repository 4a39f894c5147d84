/** Tells those who sign when a group's returns are all in, in their 1:1 chat, and keeps the cards that show it true. */
import { queueDelivery, queueRefresh } from '../delivery/queue.ts';
import { keepOnlyIn } from '../delivery/queue-card.ts';
import { signersOf } from '../people/signers.ts';
import { boards } from '../store/entities/board.ts';
import { deliveries, messages } from '../store/entities/delivery.ts';
import { type AskRow, asks, rounds } from '../store/entities/rounds.ts';
import { signOffs } from '../store/entities/sign-offs.ts';
import { moreThan } from '../store/rows.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import { dayOf } from '../time.ts';
import { readStands, type Stand } from './stand.ts';

interface GroupRound {
  boardId: string;
  roundId: string;
  groupId: string;
}

/**
 * After an answer was saved or taken back.
 * @param before the ask as it was before
 */
export async function followAnswer(unit: Unit, before: AskRow, now: Date): Promise<void> {
  const { boardId, roundId, groupId } = before;
  if (groupId === null) return;
  const { completedAt } = await unit.rows(asks).get(before.id);
  const steps = await unit.rows(signOffs).count({ roundId, groupId });
  // While answers still come in, no card says anything of a sign-off.
  if (completedAt === null && before.completedAt === null && steps === 0) return;
  const where = { boardId, roundId, groupId };
  const stand = (await readStands(unit, where, { groupId })).get(groupId);
  if (!stand) return;
  await tellSigners(unit, where, stand, now);
  await refreshGroup(unit, where, now);
}

/** After people or what is asked changed: in every open round. */
export async function followBoard(unit: Unit, boardId: string, now: Date): Promise<void> {
  for (const { id: roundId } of await unit.rows(rounds).find({ boardId, closedAt: null })) {
    for (const [groupId, stand] of await readStands(unit, { boardId, roundId })) {
      await tellSigners(unit, { boardId, roundId, groupId }, stand, now);
      const cards = { purpose: 'sign-off' as const };
      for (const subjectId of await subjectsOf(unit, stand))
        await queueRefresh(unit, { ...cards, subjectId }, now);
    }
  }
}

/** Every card of the group's in the round, and those of who signs. */
export async function refreshGroup(
  unit: Unit,
  { boardId, roundId, groupId }: GroupRound,
  now: Date,
): Promise<void> {
  for (const { id: subjectId } of await unit.rows(asks).find({ boardId, roundId, groupId })) {
    await queueRefresh(unit, { purpose: 'ask', subjectId }, now);
    await queueRefresh(unit, { purpose: 'sign-off', subjectId }, now);
  }
}

/** Once when all is in, and once more when something changed after it was signed or sent back. */
async function tellSigners(
  unit: Unit,
  { boardId, groupId }: GroupRound,
  stand: Stand,
  now: Date,
): Promise<void> {
  const { timezone } = await unit.rows(boards).get(boardId);
  const signers = await signersOf(unit, { boardId, groupId }, dayOf(now, timezone));
  const told = await subjectsOf(unit, stand);
  const signerIds = signers.map(({ person }) => person.id);
  // Who no longer signs keeps a card that stands still, and gets none that still waits.
  for (const subjectId of told) {
    const theirs = { purpose: 'sign-off', subjectId, placeKind: 'person' } as const;
    await keepOnlyIn(unit, theirs, signerIds, { now, why: 'signs for the group no more' });
  }
  if (stand.state !== 'waiting' && stand.state !== 'changed') return;
  const subjectId = told[0] ?? stand.asks[0]?.ask.id;
  if (subjectId === undefined) return;
  for (const { person } of signers) {
    const theirs = { purpose: 'sign-off', subjectId, placeKind: 'person', placeId: person.id } as const;
    const since = stand.step ? { createdAt: moreThan(stand.step.at) } : {};
    const states = ['due', 'sending', 'retrying', 'sent', 'stopped'] as const;
    if ((await unit.rows(deliveries).count({ ...theirs, ...since, state: states })) > 0) continue;
    // A card that was signed long ago stands far up in a chat: the new one takes its place.
    await unit.rows(messages).update({ ...theirs, retiredAt: null }, { retiredAt: now });
    await queueDelivery(unit, { boardId, ...theirs }, now);
  }
}

/** The asks of the group by which its sign-off was told before: one, unless none was. */
async function subjectsOf(view: View, stand: Stand): Promise<string[]> {
  const ids = stand.asks.map(({ ask }) => ask.id);
  const told = await view.rows(deliveries).find({ purpose: 'sign-off', subjectId: ids });
  return [...new Set(told.map(({ subjectId }) => subjectId))];
}
