/** The form of a measure: open, save, save and go on. */
import { z } from 'zod';
import { type MeasureFormView, measureForm } from '../../cards/measures/form-card.ts';
import { personWords, plainRef, truncate } from '../../cards/words.ts';
import { findingProblems } from '../../services/privacy/finding.ts';
import {
  lineIn,
  type MeasureField,
  type MeasureLine,
  type MeasuresState,
  readMeasures,
  saveMeasure,
  typedMeasure,
} from '../../services/returns/measures.ts';
import { beginAnswer } from '../../services/returns/saving.ts';
import type { BotDeps, Scene } from '../deps.ts';
import { peopleToGiveFor } from '../givers.ts';
import { passIn } from '../passing.ts';
import type { Press } from '../press.ts';
import { formsOf, showDone } from '../show-ask.ts';
import { id, readData, small, type Verb, type VerbAnswer } from './verb.ts';

const where = z.object({ ask: id, outcome: id });
const saving = where.extend({
  version: small,
  after: z.enum(['stay', 'next']).default('stay'),
  givenBy: z.string().max(64).optional(),
});

const open: Verb = {
  name: 'measures.open',
  press: async (deps, scene, press) => {
    const { ask, outcome } = readData(where, press);
    const state = await deps.store.read(async view => {
      await beginAnswer(view, deps.clock, scene.actor, ask, 'measures');
      return readMeasures(view, scene.board.id, ask);
    });
    return showForm(deps, scene, press, state, lineIn(state, outcome));
  },
};

const save: Verb = {
  name: 'measures.save',
  holdsTyped: true,
  press: async (deps, scene, press) => {
    const data = readData(saving, press);
    const result = await saveMeasure(deps, scene.actor, {
      askId: data.ask,
      outcomeId: data.outcome,
      seenVersion: data.version,
      fields: press.data,
      givenById: data.givenBy || null,
      pass: passIn(press),
    });
    const { state } = result;
    const line = lineIn(state, data.outcome);
    const typed = { values: typedMeasure(press.data), chosen: data.givenBy ?? null };
    if (result.kind === 'problems')
      return showForm(deps, scene, press, state, line, {
        ...typed,
        version: data.version,
        problems: result.problems,
      });
    if (result.kind === 'refused') {
      const { refusal } = result;
      const problems = findingProblems<MeasureField>(refusal.findings);
      return showForm(deps, scene, press, state, line, {
        ...typed,
        version: data.version,
        problems,
        refusal,
      });
    }
    if (result.kind === 'conflict') {
      const { by, content, version } = result.theirs;
      const notice = `${personWords(by)} saved “${truncate(content.value, 120)}” meanwhile (version ${version}). What you typed is below: Save puts it in its place, Back keeps theirs.`;
      return showForm(deps, scene, press, state, line, { ...typed, version, notice });
    }
    const next = data.after === 'next' ? state.lines.find(({ answer }) => answer === null) : undefined;
    const heading = `Saved ${plainRef(line.ref)}: ${truncate(result.answer.content.value, 80)} (version ${result.answer.version}).`;
    if (next) return showForm(deps, scene, press, state, next, { notice: heading });
    const detail = `${state.done} of ${state.total} done.`;
    const card = await showDone(deps, scene, press, data.ask, {
      heading,
      detail,
      buttons: [{ title: 'Undo', verb: 'ask.undo', data: { ask: data.ask, return: result.answer.returnId } }],
    });
    return { title: titleOf(line), card, hold: 'end' };
  },
  refused: async (deps, scene, press, reason) => {
    const data = readData(saving, press);
    const state = await deps.store.read(view => readMeasures(view, scene.board.id, data.ask));
    // What was typed comes back to its writer also where they may not answer; what the group said does not.
    const line = { ...lineIn(state, data.outcome), answer: null, last: null };
    return showForm(deps, scene, press, state, line, {
      values: typedMeasure(press.data),
      version: data.version,
      notice: reason,
    });
  },
};

const titleOf = ({ ref }: MeasureLine) => `Measure ${plainRef(ref)}`;

interface Shown extends Partial<Omit<MeasureFormView, 'forms' | 'givers'>> {
  chosen?: string | null;
}

/** The form as it was typed; of an answer that stands, its words. */
async function showForm(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  state: MeasuresState,
  line: MeasureLine,
  { chosen = null, ...shown }: Shown = {},
): Promise<VerbAnswer> {
  const { answer } = line;
  const card = measureForm(state, line, {
    values: answer ? typedMeasure({ ...answer.content }) : {},
    problems: {},
    notice: null,
    version: answer?.version ?? 0,
    ...shown,
    givers: { people: await peopleToGiveFor(deps, scene), chosen },
    forms: formsOf(press),
  });
  return { title: titleOf(line), card, hold: 'begin' };
}

export const measureVerbs: readonly Verb[] = [open, save];
