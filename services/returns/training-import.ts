/** Runs from a file, into an ask for training figures: a look at what saving would do, and saving, in one unit. */
import { createHash } from 'node:crypto';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import type { Clock } from '../ports.ts';
import { IdentifierError } from '../privacy/finding.ts';
import type { AskedName } from '../rounds/asked-names.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import { type Day, dayOf } from '../time.ts';
import { type FileWords, readFileWords, rememberWords, type SaidWords } from '../training/file-words.ts';
import type { FileReading, LeftOutRows } from '../training/files/reading.ts';
import { type Comparison, compareRuns, type LookedRun } from '../training/import-look.ts';
import { importedRuns, type StrangeWords, strangeWords } from '../training/import-runs.ts';
import { programmeOf } from '../training/programme.ts';
import { improbableAfter } from '../training/sense.ts';
import { guardFile } from './guard-file.ts';
import { beginAnswer, settle } from './saving.ts';
import { saveRun } from './training-figures.ts';
import { rulesOf } from './training-given.ts';
import { figuresOf, readTrainingAsk } from './training-state.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

/** What was read of a file, and for which ask. */
export interface FileForAsk {
  askId: string;
  reading: FileReading;
  /** Words that are said with it, remembered when it is saved. */
  said?: SaidWords;
}

export interface FileLook extends Comparison {
  ask: { askId: string; asked: AskedName; period: string; starts: Day; ends: Day };
  shape: FileReading['shape'];
  /** Rows below the headings, and runs that they make. */
  rows: number;
  runs: number;
  leftOut: LeftOutRows[];
  /** Rows whose course is taken from the row above. */
  carried: number[];
  /** Headings of columns that nothing is taken from. */
  unused: string[];
  /** Words that nobody has said the meaning of; with any, nothing is saved. */
  strange: StrangeWords;
  /** People who attended the file's runs of the period; null where none is known. */
  attended: number | null;
  agencies: FileWords['agencies'];
  /** Changes when what the file or the ask holds changes. */
  digest: string;
}

/**
 * Who may see it is for the caller to know; saving asks who may save it.
 * @throws CollateError `ask_unknown`
 */
export async function lookAtFile(
  view: View,
  boardId: string,
  { askId, reading, said = {} }: FileForAsk,
  now: Date,
): Promise<FileLook> {
  const state = await readTrainingAsk(view, boardId, askId);
  const today = dayOf(now, state.board.timezone);
  const words = await readFileWords(view, boardId, said);
  const imported = importedRuns(reading, words, { training: state.training, today });
  const compared = compareRuns(imported, state.runs, rulesOf(state, today));
  const { starts, ends, period } = state.round;
  const kept = [...compared.fresh, ...compared.changed, ...compared.same];
  const known = kept.flatMap(({ content }) => (content.attended === null ? [] : content.attended));
  const strange = strangeWords(reading, words);
  return {
    ...compared,
    ask: { askId, asked: state.asked, period, starts, ends },
    shape: reading.shape,
    rows: reading.rows,
    runs: reading.runs.length,
    leftOut: reading.leftOut,
    carried: reading.carried,
    unused: reading.unused,
    strange,
    attended: known.length === 0 ? null : known.reduce((sum, people) => sum + people, 0),
    agencies: words.agencies,
    digest: digestOf(kept, compared, strange),
  };
}

