/** Finds a group by what a person calls it. */
import { CollateError } from '../errors.ts';
import { normaliseName, stemOfName } from '../plan/names.ts';
import type { GroupRow } from '../store/entities/board.ts';

/**
 * By id, short name or name, compared as people mean them; then by the name's stem; then by a beginning that only
 * one group has.
 * @throws CollateError `group_unknown`, naming the groups there are
 */
export function findGroup(groups: readonly GroupRow[], name: string): GroupRow {
  const wanted = normaliseName(name);
  const stem = stemOfName(name);
  const exact = groups.filter(group => namesOf(group).some(candidate => normaliseName(candidate) === wanted));
  const close = groups.filter(
    group => stem !== '' && namesOf(group).some(candidate => stemOfName(candidate) === stem),
  );
  const begun = groups.filter(
    group => wanted !== '' && namesOf(group).some(candidate => normaliseName(candidate).startsWith(wanted)),
  );
  for (const found of [exact, close, begun]) {
    const [only, second] = found;
    if (only && !second) return only;
  }
  const known = groups.map(group => group.short).join(', ');
  throw new CollateError(
    'group_unknown',
    `There is no group “${name.slice(0, 60)}” here. The groups are: ${known}.`,
  );
}

export const namesOf = (group: Pick<GroupRow, 'key' | 'short' | 'name'>): string[] => [
  group.key,
  group.short,
  group.name,
];
