/** Where a priority lead's report goes, as the plan says: to groups of the board, and to others by hand. */
import { normaliseName, stemOfName } from '../plan/names.ts';
import { boards, type GroupRow, groups } from '../store/entities/board.ts';
import { type PriorityReport, priorities } from '../store/entities/plan.ts';
import type { AskRow, RoundRow } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import { livingChannels } from '../teams/living-channels.ts';

export interface Destinations {
  /** Groups of this board, in whose channels it is posted; null where a group has none yet. */
  groups: { id: string; name: string; channelRowId: string | null }[];
  /** Others, as "joint board": the manager passes it on. */
  others: string[];
}

const nowhere: Destinations = { groups: [], others: [] };

/** Nowhere for a report that is no priority lead's: that is a chapter of the summary alone. */
export async function readDestinations(
  view: View,
  { boardId, priorityId }: Pick<AskRow, 'boardId' | 'priorityId'>,
  round: Pick<RoundRow, 'startsOn' | 'endsOn'>,
): Promise<Destinations> {
  if (priorityId === null) return nowhere;
  const { reports } = await view.rows(priorities).get(priorityId);
  const all = await view.rows(groups).find({ boardId, retiredAt: null }, { orderBy: { position: 'asc' } });
  const channelOf = await livingChannels(view, boardId);
  const { executiveGroupId } = await view.rows(boards).get(boardId);
  const executive = all.find(group => group.id === executiveGroupId);
  const found: Destinations = { groups: [], others: [] };
  for (const to of namedIn(reports, round)) {
    const group = to === null ? executive : groupMeant(all, to);
    const other = to ?? 'the executive group';
    if (group && !found.groups.some(({ id }) => id === group.id))
      found.groups.push({ id: group.id, name: group.name, channelRowId: channelOf.get(group.id) ?? null });
    if (!group && !found.others.includes(other)) found.others.push(other);
  }
  return found;
}

/** Whom the plan names for this period; null for the executive, which is meant where it names nobody. */
function namedIn(
  reports: readonly PriorityReport[],
  { startsOn, endsOn }: Pick<RoundRow, 'startsOn' | 'endsOn'>,
): (string | null)[] {
  const due = reports.filter(({ month }) => `${month}-01` >= startsOn && `${month}-01` < endsOn);
  return due.length > 0 ? due.map(({ to }) => to) : [null];
}

/** By its name as it is; then by its stem, "Executive" for "Executive Group", where that means one group alone. */
export function groupMeant(all: readonly GroupRow[], to: string): GroupRow | null {
  for (const read of [normaliseName, stemOfName]) {
    const wanted = read(to);
    const found = all.filter(
      ({ key, short, name }) => wanted !== '' && [key, short, name].some(own => read(own) === wanted),
    );
    if (found.length === 1) return found[0] ?? null;
  }
  return null;
}
