/** The forms of training figures, drawn for whoever pressed. */
import { confirmCard } from '../cards/training-figures/confirm-card.ts';
import { type FiguresFormView, figuresForm } from '../cards/training-figures/form-card.ts';
import { partName } from '../cards/training-figures/part-words.ts';
import { plainWords } from '../cards/words.ts';
import type { Actor } from '../services/people/access.ts';
import type { Clock } from '../services/ports.ts';
import { beginAnswer } from '../services/returns/saving.ts';
import { readTrainingAsk, type TrainingState } from '../services/returns/training-figures.ts';
import { findPart, type TrainingPart } from '../services/returns/training-parts.ts';
import type { View } from '../services/store/unit-of-work.ts';
import { AS_LISTED } from '../services/training/courses.ts';
import { retypedRun } from '../services/training/run-input.ts';
import { retypedTotal } from '../services/training/total-input.ts';
import type { BotDeps, Scene } from './deps.ts';
import { peopleToGiveFor } from './givers.ts';
import type { Press } from './press.ts';
import { formsOf } from './show-ask.ts';
import type { VerbAnswer } from './verbs/verb.ts';

/** An ask, for somebody who may answer it. @throws CollateError `ask_unknown`, `not_allowed` */
export const openAsk = ({ store, clock }: BotDeps, { actor }: Scene, ask: string): Promise<TrainingState> =>
  store.read(view => readAnswerable(view, clock, actor, ask));

/** The same with the part of it that is meant. @throws CollateError `ask_unknown`, `input_invalid`, `not_allowed` */
export const openPart = (
  { store, clock }: BotDeps,
  { actor }: Scene,
  { ask, part }: { ask: string; part: string },
): Promise<{ state: TrainingState; part: TrainingPart }> =>
  store.read(async view => {
    const state = await readAnswerable(view, clock, actor, ask);
    return { state, part: await findPart(view, state, part) };
  });

async function readAnswerable(view: View, clock: Clock, actor: Actor, ask: string): Promise<TrainingState> {
  await beginAnswer(view, clock, actor, ask, 'training-figures');
  return readTrainingAsk(view, actor.boardId, ask);
}

export interface Shown
  extends Partial<Omit<FiguresFormView, 'forms' | 'givers' | 'kind' | 'part' | 'answer'>> {
  chosen?: string | null;
}

/** The form as it was typed; of figures that stand, these. */
export async function showFigures(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  state: TrainingState,
  part: TrainingPart,
  { chosen = null, ...shown }: Shown = {},
): Promise<VerbAnswer> {
  const { answer } = part;
  const card = figuresForm(state, {
    kind: part.kind,
    part: part.code,
    answer,
    values: retypedOf(state, part),
    problems: {},
    notice: null,
    misfits: [],
    improbable: [],
    theirs: null,
    after: 'stay',
    sure: false,
    version: answer?.version ?? 0,
    mayUndo:
      answer !== null && !answer.isUndo && [answer.by.id, answer.enteredBy?.id].includes(scene.person.id),
    ...shown,
    givers: { people: await peopleToGiveFor(deps, scene), chosen },
    forms: formsOf(press),
  });
  return { title: titleOf(part), card, hold: 'begin' };
}

export function titleOf({ kind, answer }: TrainingPart): string {
  if (answer) return plainWords(partName(answer.content));
  return { run: 'Add a run', course: 'Totals by course', programme: 'Totals of the programme' }[kind];
}

/** Before “that is all” is said. */
export async function showConfirm(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  state: TrainingState,
  shown: { improbable?: readonly string[]; notice?: string | null; chosen?: string | null } = {},
): Promise<VerbAnswer> {
  const { improbable = [], notice = null, chosen = null } = shown;
  const givers = { people: await peopleToGiveFor(deps, scene), chosen };
  const card = confirmCard(state, { improbable, notice, givers, forms: formsOf(press) });
  return { title: 'That is all', card, hold: 'begin' };
}

function retypedOf(state: TrainingState, { answer }: TrainingPart): FiguresFormView['values'] {
  if (!answer) return { level: AS_LISTED };
  return 'firstDay' in answer.content
    ? retypedRun(answer.content, state)
    : retypedTotal(answer.content, state);
}
