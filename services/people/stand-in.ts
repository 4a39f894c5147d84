/** Somebody who stands in for a group's chair until a day, as the manager says between two imports of the board file. */
import { recordAudit } from '../audit/record.ts';
import { CollateError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import { boards, groups, memberships, people } from '../store/entities/board.ts';
import type { Store, Unit } from '../store/unit-of-work.ts';
import { type Day, dayOf, isDay } from '../time.ts';
import type { Actor } from './access.ts';
import { findPerson } from './find-person.ts';
import { findGroup } from './groups.ts';
import { requireMay } from './permissions.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

export interface StandIn {
  groupId: string;
  group: string;
  /** Null where nobody stands in. */
  person: string | null;
  until: Day | null;
  /** Who stood in before; null for nobody. */
  before: string | null;
}

/**
 * Of a group one stands in at a time; said again of the same, nothing changes.
 * @param choice null ends it
 * @throws CollateError `not_allowed`, `group_unknown`, `person_unknown`, `input_invalid` for a day that is past
 */
export function setStandIn(
  { store, clock }: Deps,
  actor: Actor,
  groupName: string,
  choice: { person: string; until: string } | null,
): Promise<StandIn> {
  return store.write(async unit => {
    const { boardId } = actor;
    const now = clock.now();
    await requireMay(unit, actor, 'person.manage', { now }, 'say who stands in');
    const all = await unit.rows(groups).find({ boardId, retiredAt: null }, { orderBy: { position: 'asc' } });
    const group = findGroup(all, groupName);
    const person = choice && (await findPerson(unit, boardId, choice.person));
    const until = choice && (await readDay(unit, boardId, choice.until, now));
    const standing = await unit.rows(memberships).find({ boardId, groupId: group.id, kind: 'stand-in' });
    const [before] = standing;
    const names = before ? (await unit.rows(people).get(before.personId)).name : null;
    const told = { groupId: group.id, group: group.name, person: person?.name ?? null, until, before: names };
    if (before?.personId === person?.id && (before?.until ?? null) === until) return told;
    await unit.rows(memberships).remove({ boardId, groupId: group.id, kind: 'stand-in' });
    if (person && until) {
      const row = { boardId, groupId: group.id, personId: person.id, kind: 'stand-in' as const, until };
      await unit.rows(memberships).insert({ ...row, setById: actor.personId });
    }
    await recordAudit(unit, {
      boardId,
      at: now,
      event: person ? 'stand-in.set' : 'stand-in.ended',
      personId: actor.personId,
      channelRowId: actor.channelRowId,
      about: { groupId: group.id },
      subject: { group: group.id, person: person?.id ?? null, until },
    });
    return told;
  });
}

async function readDay(unit: Unit, boardId: string, until: string, now: Date): Promise<Day> {
  if (!isDay(until))
    throw new CollateError('input_invalid', `“${until.slice(0, 40)}” is not a day. Write 2026-08-01.`);
  const today = dayOf(now, (await unit.rows(boards).get(boardId)).timezone);
  if (until < today) throw new CollateError('input_invalid', `The day ${until} is past: today is ${today}.`);
  return until;
}
