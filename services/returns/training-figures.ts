/**
 * The kind `training-figures`: runs of courses, totals of courses and of the programme, and the group's word that
 * this is all. Saving, taking out, confirming: each is one unit of work.
 */
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import type { Clock } from '../ports.ts';
import { IdentifierError, type PassAsked } from '../privacy/finding.ts';
import { WHOLE } from '../rounds/owed/owed.ts';
import { boards } from '../store/entities/board.ts';
import { asks } from '../store/entities/rounds.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import { checkRun, type FigureProblems, type RunRules } from '../training/check-figures.ts';
import type { RunContent } from '../training/content.ts';
import { improbableAsAll } from '../training/sense.ts';
import { figureKind, isRunSubject, newRunSubject } from '../training/subjects.ts';
import { type PartAnswer, type PartSaved, savePart, standingParts, withdrawPart } from './answers.ts';
import { appendReturn, authorOf, beginAnswer, type Saving, settle } from './saving.ts';
import {
  type FiguresContent,
  runContents,
  type TrainingContent,
  trainingContents,
  wholeContents,
} from './training-contents.ts';
import { type Given, readGiven, savingOf, senseOf } from './training-given.ts';
import { readTrainingAsk, type TrainingState } from './training-state.ts';

export { checkRun, type RunRules } from '../training/check-figures.ts';
export { misfitWords } from '../training/misfit-words.ts';
export { readTrainingAsk, type TrainingState } from './training-state.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

export interface FiguresInput extends Given {
  askId: string;
  /** The version that the writer had before them; 0 for none. Null takes whatever is there. */
  seenVersion: number | null;
  /** True where the writer was asked about improbable figures and means them. */
  sure?: boolean;
  /** Whose answer it is, where the manager types it for them. */
  givenById?: string | null;
  /** What the writer says is not about a person. */
  pass?: PassAsked | null;
}

export type FiguresSaved = { state: TrainingState } & (
  | PartSaved<FiguresContent>
  /** Nothing was saved: each field's problem. */
  | { kind: 'problems'; problems: FigureProblems }
  /** Nothing was saved yet: what does not fit, a sentence each; it may stand with a note that says why. */
  | { kind: 'imbalanced'; misfits: string[] }
  /** Nothing was saved yet: what to be sure of, a sentence each. */
  | { kind: 'improbable'; reasons: string[] }
);

/**
 * Saves a run, the totals of a course, or those of the programme, as they were typed.
 * @throws CollateError `ask_unknown`, `input_invalid`, `not_allowed`, `person_unknown`
 */
export function saveFigures(
  { store, clock }: Deps,
  actor: Actor,
  input: FiguresInput,
): Promise<FiguresSaved> {
  return store.write(async unit => {
    const saving = await beginAnswer(unit, clock, actor, input.askId, 'training-figures');
    const state = await readTrainingAsk(unit, actor.boardId, input.askId);
    const read = readGiven(input, state, saving.today);
    if (!read.ok) return { kind: 'problems', state, problems: read.problems };
    const { misfits, improbable } = senseOf(read.said, state);
    if (misfits.length > 0 && read.said.content.note === null) return { kind: 'imbalanced', state, misfits };
    if (improbable.length > 0 && !input.sure) return { kind: 'improbable', state, reasons: improbable };
    const { seenVersion, givenById = null, pass = null } = input;
    const saved = await savingOf(read.said, (contents, content) =>
      savePart(unit, saving, actor, contents, {
        subjectId: read.said.subjectId,
        seenVersion,
        content,
        givenById,
        pass,
      }),
    );
    if (saved.kind === 'saved') await settle(unit, saving);
    return { ...saved, state: await readTrainingAsk(unit, actor.boardId, input.askId) };
  });
}

export interface WithdrawInput {
  askId: string;
  subjectId: string;
  /** The version that the writer had before them. */
  seenVersion: number;
}

export type Withdrawn =
  | { kind: 'withdrawn'; state: TrainingState; returnId: string }
  /** A second press: it is out already. */
  | { kind: 'gone'; state: TrainingState }
  /** Nothing was taken out: somebody changed it meanwhile. */
  | { kind: 'conflict'; state: TrainingState; theirs: PartAnswer<TrainingContent> };

/**
 * Takes a run out that was entered by mistake, or totals; undo brings them back.
 * @throws CollateError `ask_unknown`, `input_invalid`, `not_allowed`, `person_unknown`
 */
