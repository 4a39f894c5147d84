/** The forms of training figures: a run, totals, and the word that this is all. What is improbable is asked back once. */
import { z } from 'zod';
import { confirmedWords } from '../../cards/training-figures/ask-card.ts';
import { quarterWords } from '../../cards/training-figures/figure-words.ts';
import { partName, savedName } from '../../cards/training-figures/part-words.ts';
import { giverWords } from '../../cards/words.ts';
import { findingProblems } from '../../services/privacy/finding.ts';
import type { PartAnswer } from '../../services/returns/answers.ts';
import { maySeeAsk } from '../../services/returns/see-ask.ts';
import type { TrainingContent } from '../../services/returns/training-contents.ts';
import {
  confirmAll,
  readTrainingAsk,
  saveFigures,
  type TrainingState,
  withdrawFigures,
} from '../../services/returns/training-figures.ts';
import { findPart, NEW_RUN, type TrainingPart } from '../../services/returns/training-parts.ts';
import type { FigureField } from '../../services/training/check-figures.ts';
import { typedFigures } from '../../services/training/figures-input.ts';
import { improbableAsAll } from '../../services/training/sense.ts';
import type { BotDeps, Scene } from '../deps.ts';
import { passIn } from '../passing.ts';
import type { Press } from '../press.ts';
import { showDone } from '../show-ask.ts';
import { openAsk, openPart, type Shown, showConfirm, showFigures, titleOf } from '../training-forms.ts';
import { id, readData, small, type Verb, type VerbAnswer } from './verb.ts';

const where = z.object({ ask: id, part: id });
const yes = z.union([z.literal(0), z.literal(1)]).default(0);
const saving = where.extend({
  version: small,
  after: z.enum(['stay', 'another']).default('stay'),
  sure: yes,
  givenBy: z.string().max(64).optional(),
});
const confirming = z.object({
  ask: id,
  sure: yes,
  givenBy: z.string().max(64).optional(),
});

const open: Verb = {
  name: 'training-figures.open',
  press: async (deps, scene, press) => {
    const { state, part } = await openPart(deps, scene, readData(where, press));
    return showFigures(deps, scene, press, state, part);
  },
};

const save: Verb = {
  name: 'training-figures.save',
  holdsTyped: true,
  press: async (deps, scene, press) => {
    const data = readData(saving, press);
    const { part } = await openPart(deps, scene, data);
    const result = await saveFigures(deps, scene.actor, {
      askId: data.ask,
      subjectId: part.subjectId,
      seenVersion: data.version,
      fields: press.data,
      sure: data.sure === 1,
      givenById: data.givenBy || null,
      pass: passIn(press),
    });
    const { state } = result;
    const again = (shown: Shown) =>
      showFigures(deps, scene, press, state, part, { ...typedIn(press), after: data.after, ...shown });
    switch (result.kind) {
      case 'problems':
        return again({ problems: result.problems });
      case 'refused': {
        const { refusal } = result;
        const problems = findingProblems<FigureField>(refusal.findings);
        return again({ problems, refusal, sure: data.sure === 1 });
      }
      case 'imbalanced':
        return again({
          misfits: result.misfits,
          problems: { note: 'Say why the figures do not fit together, or mend them.' },
        });
      case 'improbable':
        return again({ improbable: result.reasons });
      case 'conflict': {
        const { theirs } = result;
        return again({ theirs, version: theirs.version, sure: data.sure === 1 });
      }
      case 'saved':
        return saved(deps, scene, press, state, part, result.answer);
    }
  },
  refused: async (deps, scene, press, reason) => {
    const data = readData(saving, press);
    const { state, part } = await deps.store.read(async view => {
      const found = await readTrainingAsk(view, scene.board.id, data.ask);
      const meant = await findPart(view, found, data.part);
      const isSeen = await maySeeAsk(view, scene.actor, data.ask, deps.clock.now());
      // What was typed comes back to its writer also where they may not answer; what the group said does not.
      return { state: found, part: isSeen ? meant : { ...meant, answer: null } };
    });
    return showFigures(deps, scene, press, state, part, { ...typedIn(press), notice: reason });
  },
};

/** Of two answers: this person's, saved over the one that they have seen now. */
const useMine: Verb = { ...save, name: 'training-figures.use-mine' };

