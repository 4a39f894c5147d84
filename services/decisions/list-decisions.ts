/** Every decision of a board, as its card and the terminal list them. */
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { standingAnswers } from '../returns/history.ts';
import { mayRead, type Restrictions, readRestrictions } from '../sets/restrictions.ts';
import { groups } from '../store/entities/board.ts';
import { actions } from '../store/entities/plan.ts';
import { actionUpdates, returns } from '../store/entities/returns.ts';
import { asks, rounds } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import { type Decision, decisionsOf, isOpen, isSameAsking } from './decisions.ts';
import { readDecisionNotes } from './read-decisions.ts';

export interface ListedDecision extends Decision {
  ref: string;
  title: string;
  /** True where only people named may read of its action. */
  restricted: boolean;
  group: { id: string; name: string; short: string };
  /** The newest note of what was asked there; 0 for none. */
  version: number;
  /** How many rounds of the group ago it was asked first; 0 for the newest. */
  roundsAgo: number;
}

export interface DecisionList {
  /** Open ones first, soonest needed first; then what was answered, newest first. */
  decisions: ListedDecision[];
  /** How many more are open that are asked of restricted actions, of which the reader may not read. */
  hidden: number;
}

/**
 * What is asked of a restricted action is told to those named for it, in 1:1 chat; to all others, at most how many.
 * @param reader null where nobody in particular reads
 */
export async function readDecisionList(
  view: View,
  boardId: string,
  reader: Actor | null,
): Promise<DecisionList> {
  const restrictions = await readRestrictions(view, boardId);
  const isHidden = ({ asking: { actionId } }: ListedDecision) =>
    reader === null ? restrictions.has(actionId) : !mayRead(restrictions, reader, actionId);
  const all = await allDecisions(view, boardId, restrictions);
  return {
    decisions: all.filter(decision => !isHidden(decision)),
    hidden: all.filter(decision => isHidden(decision) && isOpen(decision)).length,
  };
}

/** Those of `readDecisionList`. */
export const listDecisions = async (
  view: View,
  boardId: string,
  reader: Actor | null = null,
): Promise<ListedDecision[]> => (await readDecisionList(view, boardId, reader)).decisions;

async function allDecisions(
  view: View,
  boardId: string,
  restrictions: Restrictions,
): Promise<ListedDecision[]> {
  const actionRows = new Map((await view.rows(actions).find({ boardId })).map(row => [row.id, row]));
  const groupRows = new Map((await view.rows(groups).find({ boardId })).map(row => [row.id, row]));
  const askRows = await view.rows(asks).find({ boardId, kind: 'action-updates' });
  const roundRows = await view.rows(rounds).find({ boardId, setId: null });
  const ids = [...actionRows.keys()];
  const notes = await readDecisionNotes(view, boardId, ids);
  return decisionsOf(await standingAnswers(view, boardId, ids), notes)
    .flatMap(decision => {
      const { asking, first } = decision;
      const action = actionRows.get(asking.actionId);
      const group = groupRows.get(asking.groupId);
      if (!action || !group) return [];
      const versions = notes
        .filter(note => note.asking.askId === asking.askId && note.asking.actionId === asking.actionId)
        .map(({ version }) => version);
      const later = roundRows.filter(
        ({ id, startsOn }) =>
          startsOn > first.startsOn && askRows.some(ask => ask.roundId === id && ask.groupId === group.id),
      );
      return {
        ...decision,
        ref: action.ref,
        title: action.title,
        restricted: restrictions.has(action.id),
        group: { id: group.id, name: group.name, short: group.short },
        version: Math.max(0, ...versions),
        roundsAgo: later.length,
      };
    })
    .sort(inOrder);
}

function inOrder(one: ListedDecision, other: ListedDecision): number {
  const open = Number(isOpen(other)) - Number(isOpen(one));
  if (open !== 0) return open;
  if (isOpen(one)) return one.by.localeCompare(other.by);
  return (other.note?.at.getTime() ?? 0) - (one.note?.at.getTime() ?? 0);
}

/** A decision that a return asked for, as it stands now. */
export interface FoundDecision {
  decision: ListedDecision;
  /** True where the group asks in other words now than that return did. */
  isReworded: boolean;
}

/** @throws CollateError `decision_unknown` where nobody asks for it any more, or the reader may not read of it */
export async function findDecision(view: View, reader: Actor, returnId: string): Promise<FoundDecision> {
  const { boardId } = reader;
  const row = await view.rows(returns).first({ id: returnId, boardId });
  const content = row && (await view.rows(actionUpdates).first({ id: returnId }));
  const there = row
    ? (await listDecisions(view, boardId, reader)).filter(({ asking }) => asking.askId === row.askId)
    : [];
  const own = content ? await ofTheSame(view, there, row.subjectId) : [];
  const same = own.find(
    ({ asking }) =>
      content && isSameAsking(asking, { ...asking, content: { ...asking.content, ...wordsIn(content) } }),
  );
  const decision = same ?? own.find(isOpen);
  if (decision) return { decision, isReworded: same === undefined };
  throw new CollateError(
    'decision_unknown',
    'That decision is no longer asked for: the answer that asked was changed, or taken back.',
  );
}

/** Those on the action of that return, which a later plan may have continued. */
async function ofTheSame(
  view: View,
  there: readonly ListedDecision[],
  subjectId: string,
): Promise<ListedDecision[]> {
  const asking = await view.rows(returns).find({ id: there.map(decision => decision.asking.returnId) });
  const ids = new Set(asking.filter(row => row.subjectId === subjectId).map(({ id }) => id));
  return there.filter(decision => ids.has(decision.asking.returnId));
}

const wordsIn = ({
  decisionWhat,
  decisionFrom,
}: {
  decisionWhat: string | null;
  decisionFrom: string | null;
}) => ({
  decisionWhat,
  decisionFrom,
});
