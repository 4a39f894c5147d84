/** What is missing of an ask: its actions by name, or how many of the parts of another kind. */
import { isKind, type KindName } from '../returns/kinds.ts';
import { isRestrictedSet, readRestrictions } from '../sets/restrictions.ts';
import { people } from '../store/entities/board.ts';
import { actions } from '../store/entities/plan.ts';
import { type AskRow, askActions, rounds } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import { newestReturns, wantedSubjects } from './ask-progress.ts';

export interface MissingAsk {
  askId: string;
  kind: KindName;
  /** The actions that nobody has answered, in the plan's order; empty for other kinds. */
  actions: MissingAction[];
  answered: number;
  of: number;
}

export interface MissingAction {
  ref: string;
  title: string;
  lead: MissingLead | null;
}

export interface MissingLead {
  id: string;
  name: string;
  /** Null where Teams has not shown the bot who this is. */
  teamsUserId: string | null;
}

/** Of these asks, those that owe something, with what it is; read anew each time it is told. */
export async function readMissing(view: View, open: readonly AskRow[]): Promise<MissingAsk[]> {
  const missing: MissingAsk[] = [];
  const hidden = await hiddenIn(view, open);
  for (const ask of open) {
    if (!isKind(ask.kind)) continue;
    const wanted = (await wantedSubjects(view, ask)).filter(subjectId => !hidden(ask, subjectId));
    const newest = await newestReturns(view, ask.id);
    const left = wanted.filter(subjectId => !newest.has(subjectId));
    if (left.length === 0) continue;
    const isActions = ask.kind === 'action-updates';
    missing.push({
      askId: ask.id,
      kind: ask.kind,
      actions: isActions ? await missingActions(view, ask.id, new Set(left)) : [],
      answered: wanted.length - left.length,
      of: wanted.length,
    });
  }
  return missing;
}

/** What is restricted is named in the turns of its own set alone. */
async function hiddenIn(view: View, open: readonly AskRow[]) {
  const restrictions = await readRestrictions(view, open[0]?.boardId ?? '');
  const own = new Set<string>();
  for (const { id, setId } of restrictions.size === 0
    ? []
    : await view.rows(rounds).find({ id: open.map(({ roundId }) => roundId) }))
    if (await isRestrictedSet(view, setId)) own.add(id);
  return ({ roundId }: AskRow, subjectId: string) => restrictions.has(subjectId) && !own.has(roundId);
}

async function missingActions(
  view: View,
  askId: string,
  left: ReadonlySet<string>,
): Promise<MissingAction[]> {
  const asked = await view.rows(askActions).find({ askId }, { orderBy: { position: 'asc' } });
  const rows = await view.rows(actions).find({ id: [...left] });
  const leadIds = rows.flatMap(({ leadPersonId }) => leadPersonId ?? []);
  const leads = await view.rows(people).find({ id: [...new Set(leadIds)], retiredAt: null });
  return asked.flatMap(({ actionId }) => {
    const action = rows.find(row => row.id === actionId);
    if (!action) return [];
    const { ref, title, leadPersonId } = action;
    const lead = leads.find(person => person.id === leadPersonId) ?? null;
    return { ref, title, lead: lead && { id: lead.id, name: lead.name, teamsUserId: lead.teamsUserId } };
  });
}
