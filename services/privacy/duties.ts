/** What keeps a person from being forgotten, and what to do about each. */
import { agencies, groups, memberships, type PersonRow, roles } from '../store/entities/board.ts';
import { returns } from '../store/entities/returns.ts';
import { asks, rounds } from '../store/entities/rounds.ts';
import { notNull } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';

/** A sentence each, without the name; none where nothing stands in the way. */
export async function dutiesOf(view: View, person: PersonRow): Promise<string[]> {
  const { boardId, id: personId, email, key, retiredAt } = person;
  const duties: string[] = [];
  const held = (await view.rows(roles).find({ boardId, personId })).map(({ role }) => role);
  if (held.includes('manager')) duties.push('They manage the board: name another manager.');
  const leading = await view
    .rows(memberships)
    .find({ boardId, personId, kind: ['chair', 'deputy', 'stand-in'] });
  for (const group of await view
    .rows(groups)
    .find({ id: leading.map(({ groupId }) => groupId), retiredAt: null })) {
    duties.push(`They lead ${group.name}: name another chair or deputy.`);
  }
  const contact =
    email === null ? null : await view.rows(agencies).first({ boardId, contact: email, retiredAt: null });
  if (contact) duties.push(`They are the contact of ${contact.name}: name another.`);
  if (key !== null && retiredAt === null) {
    duties.push('The board file names them: take them out of it and import it, then come back.');
  }
  for (const { period } of await heldRounds(view, person)) {
    duties.push(`Their answers to ${period} are held: release the round first, if that may be.`);
  }
  return duties;
}

async function heldRounds(view: View, { boardId, id }: PersonRow) {
  const all = await view.rows(rounds).find({ boardId, heldAt: notNull() }, { orderBy: { startsOn: 'asc' } });
  const theirs = (await view.rows(returns).find({ boardId })).filter(
    ({ personId, enteredById }) => personId === id || enteredById === id,
  );
  const own = await view.rows(asks).find({ id: [...new Set(theirs.map(({ askId }) => askId))] });
  return all.filter(round => own.some(({ roundId }) => roundId === round.id));
}
