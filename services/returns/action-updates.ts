/** The kind `action-updates`: saving an answer, saying "no change", and undoing. Each is one unit of work. */
import { isDeepStrictEqual } from 'node:util';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import type { PassAsked, Refusal } from '../privacy/finding.ts';
import { guardAnswer, keepPasses } from '../privacy/guard-answer.ts';
import { isHiddenIn, mayRead, readRestrictions } from '../sets/restrictions.ts';
import { type ActionUpdateRow, actionUpdates, type ReturnRow, returns } from '../store/entities/returns.ts';
import { askActions } from '../store/entities/rounds.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import type { ActionUpdate, Answer, AskedAction, AskState } from './ask-state.ts';
import { answerOf, contentOf, personLines } from './history.ts';
import { actionIn, actionUnknown, readAsk } from './read-ask.ts';
import {
  appendReturn,
  authorOf,
  beginSaving,
  findUndo,
  type NewVersion,
  newestVersion,
  type Saving,
  settle,
  undoing,
} from './saving.ts';
import { readUpdate, type UpdateProblems } from './update-input.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

export interface SaveInput {
  askId: string;
  actionId: string;
  /** The version that the writer had before them; 0 for none. Null, as in a typed line, takes whatever is there. */
  seenVersion: number | null;
  /** The fields as they were typed. */
  fields: Readonly<Record<string, unknown>>;
  /** Whose answer it is, where the manager types it for them. */
  givenById?: string | null;
  /** What the writer says is not about a person, where the guard stopped it before. */
  pass?: PassAsked | null;
}

export type SaveResult =
  | { kind: 'saved'; ask: AskState; action: AskedAction; answer: Answer }
  /** Nothing was saved: each field's problem. */
  | { kind: 'problems'; ask: AskState; action: AskedAction; problems: UpdateProblems }
  /** Nothing was saved: somebody else's answer came between. */
  | { kind: 'conflict'; ask: AskState; action: AskedAction; theirs: Answer }
  /** Nothing was saved: it may say who somebody is. */
  | { kind: 'refused'; ask: AskState; action: AskedAction; refusal: Refusal };

/**
 * Saves an answer as a new version. The same content from the same person again is the same save: Teams sends a
 * press twice when its answer is late, and people press twice.
 * @throws CollateError `ask_unknown`, `action_unknown`, `not_allowed`, `person_unknown`
 */
export async function saveActionUpdate(
  { store, clock }: Deps,
  actor: Actor,
  input: SaveInput,
): Promise<SaveResult> {
  const outcome = await store.write(unit => saveIn(unit, clock, actor, input));
  // The whole ask is read when the unit is over: others wait for those.
  return outcome.kind === 'saved' ? store.read(view => readSaved(view, actor, input, outcome)) : outcome;
}

interface Saved {
  kind: 'saved';
  returnId: string;
  now: Date;
}

/** Reads no more than the action itself, unless something stands in the way. */
async function saveIn(
  unit: Unit,
  clock: Clock,
  actor: Actor,
  { askId, actionId, seenVersion, fields, givenById = null, pass = null }: SaveInput,
): Promise<Saved | Exclude<SaveResult, { kind: 'saved' }>> {
  const saving = await beginSaving(unit, clock, actor, askId, 'action-updates');
  const { ask, now, today } = saving;
  const asked = await unit.rows(askActions).first({ askId, actionId });
  if (!asked || (await isHiddenIn(unit, ask, actionId))) throw await actionUnknown(unit, ask);
  await requireMay(unit, actor, 'group.answer', { ...ask, actionId, now });
  const author = await authorOf(unit, actor, givenById, saving);
  await requireNamed(unit, actor, author.personId, actionId);
  const present = await presentAnswer(unit, askId, actionId);
  const hindered = async () => {
    const state = await readAsk(unit, actor.boardId, askId, now);
    return { ask: state, action: actionIn(state, actionId) };
  };

  const standingDue = present?.content.revisedDue ?? null;
  const read = readUpdate(fields, { rates: asked.rates, today, standingDue });
  if (!read.ok) return { kind: 'problems', ...(await hindered()), problems: read.problems };
  if (present?.row.personId === author.personId && isDeepStrictEqual(present.content, read.update)) {
    return { kind: 'saved', returnId: present.row.id, now };
  }
  if (present && seenVersion !== null && seenVersion !== present.row.version) {
    const { ask: state, action } = await hindered();
    if (action.answer) return { kind: 'conflict', ask: state, action, theirs: action.answer };
  }
  const answering = { subjectId: actionId, texts: writtenIn(read.update), pass };
  const guarded = await guardAnswer(unit, saving, actor, answering);
  if (guarded.kind === 'refused') return { ...guarded, ...(await hindered()) };
  const { passed } = guarded;
  const returnId = await append(unit, saving, actor, { ...author, actionId, content: read.update });
  await keepPasses(unit, saving, actor, answering, { passed, returnId });
  await settle(unit, saving);
  return { kind: 'saved', returnId, now };
}