const keepTheirs: Verb = {
  name: 'training-figures.keep-theirs',
  press: async (deps, scene, press) => {
    const { ask } = readData(z.object({ ask: id }), press);
    const done = { heading: 'Kept as it stands. Nothing of yours was saved.', detail: null, buttons: [] };
    return { title: 'Training figures', card: await showDone(deps, scene, press, ask, done), hold: 'end' };
  },
};

const takeOut: Verb = {
  name: 'training-figures.take-out',
  press: async (deps, scene, press) => {
    const data = readData(where.extend({ version: small }), press);
    const { part } = await openPart(deps, scene, data);
    if (part.subjectId === null || !part.answer) return gone(deps, scene, press, data.ask);
    const result = await withdrawFigures(deps, scene.actor, {
      askId: data.ask,
      subjectId: part.subjectId,
      seenVersion: data.version,
    });
    if (result.kind === 'gone') return gone(deps, scene, press, data.ask);
    if (result.kind === 'conflict') {
      const notice = `${giverWords(result.theirs)}, changed it meanwhile (version ${result.theirs.version}). Look again before you take it out.`;
      return showFigures(deps, scene, press, result.state, part, { notice });
    }
    const card = await showDone(deps, scene, press, data.ask, {
      heading: `Taken out: ${partName(part.answer.content)}.`,
      detail: quarterWords(result.state.figures) || null,
      buttons: [undoButton(data.ask, result.returnId)],
    });
    return { title: titleOf(part), card, hold: 'end' };
  },
};

const all: Verb = {
  name: 'training-figures.all',
  press: async (deps, scene, press) => {
    const { ask } = readData(z.object({ ask: id }), press);
    const state = await openAsk(deps, scene, ask);
    return showConfirm(deps, scene, press, state, { improbable: improbableAsAll(state.figures, state.last) });
  },
};

const confirm: Verb = {
  name: 'training-figures.confirm',
  press: async (deps, scene, press) => {
    const { ask, sure, givenBy = '' } = readData(confirming, press);
    const givenById = givenBy || null;
    const result = await confirmAll(deps, scene.actor, { askId: ask, sure: sure === 1, givenById });
    if (result.kind === 'improbable')
      return showConfirm(deps, scene, press, result.state, { improbable: result.reasons, chosen: givenById });
    const card = await showDone(deps, scene, press, ask, {
      heading: confirmedWords(result.state),
      detail: quarterWords(result.state.figures) || null,
      buttons: [undoButton(ask, result.returnId)],
    });
    return { title: 'That is all', card, hold: 'end' };
  },
};

/** What it makes of the quarter stands on the shared card, and below the words where there is none. */
async function saved(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  state: TrainingState,
  part: TrainingPart,
  answer: PartAnswer<TrainingContent>,
): Promise<VerbAnswer> {
  const { ask, after } = readData(saving, press);
  const heading = `Saved: ${savedName(answer)}.`;
  const figures = quarterWords(state.figures);
  if (after === 'another' && part.kind === 'run') {
    const next = await openPart(deps, scene, { ask, part: NEW_RUN });
    return showFigures(deps, scene, press, state, next.part, { notice: `${heading} ${figures}` });
  }
  const another = { title: 'Add another run', verb: 'training-figures.open', data: { ask, part: NEW_RUN } };
  const undo = undoButton(ask, answer.returnId);
  const card = await showDone(deps, scene, press, ask, {
    heading,
    detail: figures || null,
    buttons: part.kind === 'run' ? [another, undo] : [undo],
  });
  return { title: titleOf(part), card, hold: 'end' };
}

async function gone(deps: BotDeps, scene: Scene, press: Press, ask: string): Promise<VerbAnswer> {
  const done = { heading: 'It was taken out already.', detail: null, buttons: [] };
  return { title: 'Training figures', card: await showDone(deps, scene, press, ask, done), hold: 'end' };
}

const undoButton = (ask: string, returnId: string) => ({
  title: 'Undo',
  verb: 'ask.undo',
  data: { ask, return: returnId },
});

/** What the press brought back: to be shown again as it was typed. */
function typedIn(press: Press): Shown {
  const { version, givenBy } = readData(saving, press);
  return { values: typedFigures(press.data), version, chosen: givenBy || null };
}

export const trainingVerbs: readonly Verb[] = [open, save, useMine, keepTheirs, takeOut, all, confirm];
