/**
 * How the sign-off of a group's returns of a round stands. One sign-off is over all that the group was asked in the
 * round, version by version, so that a later version of any answer is not covered by it.
 */
import { NEWEST, newestBySubject } from '../rounds/ask-progress.ts';
import { WHOLE } from '../rounds/owed/owed.ts';
import { roles } from '../store/entities/board.ts';
import { type ReturnRow, returns } from '../store/entities/returns.ts';
import { type AskRow, askActions, askParts, asks, rounds } from '../store/entities/rounds.ts';
import { type SignOffRow, signOffReturns, signOffs } from '../store/entities/sign-offs.ts';
import { atMost } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';

/** One ask of the group that its chair signs off. */
export interface AskToSign {
  ask: AskRow;
  /** The parts that must be answered. */
  wanted: readonly string[];
  /** The newest version of each part that is answered, whether it must be or not. */
  standing: ReadonlyMap<string, ReturnRow>;
}

export interface Part {
  askId: string;
  subjectId: string;
}

/**
 * - `nothing`: there is nothing to sign
 * - `not-in`: a part is not answered yet
 * - `waiting`: all in, for the chair to look at
 * - `signed`: by the chair, as it stands
 * - `changed`: signed, and an answer changed since
 * - `sent-back`: by the chair, and nothing answered anew since
 */
export type SignOffState = 'nothing' | 'not-in' | 'waiting' | 'signed' | 'changed' | 'sent-back';

export interface Stand {
  roundId: string;
  groupId: string;
  asks: AskToSign[];
  /** Reports that the chair handed in: that is their sign-off, and they are not asked for it again. */
  handedIn: ReadonlyMap<string, ReturnRow>;
  state: SignOffState;
  /** What was done last and not undone; null where nothing was. */
  step: SignOffRow | null;
  /** The newest row of all, an undo among them. */
  newest: SignOffRow | null;
  /** The versions that the step is over. */
  covers: ReadonlySet<string>;
  /** Parts that are not answered. */
  missing: Part[];
  /** Parts that the step is not over as they stand. */
  changed: Part[];
  /** How many versions there are, and how many steps: what somebody had before them when they pressed. */
  seen: number;
  turn: number;
}

interface Choice {
  /** Only this group's; every group's of the round unless given. */
  groupId?: string;
  /** Later versions and steps are not known yet; all are unless given. */
  asAt?: Date;
}

/** By group. */
export async function readStands(
  view: View,
  { boardId, roundId }: { boardId: string; roundId: string },
  { groupId, asAt }: Choice = {},
): Promise<Map<string, Stand>> {
  const ofGroup = groupId === undefined ? {} : { groupId };
  const known = (await view.rows(asks).find({ boardId, roundId, ...ofGroup })).filter(
    ask => ask.groupId !== null,
  );
  if (known.length === 0) return new Map();
  // A turn of a set is for going on with; what its answers come to is signed with the period's paper.
  if ((await view.rows(rounds).get(roundId)).setId !== null) return new Map();
  const askId = known.map(({ id }) => id);
  const until = asAt ? atMost(asAt) : null;
  const rows = await view.rows(returns).find({ askId, ...(until ? { savedAt: until } : {}) }, NEWEST);
  const steps = await view
    .rows(signOffs)
    .find(
      { boardId, roundId, ...ofGroup, ...(until ? { at: until } : {}) },
      { orderBy: { position: 'asc' } },
    );
  const covered = await view.rows(signOffReturns).find({ signOffId: steps.map(({ id }) => id) });
  const coveredRows =
    covered.length > 0 ? await view.rows(returns).find({ id: covered.map(({ returnId }) => returnId) }) : [];
  const wanted = [
    ...(await view.rows(askActions).find({ askId })).map(row => ({ ...row, subjectId: row.actionId })),
    ...(await view.rows(askParts).find({ askId })),
  ];
  const managers = new Set(
    (await view.rows(roles).find({ boardId, role: 'manager' })).map(row => row.personId),
  );
  const groupIds = new Set(known.map(ask => ask.groupId ?? ''));
  return new Map(
    [...groupIds].map(id => [
      id,
      standOf({
        asks: known.filter(ask => ask.groupId === id),
        rows,
        coveredRows,
        wanted,
        steps: steps.filter(step => step.groupId === id),
        covered,
        managers,
      }),
    ]),
  );
}

/** The stand of the group that an ask is of; null for an ask of an agency or of a priority's lead. */
export async function standOfAsk(view: View, ask: AskRow): Promise<Stand | null> {
  const { boardId, roundId, groupId } = ask;
  if (groupId === null) return null;
  return (await readStands(view, { boardId, roundId }, { groupId })).get(groupId) ?? null;
}

