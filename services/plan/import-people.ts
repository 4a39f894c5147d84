/** The part of an import that says who there is: agencies, people and their roles, groups and their members. */
import { refuseForgotten } from '../privacy/forgotten-marks.ts';
import {
  type AgencyRow,
  agencies,
  type GroupRow,
  groups,
  type MembershipRow,
  memberships,
  type PersonRow,
  people,
  type RoleRow,
  roles,
} from '../store/entities/board.ts';
import type { Unit } from '../store/unit-of-work.ts';
import {
  type BoardFile,
  type GroupEntry,
  keyOfAgency,
  keyOfGroup,
  keyOfPerson,
  type PersonEntry,
} from './board-file.ts';
import { type ChangeLog, putLinks, putRow, retireOthers } from './changes.ts';
import { normaliseName } from './names.ts';

/** Finds the rows of an import by any name the file may use for them. */
export interface WhoIsWho {
  agency(name: string | undefined): AgencyRow | null;
  person(name: string | undefined): PersonRow | null;
  group(name: string | undefined): GroupRow | null;
}

export interface ImportScope {
  unit: Unit;
  boardId: string;
  file: BoardFile;
  log: ChangeLog;
  now: Date;
}

export async function importPeople(scope: ImportScope): Promise<WhoIsWho> {
  const agency = await importAgencies(scope);
  const person = await importPersons(scope, agency);
  const group = await importGroups(scope);
  await importMemberships(scope, person, group);
  return { agency, person, group };
}

async function importAgencies({ unit, boardId, file, log, now }: ImportScope): Promise<WhoIsWho['agency']> {
  const existing = await unit.rows(agencies).find({ boardId });
  const kept: AgencyRow[] = [];
  const find = finder<AgencyRow>();
  for (const entry of file.agencies) {
    const key = keyOfAgency(entry);
    const fields = {
      name: entry.name,
      sector: entry.sector ?? null,
      contact: entry.contact ?? null,
      asks: entry.asks,
    };
    const row = await putRow(unit, agencies, log, {
      what: 'agency',
      name: entry.name,
      existing: existing.find(candidate => candidate.key === key),
      fields,
      fresh: { boardId, key, ...fields, retiredAt: null },
    });
    kept.push(row);
    find.add(row, [entry.id, entry.name]);
  }
  await retireOthers(unit, agencies, log, { what: 'agency', existing, kept, nameOf: row => row.name, now });
  return find.get;
}

async function importPersons(
  { unit, boardId, file, log, now }: ImportScope,
  agency: WhoIsWho['agency'],
): Promise<WhoIsWho['person']> {
  await refuseForgotten(unit, boardId, file.people);
  const existing = await unit.rows(people).find({ boardId });
  const kept: PersonRow[] = [];
  const find = finder<PersonRow>();
  for (const entry of file.people) {
    const key = keyOfPerson(entry);
    const before = existing.find(candidate => candidate.key === key) ?? metInTeams(existing, entry);
    const fields = {
      key,
      name: entry.name,
      email: entry.email,
      agencyId: agency(entry.agency)?.id ?? null,
      aadObjectId: entry.entraId ?? before?.aadObjectId ?? null,
      // Another account: who it is in Teams is seen anew.
      ...(before && entry.entraId && before.aadObjectId !== entry.entraId
        ? { tenantId: null, teamsUserId: null }
        : {}),
    };
    const row = await putRow(unit, people, log, {
      what: 'person',
      name: entry.name,
      existing: before,
      fields,
      fresh: {
        boardId,
        tenantId: null,
        teamsUserId: null,
        retiredAt: null,
        forgottenAt: null,
        forgottenMark: null,
        ...fields,
      },
    });
    kept.push(row);
    find.add(row, [entry.id, entry.email]);
  }
  // Somebody met in Teams alone is in no file, and stays.
  const ofFile = existing.filter(row => row.key !== null);
  await retireOthers(unit, people, log, {
    what: 'person',
    existing: ofFile,
    kept,
    nameOf: row => row.name,
    now,
  });
  await importRoles({ unit, boardId, file, log, now }, [...existing, ...kept], find.get);
  return find.get;
}

