/**
 * An account that nobody knows, with the mail address of a person who has an account already: it is nobody on the
 * board until the manager says in one press whether it is the same person.
 */
import { recordAudit } from '../audit/record.ts';
import { queueDelivery, queueRefresh } from '../delivery/queue.ts';
import { CollateError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import { type PersonAccountRow, personAccounts } from '../store/entities/accounts.ts';
import { agencies, type PersonRow, people } from '../store/entities/board.ts';
import { notNull } from '../store/rows.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import type { Actor } from './access.ts';
import { managersOf } from './leaders.ts';
import { requireMay } from './permissions.ts';

interface Ids {
  tenantId: string;
  aadObjectId: string;
}

/** Asks the managers about somebody who was just met, where the mail address is another person's. */
export async function askAboutAccount(
  unit: Unit,
  met: PersonRow,
  ids: Ids & { teamsUserId: string },
  now: Date,
): Promise<void> {
  const { boardId, email } = met;
  if (email === null) return;
  const same = await unit
    .rows(people)
    .first({ boardId, email, key: notNull(), tenantId: notNull(), retiredAt: null });
  if (!same) return;
  const { tenantId, aadObjectId, teamsUserId } = ids;
  const row = await unit.rows(personAccounts).insert({
    boardId,
    personId: same.id,
    metId: met.id,
    tenantId,
    aadObjectId,
    teamsUserId,
    state: 'asked',
    metAt: now,
    decidedAt: null,
    decidedById: null,
  });
  for (const { id: placeId } of await managersOf(unit, boardId)) {
    const due = { boardId, purpose: 'account', subjectId: row.id, placeKind: 'person', placeId } as const;
    await queueDelivery(unit, due, now);
  }
  await recordAudit(unit, {
    boardId,
    at: now,
    event: 'account.met',
    source: 'bot',
    personId: met.id,
    subject: { account: row.id, person: same.id },
  });
}

/** The person to whom these ids were joined, with the Teams id of that account; null for none. */
export async function findJoined(
  view: View,
  boardId: string,
  { tenantId, aadObjectId }: Ids,
): Promise<{ person: PersonRow; account: PersonAccountRow } | null> {
  const account = await view.rows(personAccounts).first({ boardId, tenantId, aadObjectId, state: 'joined' });
  return account && { account, person: await view.rows(people).get(account.personId) };
}

/** The board file has said who these ids are: there is nothing left to ask. */
export async function settleAccount(
  unit: Unit,
  boardId: string,
  { tenantId, aadObjectId }: Ids,
  now: Date,
): Promise<void> {
  const row = await unit.rows(personAccounts).first({ boardId, tenantId, aadObjectId });
  if (!row) return;
  await unit.rows(personAccounts).update({ id: row.id }, { state: 'settled', decidedAt: now });
  await queueRefresh(unit, { purpose: 'account', subjectId: row.id }, now);
}

/** `back` takes a decision back: the question stands again. */
export type AccountDecision = 'join' | 'other' | 'back';

const becomes = { join: 'joined', other: 'other', back: 'asked' } as const;
const events = { join: 'account.joined', other: 'account.kept-apart', back: 'account.undone' } as const;

/**
 * Decides, or takes a decision back. The same press again is the same decision; where another manager has decided
 * otherwise meanwhile, theirs stands until it is taken back.
 * @throws CollateError `not_allowed`; `person_unknown` where the person is no longer on the board
 */
export function decideAccount(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
  accountId: string,
  decision: AccountDecision,
): Promise<AccountLook> {
  return store.write(async unit => {
    const now = clock.now();
    await requireMay(unit, actor, 'person.manage', { now });
    const row = await unit.rows(personAccounts).first({ id: accountId, boardId: actor.boardId });
    if (!row) throw new CollateError('person_unknown', 'That account is no longer known.');
    const isFree = decision === 'back' ? row.state !== 'settled' : row.state === 'asked';
    if (row.state !== becomes[decision] && isFree) {
      await apply(unit, row, decision, now);
      const isBack = decision === 'back';
      await unit.rows(personAccounts).update(
        { id: row.id },
        {
          state: becomes[decision],
          decidedAt: isBack ? null : now,
          decidedById: isBack ? null : actor.personId,
        },
      );
      await queueRefresh(unit, { purpose: 'account', subjectId: row.id }, now);
      await recordAudit(unit, {
        boardId: actor.boardId,
        at: now,
        event: events[decision],
        personId: actor.personId,
        channelRowId: actor.channelRowId,
        subject: { account: row.id, person: row.personId },
      });
    }
    return readAccount(unit, row.id);
  });
}

/** The ids stand with the person as whom the account was met, or are taken from there. */
async function apply(
  unit: Unit,
  { personId, metId, tenantId, aadObjectId, teamsUserId, state }: PersonAccountRow,
  decision: AccountDecision,
  now: Date,
): Promise<void> {
  if (decision === 'join') {
    const { retiredAt } = await unit.rows(people).get(personId);
    if (retiredAt !== null)
      throw new CollateError('person_unknown', 'That person is no longer in the board file.');
    const none = { tenantId: null, aadObjectId: null, teamsUserId: null };
    await unit.rows(people).update({ id: metId }, { ...none, retiredAt: now });
  }
  if (decision === 'back' && state === 'joined')
    await unit.rows(people).update({ id: metId }, { tenantId, aadObjectId, teamsUserId, retiredAt: null });
}

/** What the manager's card shows. */
export interface AccountLook {
  accountId: string;
  state: PersonAccountRow['state'];
  person: { name: string; agency: string | null; email: string };
  /** The name that Teams has for the account. */
  metName: string;
  decidedBy: string | null;
}

export async function readAccount(view: View, accountId: string): Promise<AccountLook> {
  const row = await view.rows(personAccounts).get(accountId);
  const person = await view.rows(people).get(row.personId);
  const met = await view.rows(people).get(row.metId);
  const agency = person.agencyId ? await view.rows(agencies).get(person.agencyId) : null;
  const decider = row.decidedById ? await view.rows(people).get(row.decidedById) : null;
  return {
    accountId,
    state: row.state,
    person: { name: person.name, agency: agency?.name ?? null, email: person.email ?? '' },
    metName: met.name,
    decidedBy: decider?.name ?? null,
  };
}
