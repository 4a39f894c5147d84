/** Finds a person of the board by what somebody types: a mail address, a name, the id of the board file. */
import { CollateError } from '../errors.ts';
import { normaliseName } from '../plan/names.ts';
import { type PersonRow, people } from '../store/entities/board.ts';
import type { View } from '../store/unit-of-work.ts';

/** @throws CollateError `person_unknown` for nobody, and for two of one name */
export async function findPerson(view: View, boardId: string, text: string): Promise<PersonRow> {
  const wanted = normaliseName(text);
  const all = await view.rows(people).find({ boardId, retiredAt: null });
  const found = all.filter(person =>
    [person.key, person.email, person.name].some(name => name !== null && normaliseName(name) === wanted),
  );
  const [only, second] = found;
  if (only && !second) return only;
  const problem = second ? 'More than one person is' : 'Nobody here is';
  throw new CollateError(
    'person_unknown',
    `${problem} called “${text.slice(0, 80)}”. Give the mail address.`,
  );
}