/** True where everything of one ask is in and signed as it stands, whatever became of the group's others. */
export function isSigned({ step, asks: toSign, missing, changed, handedIn }: Stand, askId: string): boolean {
  if (handedIn.has(askId)) return true;
  if (step?.step !== 'signed' || !toSign.some(({ ask }) => ask.id === askId)) return false;
  return ![...missing, ...changed].some(part => part.askId === askId);
}

interface Material {
  asks: readonly AskRow[];
  /** The newest version of each part. */
  rows: readonly ReturnRow[];
  /** What the steps are over, newest or not. */
  coveredRows: readonly ReturnRow[];
  wanted: readonly Part[];
  /** In their order. */
  steps: readonly SignOffRow[];
  covered: readonly { signOffId: string; returnId: string }[];
  managers: ReadonlySet<string>;
}

function standOf({ asks: all, rows, coveredRows, wanted, steps, covered, managers }: Material): Stand {
  const handedIn = new Map<string, ReturnRow>();
  const toSign: AskToSign[] = [];
  for (const ask of all) {
    const standing = newestBySubject(rows.filter(row => row.askId === ask.id));
    const own = wanted.filter(part => part.askId === ask.id).map(part => part.subjectId);
    if (ask.kind !== 'group-report') toSign.push({ ask, wanted: own, standing });
    else {
      // A draft is nobody's yet; what the manager handed in still has its chair to see it.
      const submission = standing.get(WHOLE);
      const byChair = submission?.enteredById === null && !managers.has(submission.personId);
      if (submission && byChair) handedIn.set(ask.id, submission);
      else if (submission) toSign.push({ ask, wanted: own, standing: new Map([[WHOLE, submission]]) });
    }
  }
  const step = standingStep(steps);
  const covers = new Set(covered.filter(row => row.signOffId === step?.id).map(row => row.returnId));
  const owing = toSign.filter(one => one.wanted.length > 0);
  const missing = owing.flatMap(one =>
    one.wanted
      .filter(subjectId => !one.standing.has(subjectId))
      .map(subjectId => ({ askId: one.ask.id, subjectId })),
  );
  const changed = step ? changedParts(owing, coveredRows, covers) : [];
  return {
    roundId: all[0]?.roundId ?? '',
    groupId: all[0]?.groupId ?? '',
    asks: owing,
    handedIn,
    state: stateOf(owing, step, missing, changed),
    step,
    newest: steps.at(-1) ?? null,
    covers,
    missing,
    changed,
    // Versions are counted up, so the newest one's number is how many there are.
    seen: rows
      .filter(row => owing.some(one => countsFor(one, row)))
      .reduce((sum, { version }) => sum + version, 0),
    turn: steps.length,
  };
}

/** Of a report only what was handed in is signed: its draft goes on without the chair. */
export const countsFor = ({ ask }: AskToSign, { askId, subjectId }: ReturnRow) =>
  askId === ask.id && (ask.kind !== 'group-report' || subjectId === WHOLE);

/** An undo takes back the step before it, and what stood before that one stands again. */
function standingStep(steps: readonly SignOffRow[]): SignOffRow | null {
  const stack: SignOffRow[] = [];
  for (const row of steps) {
    if (row.step === 'undone') stack.pop();
    else stack.push(row);
  }
  return stack.at(-1) ?? null;
}

/** Parts with another version than the one that was covered, with a first one since, or with none any more. */
function changedParts(
  toSign: readonly AskToSign[],
  rows: readonly ReturnRow[],
  covers: ReadonlySet<string>,
): Part[] {
  return toSign.flatMap(({ ask, standing }) => {
    const newer = [...standing.values()].filter(row => !covers.has(row.id));
    const gone = rows.filter(
      row => row.askId === ask.id && covers.has(row.id) && !standing.has(row.subjectId),
    );
    const subjects = new Set([...newer, ...gone].map(row => row.subjectId));
    return [...subjects].map(subjectId => ({ askId: ask.id, subjectId }));
  });
}

function stateOf(
  toSign: readonly AskToSign[],
  step: SignOffRow | null,
  missing: readonly Part[],
  changed: readonly Part[],
): SignOffState {
  if (toSign.length === 0) return 'nothing';
  if (missing.length > 0) return 'not-in';
  if (!step) return 'waiting';
  if (step.step === 'signed') return changed.length > 0 ? 'changed' : 'signed';
  return changed.length > 0 ? 'waiting' : 'sent-back';
}