function digestOf(
  kept: readonly LookedRun[],
  { refused, outside }: Comparison,
  strange: StrangeWords,
): string {
  const parts = kept.map(({ content, standing }) => [standing?.subjectId, standing?.version, content]);
  const text = JSON.stringify([parts, refused, outside, strange]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** What somebody decided when they looked. */
export interface ImportDecision {
  /** Of the look that they had before them; null takes whatever is there. */
  digest: string | null;
  /** For runs that stand with other figures: take the file's, or keep those that stand; null where nothing was said. */
  changed: 'take' | 'keep' | null;
  /** Of the changed ones, the subjects of those for which the opposite is wanted. */
  except: readonly string[];
  /** Why figures do not add up, for every run of which they do not. */
  note: string | null;
  /** True where the writer was asked about improbable figures and means them. */
  sure: boolean;
  /** Whose answer it is, where somebody at the terminal saves it for them. */
  personId?: string;
}

export type ImportSaved = { look: FileLook } & (
  | { kind: 'saved'; fresh: number; changed: number }
  /** Nothing was saved: some words are still unknown. */
  | { kind: 'strange' }
  /** Nothing was saved: the figures that stand were changed after the look. */
  | { kind: 'moved' }
  /** Nothing was saved: it was not said what is to become of runs that stand with other figures. */
  | { kind: 'undecided' }
  /** Nothing was saved: these runs do not add up, and no note says why. */
  | { kind: 'imbalanced'; runs: LookedRun[] }
  /** Nothing was saved yet: what to be sure of, a sentence each. */
  | { kind: 'improbable'; reasons: string[] }
  /** There is nothing to save. */
  | { kind: 'nothing' }
);

/** @throws CollateError `ask_unknown`, `identifier_found`, `not_allowed`, `person_unknown` */
export function saveFile(
  deps: Deps,
  actor: Actor,
  file: FileForAsk,
  decision: ImportDecision,
  /** Anything else that belongs into the same unit of work. */
  after: (unit: Unit, saved: Extract<ImportSaved, { kind: 'saved' }>) => Promise<void> = async () => {},
): Promise<ImportSaved> {
  return deps.store.write(async unit => {
    const saving = await beginAnswer(unit, deps.clock, actor, file.askId, 'training-figures');
    await guardFile(unit, actor, file, saving.now);
    const look = await lookAtFile(unit, actor.boardId, file, saving.now);
    const wanted = toSave(look, decision);
    const problem = await problemOf(unit, actor.boardId, { look, wanted, decision });
    if (problem) return problem;
    await rememberWords(unit, actor.boardId, file.said ?? {});
    const author = { ...actor, personId: decision.personId ?? actor.personId };
    for (const { content, standing, misfits } of wanted) {
      const note = misfits.length > 0 ? (decision.note ?? content.note) : content.note;
      const saved = await saveRun(unit, saving, author, {
        subjectId: standing?.subjectId ?? null,
        seenVersion: standing?.version ?? 0,
        content: { ...content, note },
      });
      if (saved.kind === 'refused') throw new IdentifierError(saved.refusal.findings);
      if (saved.kind === 'conflict')
        throw new CollateError('internal', 'A run changed inside a unit of work.');
    }
    await settle(unit, saving);
    const isFresh = ({ standing }: LookedRun) => standing === null;
    const fresh = wanted.filter(isFresh).length;
    const done = { kind: 'saved', look, fresh, changed: wanted.length - fresh } as const;
    await after(unit, done);
    return done;
  });
}

/** The new runs, and those of the changed ones for which the file's figures are wanted. */
function toSave({ fresh, changed }: FileLook, decision: ImportDecision): LookedRun[] {
  const isExcept = ({ standing }: LookedRun) => decision.except.includes(standing?.subjectId ?? '');
  const takes = decision.changed === 'take';
  return [...fresh, ...changed.filter(run => takes !== isExcept(run) && decision.changed !== null)];
}

async function problemOf(
  view: View,
  boardId: string,
  { look, wanted, decision }: { look: FileLook; wanted: readonly LookedRun[]; decision: ImportDecision },
): Promise<ImportSaved | null> {
  const { strange, fresh, changed } = look;
  if (strange.agencies.length + strange.statuses.length > 0) return { kind: 'strange', look };
  if (decision.digest !== null && decision.digest !== look.digest) return { kind: 'moved', look };
  if (fresh.length + changed.length === 0) return { kind: 'nothing', look };
  if (changed.length > 0 && decision.changed === null) return { kind: 'undecided', look };
  if (wanted.length === 0) return { kind: 'nothing', look };
  const odd = wanted.filter(({ misfits, content }) => misfits.length > 0 && content.note === null);
  if (odd.length > 0 && decision.note === null) return { kind: 'imbalanced', look, runs: odd };
  const reasons = decision.sure ? [] : await improbableIn(view, boardId, look.ask.askId, wanted);
  return reasons.length > 0 ? { kind: 'improbable', look, reasons } : null;
}

/** What the programme's attendance would become, beside the last period's. */
async function improbableIn(
  view: View,
  boardId: string,
  askId: string,
  wanted: readonly LookedRun[],
): Promise<string[]> {
  const state = await readTrainingAsk(view, boardId, askId);
  const replaced = new Set(wanted.map(({ standing }) => standing?.subjectId));
  const figures = figuresOf({ ...state, runs: state.runs.filter(run => !replaced.has(run.subjectId)) });
  const runs = [...figures.runs, ...wanted.map(({ content }) => content)];
  const after = programmeOf([{ ...figures, runs }], state.agencies);
  return improbableAfter({ before: state.figures, after }, state.last, null);
}