export function withdrawFigures(
  { store, clock }: Deps,
  actor: Actor,
  { askId, subjectId, seenVersion }: WithdrawInput,
): Promise<Withdrawn> {
  return store.write(async unit => {
    const saving = await beginAnswer(unit, clock, actor, askId, 'training-figures');
    const kind = figureKind(subjectId);
    if (kind === null || kind === 'whole')
      throw new CollateError('input_invalid', 'That cannot be taken out.');
    const where = { boardId: actor.boardId, askId };
    const present = (await standingParts(unit, where, trainingContents)).get(subjectId);
    const after = () => readTrainingAsk(unit, actor.boardId, askId);
    if (!present) return { kind: 'gone', state: await after() };
    if (present.version !== seenVersion) return { kind: 'conflict', state: await after(), theirs: present };
    const row = await withdrawPart(unit, saving, actor, subjectId);
    await settle(unit, saving);
    return { kind: 'withdrawn', state: await after(), returnId: row?.id ?? '' };
  });
}

export type Confirmed = { state: TrainingState } & (
  | { kind: 'confirmed'; returnId: string }
  /** Nothing was saved yet: what to be sure of, a sentence each. */
  | { kind: 'improbable'; reasons: string[] }
);

/**
 * The group's word that this is all, or that nothing was run. It stays when figures change later; said again after
 * such a change it is a new version.
 * @throws CollateError `ask_unknown`, `not_allowed`, `person_unknown`
 */
export function confirmAll(
  { store, clock }: Deps,
  actor: Actor,
  { askId, sure = false, givenById = null }: { askId: string; sure?: boolean; givenById?: string | null },
): Promise<Confirmed> {
  return store.write(async unit => {
    const saving = await beginAnswer(unit, clock, actor, askId, 'training-figures');
    const before = await readTrainingAsk(unit, actor.boardId, askId);
    const reasons = improbableAsAll(before.figures, before.last);
    if (reasons.length > 0 && !sure) return { kind: 'improbable', state: before, reasons };
    const returnId = await sayAll(unit, saving, actor, before, givenById);
    await settle(unit, saving);
    return { kind: 'confirmed', returnId, state: await readTrainingAsk(unit, actor.boardId, askId) };
  });
}

async function sayAll(
  unit: Unit,
  saving: Saving,
  actor: Actor,
  { changedSince }: TrainingState,
  givenById: string | null,
): Promise<string> {
  if (changedSince > 0) {
    const author = await authorOf(unit, actor, givenById, saving);
    return (await appendReturn(unit, saving, actor, { ...author, subjectId: WHOLE })).id;
  }
  const part = { subjectId: WHOLE, seenVersion: null, content: {}, givenById };
  const saved = await savePart(unit, saving, actor, wholeContents, part);
  if (saved.kind === 'refused') throw new IdentifierError(saved.refusal.findings);
  return saved.kind === 'saved' ? saved.answer.returnId : saved.theirs.returnId;
}

export interface RunToSave {
  /** The subject of a run that is there already; null for a new one. */
  subjectId: string | null;
  content: RunContent;
  /** The version that was looked at; null takes whatever is there. */
  seenVersion: number | null;
}

/**
 * Saves one run inside a unit, as a file brings it. The caller has called `beginAnswer`, looked at `checkRun` for what
 * does not fit, and calls `settle` after its last run.
 * @throws CollateError `input_invalid` for a run that cannot be, `person_unknown`
 */
export async function saveRun(
  unit: Unit,
  saving: Saving,
  actor: Actor,
  { subjectId, content, seenVersion }: RunToSave,
): Promise<PartSaved<RunContent>> {
  if (subjectId !== null && !isRunSubject(subjectId))
    throw new CollateError('input_invalid', 'That is no run.');
  const [problem] = Object.values(checkRun(content, await runRules(unit, saving)).problems);
  if (problem) throw new CollateError('input_invalid', `${content.course}, ${content.firstDay}: ${problem}`);
  return savePart(unit, saving, actor, runContents, {
    subjectId: subjectId ?? newRunSubject(),
    seenVersion,
    content,
  });
}

/** What the runs of an ask are held against: for `checkRun`. */
export async function runRules(
  view: View,
  { round, today }: Pick<Saving, 'round' | 'today'>,
): Promise<RunRules> {
  const { yearStarts } = await view.rows(boards).get(round.boardId);
  return { period: { name: round.period, starts: round.startsOn, ends: round.endsOn }, yearStarts, today };
}

/** The runs that stand in an ask. */
export async function findRuns(view: View, askId: string): Promise<PartAnswer<RunContent>[]> {
  const { boardId } = await view.rows(asks).get(askId);
  return [...(await standingParts(view, { boardId, askId }, runContents)).values()];
}
