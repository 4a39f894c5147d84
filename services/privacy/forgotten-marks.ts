/**
 * By which a board file that names somebody who was forgotten is known again. A mark is a keyed digest of the address:
 * without the database's key nobody can tell whose it is, and nothing of the address is kept.
 */

import { CollateError } from '../errors.ts';
import { findSigningKey, signatureOf, signingKey } from '../keys/signing-keys.ts';
import { keyOfPerson, type PersonEntry } from '../plan/board-file.ts';
import { type PersonRow, people } from '../store/entities/board.ts';
import type { SigningKeyRow } from '../store/entities/keys.ts';
import { notNull } from '../store/rows.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import { dayOf, sayDay } from '../time.ts';

/** Of the address and of the id in the board file, where that is another. */
export async function marksOf(
  unit: Unit,
  { boardId, email, key }: PersonRow,
  now: Date,
): Promise<string | null> {
  const names = [...new Set([email, key].filter(name => name !== null))];
  if (names.length === 0) return null;
  const secret = await signingKey(unit, 'marks', now);
  return names.map(name => markOf(secret, boardId, name)).join(' ');
}

const markOf = (key: SigningKeyRow, boardId: string, name: string): string =>
  signatureOf(key, `${boardId}\0${name.trim().toLowerCase()}`).toString('hex').slice(0, 32);

/**
 * Somebody who was forgotten does not come back by an old file. Who has really come back gets an id of their own in
 * it, and is another person from then on.
 * @throws CollateError `person_was_forgotten`
 */
export async function refuseForgotten(
  view: View,
  boardId: string,
  entries: readonly PersonEntry[],
): Promise<void> {
  const key = await findSigningKey(view, 'marks');
  if (!key) return;
  const forgotten = await view.rows(people).find({ boardId, forgottenMark: notNull() });
  for (const entry of entries) {
    // The address counts only where it is the entry's id too.
    const mark = markOf(key, boardId, keyOfPerson(entry));
    const found = forgotten.find(({ forgottenMark }) => forgottenMark?.split(' ').includes(mark));
    if (!found) continue;
    const day = sayDay(dayOf(found.forgottenAt ?? new Date(0), 'utc'));
    throw new CollateError(
      'person_was_forgotten',
      `The board file names ${keyOfPerson(entry)}, who was forgotten on ${day}. Take the entry out of the file. If they have come back, give the entry an id of its own: they begin anew.`,
    );
  }
}
