/** Under whom returns stand whose names were removed: one for each board, whom nobody can be. */
import { type PersonRow, people } from '../store/entities/board.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import { NAME_REMOVED } from './erased.ts';

/** No id of a board file begins so: it would be trimmed. */
const KEY = ' nameless';

export function namelessPerson(view: View, boardId: string): Promise<PersonRow | null>;
/** Made where there is none yet. */
export function namelessPerson(unit: Unit, boardId: string, now: Date): Promise<PersonRow>;
export async function namelessPerson(
  unit: View | Unit,
  boardId: string,
  now?: Date,
): Promise<PersonRow | null> {
  const found = await unit.rows(people).first({ boardId, key: KEY });
  if (found || !now) return found;
  return (unit as Unit).rows(people).insert({
    boardId,
    key: KEY,
    name: NAME_REMOVED,
    email: null,
    agencyId: null,
    tenantId: null,
    aadObjectId: null,
    teamsUserId: null,
    retiredAt: now,
    forgottenAt: now,
    forgottenMark: null,
  });
}
