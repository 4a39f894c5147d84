/** What the identifier guard finds in what people write, by the rules of their board. */
import { agencies, type BoardRow, boards, groups, people } from '../store/entities/board.ts';
import { notNull } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';
import { dayOf } from '../time.ts';
import { codeOf, type Finding } from './finding.ts';
import { findIdentifiers } from './guard/find-identifiers.ts';
import type { GuardRules } from './guard/kind.ts';
import { type RuleSources, rulesOf } from './guard/rules.ts';

/** By field, what somebody wrote; null where they wrote nothing. */
export type Texts = Readonly<Record<string, string | null>>;

export interface Found {
  findings: Finding[];
  rules: GuardRules;
}

/**
 * What the guard finds in texts by the rules of a board. Its people and their addresses only let more stand, so they are
 * read where something is found without them: what most people write costs no look at the whole board.
 */
export async function findOnBoard(view: View, boardId: string, texts: Texts, now: Date): Promise<Found> {
  const board = await view.rows(boards).get(boardId);
  const strict = rulesOf({ ...settingsOf(board, now), contacts: [], shortNames: [] });
  if (findingsIn(texts, strict).length === 0) return { findings: [], rules: strict };
  const rules = rulesOf({ ...settingsOf(board, now), ...(await readNames(view, boardId)) });
  return { findings: findingsIn(texts, rules), rules };
}

function settingsOf({ settings, timezone }: BoardRow, now: Date) {
  const { allowPhones = [], allowMail = [], casePatterns = [] } = settings.privacy ?? {};
  return { today: dayOf(now, timezone), allowPhones, allowMail, casePatterns };
}

async function readNames(view: View, boardId: string): Promise<Pick<RuleSources, 'contacts' | 'shortNames'>> {
  const agencyRows = await view.rows(agencies).find({ boardId });
  const groupRows = await view.rows(groups).find({ boardId });
  // Whom only Teams knows has an address that the board did not choose.
  const named = await view.rows(people).find({ boardId, key: notNull() });
  const given = (addresses: readonly (string | null)[]) => addresses.filter(address => address !== null);
  return {
    contacts: given([...agencyRows.map(({ contact }) => contact), ...named.map(({ email }) => email)]),
    shortNames: [
      ...groupRows.flatMap(({ short, key }) => [short, key]),
      ...agencyRows.map(({ name }) => name),
    ],
  };
}

export function findingsIn(texts: Texts, rules: GuardRules): Finding[] {
  return Object.entries(texts).flatMap(([field, text]) =>
    text === null
      ? []
      : findIdentifiers(text, rules).map(found => ({ ...found, field, code: codeOf(field, found) })),
  );
}