/** The answer that stands in this round; null where there is none. */
async function presentAnswer(
  view: View,
  askId: string,
  actionId: string,
): Promise<{ row: ReturnRow; content: ActionUpdate } | null> {
  const row = await newestVersion(view, askId, actionId);
  const content = row && !row.withdrawn ? await view.rows(actionUpdates).first({ id: row.id }) : null;
  return row && content ? { row, content: contentOf(content) } : null;
}

/** The ask as it stands after a save. Where somebody else saved since, the answer is still the one that was given. */
async function readSaved(
  view: View,
  { boardId }: Actor,
  { askId, actionId }: SaveInput,
  { returnId, now }: Saved,
): Promise<SaveResult> {
  const ask = await readAsk(view, boardId, askId, now);
  const action = actionIn(ask, actionId);
  if (action.answer?.returnId === returnId) return { kind: 'saved', ask, action, answer: action.answer };
  const row = await view.rows(returns).get(returnId);
  const content = await view.rows(actionUpdates).get(returnId);
  const answer = answerOf(row, content, ask.round.period, await personLines(view, boardId), null);
  return { kind: 'saved', ask, action, answer };
}

/** What a "no change" covered. */
export interface NoChangeResult {
  ask: AskState;
  /** The actions answered by it now. */
  kept: AskedAction[];
}

/**
 * Answers "no change" for these actions: their last words stand, with the date that they have.
 * @throws CollateError `no_change_dishonest` where one of them does not qualify; then none is saved
 */
export function saveNoChange(
  { store, clock }: Deps,
  actor: Actor,
  { askId, actionIds }: { askId: string; actionIds: readonly string[] },
): Promise<NoChangeResult> {
  return store.write(async unit => {
    const scene = await openScene(unit, clock, actor, askId);
    const author = await authorOf(unit, actor, null, scene);
    const chosen = [...new Set(actionIds)].map(id => actionIn(scene.state, id));
    for (const action of chosen) {
      await requireMay(unit, actor, 'group.answer', { ...scene.ask, actionId: action.id, now: scene.now });
    }
    // Pressed a second time, everything is answered already: the same save.
    const waiting = chosen.filter(action => !action.answer?.noChange);
    for (const action of waiting) {
      const { last, noChange } = action;
      if (action.answer || !noChange.allowed || !last) {
        const why = action.answer ? 'it has an answer in this round' : noChange.allowed ? '' : noChange.why;
        throw new CollateError(
          'no_change_dishonest',
          `${action.ref} cannot be “no change”: ${why}. Nothing was saved.`,
        );
      }
      await append(unit, scene, actor, {
        ...author,
        actionId: action.id,
        content: unchanged(last.content),
        noChange: true,
        wordsFromId: (await originOf(unit, last.returnId)) ?? last.returnId,
      });
    }
    if (waiting.length > 0) await settle(unit, scene);
    const after = await readAsk(unit, actor.boardId, askId, scene.now);
    return { ask: after, kept: after.actions.filter(action => chosen.some(({ id }) => id === action.id)) };
  });
}

