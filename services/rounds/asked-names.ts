/** What those are called who are asked: groups, agencies, the lead agencies of priorities. */
import { agencies, groups } from '../store/entities/board.ts';
import { priorities } from '../store/entities/plan.ts';
import type { View } from '../store/unit-of-work.ts';
import type { Asked } from './owed/owed.ts';

export interface AskedName {
  kind: 'group' | 'agency' | 'priority';
  id: string;
  /** "Quality Assurance and Scrutiny Group", "Police", "Priority 1: Complex needs". */
  name: string;
  /** "QAS", "Police", "Priority 1": as the facts name it. */
  short: string;
}

/** Reads all names of a board once, so that many asks can be named. */
export async function askedNames(view: View, boardId: string): Promise<(asked: Asked) => AskedName> {
  const [groupRows, agencyRows, priorityRows] = [
    byId(await view.rows(groups).find({ boardId })),
    byId(await view.rows(agencies).find({ boardId })),
    byId(await view.rows(priorities).find({ boardId })),
  ];
  return ({ groupId, agencyId, priorityId }) => {
    const group = groupId && groupRows.get(groupId);
    if (group) return { kind: 'group', id: group.id, name: group.name, short: group.short };
    const agency = agencyId && agencyRows.get(agencyId);
    if (agency) return { kind: 'agency', id: agency.id, name: agency.name, short: agency.name };
    const priority = priorityId && priorityRows.get(priorityId);
    if (priority) {
      const { id, ref, short } = priority;
      return { kind: 'priority', id, name: `Priority ${ref}: ${short}`, short: `Priority ${ref}` };
    }
    return { kind: 'group', id: '', name: '', short: '' };
  };
}

const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map(row => [row.id, row]));
