/** What makes a person's row nameless, and takes away all that led to them. */

import { queueRemoval } from '../delivery/queue.ts';
import { personAccounts } from '../store/entities/accounts.ts';
import { memberships, type PersonRow, people, roles } from '../store/entities/board.ts';
import { deliveries, holds, messages } from '../store/entities/delivery.ts';
import { digestSubscriptions } from '../store/entities/digests.ts';
import { setPeople } from '../store/entities/sets.ts';
import { personalChats } from '../store/entities/teams.ts';
import { sentFiles } from '../store/entities/training.ts';
import type { Unit } from '../store/unit-of-work.ts';
import { FORMER_MEMBER } from './erased.ts';
import { marksOf } from './forgotten-marks.ts';

/** Their rows in these go. */
const ofPerson = [
  memberships,
  roles,
  personalChats,
  holds,
  sentFiles,
  digestSubscriptions,
  setPeople,
] as const;

export async function forgetRow(unit: Unit, person: PersonRow, now: Date): Promise<void> {
  const personId = person.id;
  await unit.rows(people).update(
    { id: personId },
    {
      key: null,
      name: FORMER_MEMBER,
      email: null,
      tenantId: null,
      aadObjectId: null,
      teamsUserId: null,
      retiredAt: person.retiredAt ?? now,
      forgottenAt: now,
      forgottenMark: await marksOf(unit, person, now),
    },
  );
  await forgetAccounts(unit, personId, now);
  for (const table of ofPerson)
    await unit.rows<{ id: string; personId: string }>(table as never).remove({ personId });
  const place = { placeKind: 'person' as const, placeId: personId };
  await unit.rows(messages).update({ ...place, retiredAt: null }, { retiredAt: now });
  await unit.rows(deliveries).update({ ...place, state: ['due', 'retrying', 'stopped'] }, superseded(now));
}

/**
 * A further account of theirs is a row of its own, with the name that Teams has for it; the card that asked whose it
 * is goes too.
 */
async function forgetAccounts(unit: Unit, personId: string, now: Date): Promise<void> {
  const asPerson = await unit.rows(personAccounts).find({ personId });
  const asMet = await unit.rows(personAccounts).find({ metId: personId });
  for (const { id } of [...asPerson, ...asMet]) {
    const card = { purpose: 'account', subjectId: id } as const;
    for (const message of await unit.rows(messages).find({ ...card, retiredAt: null }))
      await queueRemoval(unit, message.id, now);
    await unit.rows(deliveries).update({ ...card, state: ['due', 'retrying', 'stopped'] }, superseded(now));
    await unit.rows(personAccounts).remove({ id });
  }
  for (const { metId, state } of asPerson) {
    if (state === 'joined') await forgetRow(unit, await unit.rows(people).get(metId), now);
  }
}

const superseded = (now: Date) =>
  ({ state: 'superseded', finishedAt: now, lastOutcome: 'the person was forgotten' }) as const;
