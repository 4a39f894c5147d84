/** The rules of the identifier guard as they are on a board. */
import { agencies, boards, groups, people } from '../store/entities/board.ts';
import { notNull } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';
import { dayOf } from '../time.ts';
import type { GuardRules } from './guard/kind.ts';
import { rulesOf } from './guard/rules.ts';

export async function readRules(view: View, boardId: string, now: Date): Promise<GuardRules> {
  const { settings, timezone } = await view.rows(boards).get(boardId);
  const agencyRows = await view.rows(agencies).find({ boardId });
  const groupRows = await view.rows(groups).find({ boardId });
  // Whom only Teams knows has an address that the board did not choose.
  const named = await view.rows(people).find({ boardId, key: notNull() });
  const given = (addresses: readonly (string | null)[]) => addresses.filter(address => address !== null);
  return rulesOf({
    today: dayOf(now, timezone),
    contacts: given([...agencyRows.map(({ contact }) => contact), ...named.map(({ email }) => email)]),
    shortNames: [
      ...groupRows.flatMap(({ short, key }) => [short, key]),
      ...agencyRows.map(({ name }) => name),
    ],
    allowPhones: settings.privacy?.allowPhones ?? [],
    allowMail: settings.privacy?.allowMail ?? [],
    casePatterns: settings.privacy?.casePatterns ?? [],
  });
}
