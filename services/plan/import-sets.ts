/** The part of an import that says which actions have a rhythm of their own, and who may read of them. */
import { coverUp } from '../sets/cover-up.ts';
import { readRestrictions } from '../sets/restrictions.ts';
import { closeTurns, nameTurns } from '../sets/turns.ts';
import { actions, plans } from '../store/entities/plan.ts';
import {
  type ActionSetRow,
  actionSets,
  type SetActionRow,
  type SetPersonRow,
  setActions,
  setPeople,
} from '../store/entities/sets.ts';
import { dayOf } from '../time.ts';
import type { SetEntry } from './board-file.ts';
import { putLinks, putRow, retireOthers } from './changes.ts';
import type { ImportScope, WhoIsWho } from './import-people.ts';

/** After the plan: a set names its actions. */
export async function importSets(scope: ImportScope, who: WhoIsWho): Promise<void> {
  const { unit, boardId, file, log, now } = scope;
  const before = await readRestrictions(unit, boardId);
  const existing = await unit.rows(actionSets).find({ boardId });
  const kept: ActionSetRow[] = [];
  for (const [position, entry] of file.sets.entries()) {
    const row = existing.find(({ key }) => key === entry.key);
    const set = await putSet(scope, entry, row, position);
    kept.push(set);
    const isOthers = await putPeople(scope, who, entry, set);
    const isMoved = await putActions(scope, entry, set);
    if (!row) continue;
    if (isOthers) log.note('changed', 'set', entry.key, ['restricted']);
    if (isMoved) log.note('changed', 'set', entry.key, ['actions']);
    if (isMoved) await goOn(scope, set);
  }
  await retireOthers(unit, actionSets, log, { what: 'set', existing, kept, nameOf: ({ key }) => key, now });
  const gone = existing.filter(row => row.retiredAt === null && !kept.some(({ id }) => id === row.id));
  for (const { id } of gone) await closeTurns(unit, id, now);
  const after = await readRestrictions(unit, boardId);
  await coverUp(
    unit,
    [...after.keys()].filter(actionId => !before.has(actionId)),
    now,
  );
}

async function putSet(
  scope: ImportScope,
  { key, title, every, starts, until, restricted }: SetEntry,
  before: ActionSetRow | undefined,
  position: number,
): Promise<ActionSetRow> {
  const { unit, boardId, file, log, now } = scope;
  const rhythm = {
    everyCount: every.count,
    everyUnit: every.unit,
    // Without a day it starts on the one on which it is first known.
    startsOn: starts ?? before?.startsOn ?? dayOf(now, file.board.timezone),
    untilOn: until === 'closed' ? null : until,
  };
  const restrictedAt = restricted ? (before?.restrictedAt ?? now) : null;
  const fields = { title, ...rhythm, position, restrictedAt };
  const set = await putRow(unit, actionSets, log, {
    what: 'set',
    name: key,
    existing: before,
    fields,
    fresh: { boardId, key, ...fields, since: now, endedAt: null, retiredAt: null },
  });
  if (before && (before.restrictedAt === null) !== (restrictedAt === null)) await nameTurns(unit, set);
  const isNew = !before || before.retiredAt !== null;
  const names = Object.keys(rhythm) as (keyof typeof rhythm)[];
  if (isNew || names.some(name => before[name] !== rhythm[name])) await goOn(scope, set);
  return set;
}

/** Who is named; nobody where the set is not restricted. @returns whether they are others than before */
function putPeople(
  { unit, boardId }: ImportScope,
  who: WhoIsWho,
  { restricted = [] }: SetEntry,
  { id: setId }: ActionSetRow,
): Promise<boolean> {
  const ids = new Set(restricted.flatMap(name => who.person(name)?.id ?? []));
  return unit
    .rows(setPeople)
    .find({ setId })
    .then(existing =>
      putLinks<SetPersonRow>(unit, setPeople, {
        existing,
        wanted: [...ids].map(personId => ({ boardId, setId, personId })),
        keyOf: ({ personId }) => personId,
      }),
    );
}

/** An action that leaves a restricted set stays restricted: so its link stays too, and asks no more. */
async function putActions(
  { unit, boardId, now }: ImportScope,
  entry: SetEntry,
  { id: setId, restrictedAt }: ActionSetRow,
): Promise<boolean> {
  const plan = await unit.rows(plans).first({ boardId, retiredAt: null });
  const living = await unit.rows(actions).find({ planId: plan?.id ?? '', retiredAt: null });
  const refs = entry.actions.map(ref => ref.toLowerCase());
  const wanted = living.filter(({ ref }) => refs.includes(ref.toLowerCase())).map(({ id }) => id);
  const existing = await unit.rows(setActions).find({ setId });
  const isWanted = ({ actionId }: SetActionRow) => wanted.includes(actionId);
  const leaving = existing.filter(row => !isWanted(row) && row.leftAt === null);
  const coming = existing.filter(row => isWanted(row) && row.leftAt !== null);
  const fresh = wanted.filter(actionId => !existing.some(row => row.actionId === actionId));
  for (const { id } of coming) await unit.rows(setActions).update({ id }, { leftAt: null });
  for (const actionId of fresh)
    await unit.rows(setActions).insert({ boardId, setId, actionId, leftAt: null });
  for (const { id } of leaving) await unit.rows(setActions).update({ id }, { leftAt: now });
  // Of a set that is not restricted nothing has to be remembered.
  if (restrictedAt === null)
    for (const { id } of (await unit.rows(setActions).find({ setId })).filter(row => row.leftAt !== null))
      await unit.rows(setActions).remove({ id });
  return leaving.length + coming.length + fresh.length > 0;
}

/** From now on it goes by its rhythm as it is now, also where it was over. */
async function goOn({ unit, now }: ImportScope, { id }: ActionSetRow): Promise<void> {
  await unit.rows(actionSets).update({ id }, { since: now, endedAt: null });
}