/** Who may do what: a change of it is told like any other. */
async function importRoles(
  { unit, boardId, file, log }: ImportScope,
  persons: readonly PersonRow[],
  person: WhoIsWho['person'],
): Promise<void> {
  const before = await unit.rows(roles).find({ boardId });
  const wanted = file.people.flatMap(entry => {
    const personId = person(keyOfPerson(entry))?.id;
    return personId ? [...new Set(entry.roles)].map(role => ({ boardId, personId, role })) : [];
  });
  const keyOf = (row: Pick<RoleRow, 'personId' | 'role'>) => `${row.personId} ${row.role}`;
  await putLinks<RoleRow>(unit, roles, { existing: before, wanted, keyOf });
  const rolesOf = (rows: readonly Pick<RoleRow, 'personId' | 'role'>[], id: string) =>
    rows
      .filter(row => row.personId === id)
      .map(row => row.role)
      .sort()
      .join();
  for (const { id, name } of new Map(persons.map(row => [row.id, row])).values()) {
    const isNew = log.changes.some(change => change.kind === 'added' && change.name === name);
    if (!isNew && rolesOf(before, id) !== rolesOf(wanted, id)) log.note('changed', 'person', name, ['roles']);
  }
}

/** A person who answered before the file named them keeps what they said. */
const metInTeams = (existing: PersonRow[], { email, entraId }: PersonEntry) =>
  existing.find(
    row => row.key === null && (entraId === undefined ? row.email === email : row.aadObjectId === entraId),
  );

async function importGroups({ unit, boardId, file, log, now }: ImportScope): Promise<WhoIsWho['group']> {
  const existing = await unit.rows(groups).find({ boardId });
  const kept: GroupRow[] = [];
  const find = finder<GroupRow>();
  for (const [position, entry] of file.groups.entries()) {
    const key = keyOfGroup(entry);
    const fields = groupFields(entry, position);
    const row = await putRow(unit, groups, log, {
      what: 'group',
      name: entry.name,
      existing: existing.find(candidate => candidate.key === key),
      fields,
      fresh: { boardId, key, ...fields, parentId: null, retiredAt: null },
    });
    kept.push(row);
    find.add(row, [entry.id, entry.short, entry.name]);
  }
  // A parent may stand below its child in the file, so parents are set when every group has its row.
  for (const entry of file.groups) {
    const row = find.get(keyOfGroup(entry));
    const parentId = find.get(entry.parent)?.id ?? null;
    if (!row || row.parentId === parentId) continue;
    await unit.rows(groups).update({ id: row.id }, { parentId });
    if (existing.some(({ id }) => id === row.id)) log.note('changed', 'group', entry.name, ['parent']);
  }
  await retireOthers(unit, groups, log, { what: 'group', existing, kept, nameOf: row => row.name, now });
  return find.get;
}

const groupFields = (entry: GroupEntry, position: number) => ({
  name: entry.name,
  short: entry.short ?? entry.name,
  cadence: entry.cadence,
  endsOn: entry.ends ?? null,
  asks: entry.asks as string[],
  channelName: entry.channel ?? null,
  signOff: entry.signOff ?? null,
  position,
});

async function importMemberships(
  { unit, boardId, file, log }: ImportScope,
  person: WhoIsWho['person'],
  group: WhoIsWho['group'],
): Promise<void> {
  const existing = await unit.rows(memberships).find({ boardId });
  const byHand = existing.filter(row => row.setById !== null);
  for (const entry of file.groups) {
    const groupId = group(keyOfGroup(entry))?.id;
    if (!groupId) continue;
    const changed = await putLinks<MembershipRow>(unit, memberships, {
      existing: existing.filter(row => row.groupId === groupId && row.setById === null),
      wanted: membersOf(entry).flatMap(({ name, kind, until }) => {
        const personId = person(name)?.id;
        // What was said in chat since stays, until its day or until somebody ends it.
        if (kind === 'stand-in' && byHand.some(row => row.groupId === groupId)) return [];
        return personId ? { boardId, groupId, personId, kind, until, setById: null } : [];
      }),
      keyOf: row => `${row.personId} ${row.kind} ${row.until ?? ''}`,
    });
    const isNew = log.changes.some(change => change.kind === 'added' && change.name === entry.name);
    if (changed && !isNew) log.note('changed', 'group', entry.name, ['members']);
  }
}

function membersOf(entry: GroupEntry): { name: string; kind: MembershipRow['kind']; until: string | null }[] {
  return [
    ...(entry.chair ? [{ name: entry.chair, kind: 'chair' as const, until: null }] : []),
    ...(entry.deputy ? [{ name: entry.deputy, kind: 'deputy' as const, until: null }] : []),
    ...(entry.standIn
      ? [{ name: entry.standIn.person, kind: 'stand-in' as const, until: entry.standIn.until }]
      : []),
    ...[...new Set(entry.members)].map(name => ({ name, kind: 'member' as const, until: null })),
  ];
}

function finder<Row>() {
  const rows = new Map<string, Row>();
  return {
    add(row: Row, names: (string | undefined)[]) {
      for (const name of names) if (name) rows.set(normaliseName(name), row);
    },
    get: (name: string | undefined): Row | null => (name && rows.get(normaliseName(name))) || null,
  };
}
