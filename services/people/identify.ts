/**
 * Who is this in Teams? A person is tenant + object id. The board file names people by mail address or `entraId`, so
 * the first sight joins the two, and from then on the ids are fixed; a display name is never identity.
 */
import { recordAudit } from '../audit/record.ts';
import { requeueForPerson } from '../delivery/queue.ts';
import type { Clock } from '../ports.ts';
import { postOpenAsks } from '../rounds/post-asks.ts';
import { personAccounts } from '../store/entities/accounts.ts';
import { type AgencyRow, agencies, type PersonRow, people } from '../store/entities/board.ts';
import { notNull } from '../store/rows.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import { askAboutAccount, findJoined, settleAccount } from './accounts.ts';

export interface TeamsIdentity {
  tenantId: string;
  aadObjectId: string;
  /** `29:…`, for mentions and 1:1 chats. */
  teamsUserId: string;
}

/** What the roster adds to an identity. */
export interface RosterEntry extends TeamsIdentity {
  name: string;
  email: string | null;
}

interface Deps {
  store: Store;
  clock: Clock;
}

/** The person of these ids, if they were seen before; of a further account, with the Teams id of that account. */
export async function findIdentified(
  view: View,
  boardId: string,
  identity: TeamsIdentity,
): Promise<PersonRow | null> {
  const { tenantId, aadObjectId } = identity;
  const known = await view.rows(people).first({ boardId, tenantId, aadObjectId });
  if (known) return known;
  const joined = await findJoined(view, boardId, identity);
  return joined && { ...joined.person, teamsUserId: joined.account.teamsUserId };
}

/** The same, where nothing is left to find out: the roster need not be asked. */
export async function findSettled(
  view: View,
  boardId: string,
  identity: TeamsIdentity,
): Promise<PersonRow | null> {
  const known = await findIdentified(view, boardId, identity);
  if (!known || known.retiredAt !== null || known.teamsUserId !== identity.teamsUserId) return null;
  const awaited = { boardId, aadObjectId: identity.aadObjectId, tenantId: null, retiredAt: null };
  const isAwaited = known.key === null && (await view.rows(people).count(awaited)) > 0;
  return isAwaited ? null : known;
}

/** The person of a roster entry: found, joined to the board file's, or new (a guest whom the file does not name). */
export function identifyPerson(deps: Deps, boardId: string, entry: RosterEntry): Promise<PersonRow> {
  return deps.store.write(unit => identifyIn(unit, boardId, entry, deps.clock.now()));
}

/**
 * Joins everybody of a roster who is in the board file, if only as an agency's contact, so that they can be mentioned
 * and asked. Others wait until they speak.
 */
export function identifyRoster(
  { store, clock }: Deps,
  boardId: string,
  roster: RosterEntry[],
): Promise<void> {
  return store.write(async unit => {
    for (const entry of roster) {
      const known = (await findIdentified(unit, boardId, entry)) ?? (await joinable(unit, boardId, entry));
      const isAwaited = known !== null || (await agencyOfContact(unit, boardId, entry)) !== null;
      if (isAwaited) await identifyIn(unit, boardId, entry, clock.now());
    }
  });
}

async function identifyIn(unit: Unit, boardId: string, entry: RosterEntry, now: Date): Promise<PersonRow> {
  const { tenantId, aadObjectId, teamsUserId } = entry;
  const known = await findIdentified(unit, boardId, entry);
  const isSettled = known !== null && known.key !== null && known.retiredAt === null;
  const named = isSettled ? null : await joinable(unit, boardId, entry);
  if (named) {
    await settleAccount(unit, boardId, { tenantId, aadObjectId }, now);
    // The file has this person under another mail address now, or names a guest who was met before: the ids move.
    const ids = { tenantId: null, aadObjectId: null, teamsUserId: null };
    if (known) await unit.rows(people).update({ id: known.id }, ids);
    await unit.rows(people).update({ id: named.id }, { tenantId, aadObjectId, teamsUserId });
    await requeueForPerson(unit, named.id, now);
    await recordAudit(unit, {
      boardId,
      at: now,
      event: 'person.identified',
      source: 'bot',
      personId: named.id,
      subject: { by: named.aadObjectId ? 'entraId' : 'mail', before: known?.id ?? null },
    });
    return { ...named, tenantId, aadObjectId, teamsUserId };
  }
  if (known) {
    // Only somebody whom the board file does not name goes by the name that Teams has.
    const name = known.key === null ? entry.name : known.name;
    if (known.teamsUserId === teamsUserId && known.name === name) return known;
    const further = await findJoined(unit, boardId, { tenantId, aadObjectId });
    if (further) await unit.rows(personAccounts).update({ id: further.account.id }, { teamsUserId });
    else await unit.rows(people).update({ id: known.id }, { teamsUserId, name });
    return { ...known, teamsUserId, name };
  }
  const agency = await agencyOfContact(unit, boardId, entry);
  const met = await unit.rows(people).insert({
    boardId,
    key: null,
    name: entry.name,
    email: entry.email?.toLowerCase() ?? null,
    agencyId: agency?.id ?? null,
    tenantId,
    aadObjectId,
    teamsUserId,
    retiredAt: null,
    forgottenAt: null,
    forgottenMark: null,
  });
  await askAboutAccount(unit, met, { tenantId, aadObjectId, teamsUserId }, now);
  // What their agency is asked had nobody to go to until now.
  if (agency) await postOpenAsks(unit, boardId, now);
  return met;
}

/** The agency whose contact this is by mail. */
async function agencyOfContact(
  view: View,
  boardId: string,
  { email }: RosterEntry,
): Promise<AgencyRow | null> {
  if (email === null) return null;
  return view.rows(agencies).first({ boardId, contact: email.toLowerCase(), retiredAt: null });
}

/** A person of the board file who was never seen in Teams, and is this one by `entraId` or by mail. */
async function joinable(view: View, boardId: string, entry: RosterEntry): Promise<PersonRow | null> {
  const unseen = { boardId, key: notNull(), tenantId: null, retiredAt: null };
  const byId = await view.rows(people).first({ ...unseen, aadObjectId: entry.aadObjectId });
  if (byId || entry.email === null) return byId;
  return view.rows(people).first({ ...unseen, email: entry.email.toLowerCase(), aadObjectId: null });
}