export interface UndoResult {
  ask: AskState;
  action: AskedAction;
  /** What stands now; null where the action is unanswered again. */
  answer: Answer | null;
}

/**
 * Takes back the newest answer: a new version brings back the one before it, or leaves the action unanswered.
 * @throws CollateError `nothing_to_undo` where it is no longer the newest, or was given by somebody else
 */
export function undoReturn(
  { store, clock }: Deps,
  actor: Actor,
  { askId, returnId }: { askId: string; returnId: string },
): Promise<UndoResult> {
  return store.write(async unit => {
    const saving = await beginSaving(unit, clock, actor, askId, 'action-updates');
    const undo = await findUndo(unit, saving, actor, returnId);
    if (undo) {
      await requireReader(unit, actor, undo.undone.subjectId, saving);
      const row = await appendReturn(unit, saving, actor, undoing(undo));
      if (undo.before) {
        const content = await unit.rows(actionUpdates).get(undo.before.id);
        await unit.rows(actionUpdates).insert({ ...content, id: row.id } satisfies ActionUpdateRow);
      }
      await settle(unit, saving);
    }
    const after = await readAsk(unit, actor.boardId, askId, saving.now);
    const { subjectId } = undo?.undone ?? (await unit.rows(returns).get(returnId));
    const action = actionIn(after, subjectId);
    return { ask: after, action, answer: action.answer };
  });
}

/** Whose answer it is must be somebody who may read it. @throws CollateError `person_unknown` */
async function requireNamed(view: View, actor: Actor, personId: string, actionId: string): Promise<void> {
  const restrictions = await readRestrictions(view, actor.boardId);
  if (mayRead(restrictions, { boardId: actor.boardId, personId, channelRowId: null }, actionId)) return;
  throw new CollateError('person_unknown', 'That person is not among those named for this action.');
}

/** What has become restricted since it was said is taken back by nobody else. @throws CollateError `not_allowed` */
async function requireReader(
  view: View,
  actor: Actor,
  actionId: string,
  { ask, now }: Saving,
): Promise<void> {
  if (mayRead(await readRestrictions(view, actor.boardId), actor, actionId)) return;
  await requireMay(view, actor, 'restricted.see', { ...ask, actionId, now });
}

/** An ask and how it stands, before something is saved in it. */
interface Scene extends Saving {
  state: AskState;
}

async function openScene(unit: Unit, clock: Clock, actor: Actor, askId: string): Promise<Scene> {
  const saving = await beginSaving(unit, clock, actor, askId, 'action-updates');
  return { ...saving, state: await readAsk(unit, actor.boardId, askId, saving.now) };
}

interface UpdateVersion extends Omit<NewVersion, 'subjectId'> {
  actionId: string;
  content: ActionUpdate;
}

async function append(unit: Unit, saving: Saving, actor: Actor, version: UpdateVersion): Promise<string> {
  const { actionId, content, ...rest } = version;
  const row = await appendReturn(unit, saving, actor, { ...rest, subjectId: actionId });
  await unit.rows(actionUpdates).insert({ id: row.id, boardId: row.boardId, actionId, ...content });
  return row.id;
}

/** What of an update is words; the rest is chosen. */
const writtenIn = (update: ActionUpdate) => {
  const { progress, impact, next, blockers, evidence, revisedReason, decisionWhat, decisionFrom } = update;
  return { progress, impact, next, blockers, evidence, revisedReason, decisionWhat, decisionFrom };
};

/** The return whose words an earlier "no change" repeated already. */
async function originOf(view: View, returnId: string): Promise<string | null> {
  return (await view.rows(returns).get(returnId)).wordsFromId;
}

/** What stands on: a new date was given once, and a decision asked once. */
const unchanged = (content: ActionUpdate): ActionUpdate => ({
  ...content,
  revisedDue: null,
  revisedReason: null,
  decisionWhat: null,
  decisionFrom: null,
  decisionBy: null,
});
