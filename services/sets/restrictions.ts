/**
 * Which actions are restricted to people named. Their words stand nowhere but in the 1:1 chats of these; the totals
 * count them. What was restricted stays so when it leaves its set, or the set leaves the board file: only a set that is
 * in the file, and names nobody, gives its actions' words free.
 */
import type { Actor } from '../people/access.ts';
import { actions, plans } from '../store/entities/plan.ts';
import { rounds } from '../store/entities/rounds.ts';
import { actionSets, setActions, setPeople } from '../store/entities/sets.ts';
import { notNull } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';

/** By restricted action, who is named for it. */
export type Restrictions = ReadonlyMap<string, ReadonlySet<string>>;

export async function readRestrictions(view: View, boardId: string): Promise<Restrictions> {
  const restricted = await view.rows(actionSets).find({ boardId, restrictedAt: notNull() });
  if (restricted.length === 0) return new Map();
  const all = await view.rows(actionSets).find({ boardId });
  const links = await view.rows(setActions).find({ boardId });
  const named = await view.rows(setPeople).find({ setId: restricted.map(({ id }) => id) });
  const found = new Map<string, Set<string>>();
  for (const actionId of new Set(links.map(link => link.actionId))) {
    const own = links.filter(link => link.actionId === actionId);
    const setOf = (setId: string) => all.find(({ id }) => id === setId);
    const living = own.find(({ setId, leftAt }) => leftAt === null && setOf(setId)?.retiredAt === null);
    const deciding = living ? [living] : own;
    const sets = deciding.flatMap(({ setId }) => restricted.filter(({ id }) => id === setId));
    if (sets.length === 0) continue;
    const people = named.filter(({ setId }) => sets.some(({ id }) => id === setId));
    found.set(actionId, new Set(people.map(({ personId }) => personId)));
  }
  return continuing(view, boardId, found, new Set(links.map(link => link.actionId)));
}

/** An action of a later plan that continues a restricted one has its words too, unless it is in a set of its own. */
async function continuing(
  view: View,
  boardId: string,
  found: Map<string, Set<string>>,
  linked: ReadonlySet<string>,
): Promise<Restrictions> {
  const later = await view.rows(actions).find({ boardId, continues: notNull() });
  if (later.length === 0) return found;
  const keys = new Map((await view.rows(plans).find({ boardId })).map(({ id, key }) => [id, key]));
  const refs = new Map(
    (await view.rows(actions).find({ boardId })).map(row => [`${keys.get(row.planId)}/${row.ref}`, row.id]),
  );
  // Through any number of plans: as often as there are actions that continue another.
  for (let step = 0; step < later.length; step += 1) {
    for (const { id, continues } of later) {
      const people = found.get(refs.get(continues ?? '') ?? '');
      if (people && !found.has(id) && !linked.has(id)) found.set(id, people);
    }
  }
  return found;
}

/** In a 1:1 chat, and nowhere where others read along; at the terminal nobody is known by name. */
export const mayRead = (
  restrictions: Restrictions,
  { personId, channelRowId, inGroupChat = false }: Actor,
  actionId: string,
): boolean => {
  const named = restrictions.get(actionId);
  if (!named) return true;
  return personId !== null && channelRowId === null && !inGroupChat && named.has(personId);
};

/** Whether everything that a round asks for is restricted: a turn of a set that is. */
export async function isRestrictedSet(view: View, setId: string | null): Promise<boolean> {
  return setId !== null && (await view.rows(actionSets).get(setId)).restrictedAt !== null;
}

/** Whether an ask may not tell of an action: what is restricted stands in the turns of its own set alone. */
export async function isHiddenIn(
  view: View,
  { boardId, roundId }: { boardId: string; roundId: string },
  actionId: string,
): Promise<boolean> {
  if (!(await readRestrictions(view, boardId)).has(actionId)) return false;
  return !(await isRestrictedSet(view, (await view.rows(rounds).get(roundId)).setId));
}
