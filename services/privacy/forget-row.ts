/** What makes a person's row nameless, and takes away all that led to them. */

import { memberships, type PersonRow, people, roles } from '../store/entities/board.ts';
import { deliveries, holds, messages } from '../store/entities/delivery.ts';
import { personalChats } from '../store/entities/teams.ts';
import { sentFiles } from '../store/entities/training.ts';
import type { Unit } from '../store/unit-of-work.ts';
import { FORMER_MEMBER } from './erased.ts';
import { marksOf } from './forgotten-marks.ts';

/** Their rows in these go. */
const ofPerson = [memberships, roles, personalChats, holds, sentFiles] as const;

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
  for (const table of ofPerson)
    await unit.rows<{ id: string; personId: string }>(table as never).remove({ personId });
  const place = { placeKind: 'person' as const, placeId: personId };
  await unit.rows(messages).update({ ...place, retiredAt: null }, { retiredAt: now });
  await unit
    .rows(deliveries)
    .update(
      { ...place, state: ['due', 'retrying', 'stopped'] },
      { state: 'superseded', finishedAt: now, lastOutcome: 'the person was forgotten' },
    );
}
