/** The part of an import that says which actions have a rhythm of their own. */
import { closeTurns } from '../sets/turns.ts';
import { actions, plans } from '../store/entities/plan.ts';
import { type ActionSetRow, actionSets, type SetActionRow, setActions } from '../store/entities/sets.ts';
import { dayOf } from '../time.ts';
import type { SetEntry } from './board-file.ts';
import { putLinks, putRow, retireOthers } from './changes.ts';
import type { ImportScope } from './import-people.ts';

/** After the plan: a set names its actions. */
export async function importSets(scope: ImportScope): Promise<void> {
  const { unit, boardId, file, log, now } = scope;
  const existing = await unit.rows(actionSets).find({ boardId });
  const plan = await unit.rows(plans).first({ boardId, retiredAt: null });
  const living = await unit.rows(actions).find({ planId: plan?.id ?? '', retiredAt: null });
  const kept: ActionSetRow[] = [];
  for (const [position, entry] of file.sets.entries()) {
    const before = existing.find(({ key }) => key === entry.key);
    const set = await putSet(scope, entry, before, position);
    kept.push(set);
    const refs = entry.actions.map(ref => ref.toLowerCase());
    const moved = await putLinks<SetActionRow>(unit, setActions, {
      existing: await unit.rows(setActions).find({ setId: set.id }),
      wanted: living
        .filter(({ ref }) => refs.includes(ref.toLowerCase()))
        .map(({ id: actionId }) => ({ boardId, setId: set.id, actionId })),
      keyOf: ({ actionId }) => actionId,
    });
    if (!moved || !before) continue;
    log.note('changed', 'set', entry.key, ['actions']);
    await goOn(scope, set);
  }
  await retireOthers(unit, actionSets, log, { what: 'set', existing, kept, nameOf: ({ key }) => key, now });
  const gone = existing.filter(row => row.retiredAt === null && !kept.some(({ id }) => id === row.id));
  for (const { id } of gone) await closeTurns(unit, id, now);
}

async function putSet(
  scope: ImportScope,
  { key, title, every, starts, until }: SetEntry,
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
  const fields = { title, ...rhythm, position };
  const set = await putRow(unit, actionSets, log, {
    what: 'set',
    name: key,
    existing: before,
    fields,
    fresh: { boardId, key, ...fields, since: now, endedAt: null, retiredAt: null },
  });
  const isNew = !before || before.retiredAt !== null;
  const names = Object.keys(rhythm) as (keyof typeof rhythm)[];
  if (isNew || names.some(name => before[name] !== rhythm[name])) await goOn(scope, set);
  return set;
}

/** From now on it goes by its rhythm as it is now, also where it was over. */
async function goOn({ unit, now }: ImportScope, { id }: ActionSetRow): Promise<void> {
  await unit.rows(actionSets).update({ id }, { since: now, endedAt: null });
}
