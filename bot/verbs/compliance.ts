/** The form of compliance figures: open, save, save and go on; improbable figures are asked back about once. */
import { z } from 'zod';
import { lineName, savedWords } from '../../cards/compliance/ask-card.ts';
import { type ComplianceFormView, complianceForm } from '../../cards/compliance/form-card.ts';
import { plainWords } from '../../cards/words.ts';
import { findingProblems } from '../../services/privacy/finding.ts';
import {
  type ComplianceLine,
  type ComplianceState,
  complianceLine,
  readComplianceAsk,
  saveCompliance,
} from '../../services/returns/compliance.ts';
import {
  type ComplianceField,
  retypedCompliance,
  typedCompliance,
} from '../../services/returns/compliance-input.ts';
import { beginAnswer } from '../../services/returns/saving.ts';
import type { BotDeps, Scene } from '../deps.ts';
import { peopleToGiveFor } from '../givers.ts';
import { passIn } from '../passing.ts';
import type { Press } from '../press.ts';
import { formsOf, showDone } from '../show-ask.ts';
import { id, readData, small, type Verb, type VerbAnswer } from './verb.ts';

const where = z.object({ ask: id, part: id });
const saving = where.extend({
  version: small,
  after: z.enum(['stay', 'next']).default('stay'),
  sure: z.union([z.literal(0), z.literal(1)]).default(0),
  givenBy: z.string().max(64).optional(),
});

const open: Verb = {
  name: 'compliance.open',
  press: async (deps, scene, press) => {
    const { state, line } = await find(deps, scene, press);
    return showForm(deps, scene, press, state, line);
  },
};

const save: Verb = {
  name: 'compliance.save',
  holdsTyped: true,
  press: async (deps, scene, press) => {
    const data = readData(saving, press);
    const result = await saveCompliance(deps, scene.actor, {
      askId: data.ask,
      part: data.part,
      seenVersion: data.version,
      fields: press.data,
      sure: data.sure === 1,
      givenById: data.givenBy || null,
      pass: passIn(press),
    });
    const { state, line } = result;
    const again = (shown: Shown) =>
      showForm(deps, scene, press, state, line, { ...typedIn(press), after: data.after, ...shown });
    switch (result.kind) {
      case 'problems':
        return again({ problems: result.problems });
      case 'refused': {
        const { refusal } = result;
        const problems = findingProblems<ComplianceField>(refusal.findings);
        return again({ problems, refusal, sure: data.sure === 1 });
      }
      case 'improbable':
        return again({ improbable: result.reasons });
      case 'conflict':
        return again({ isConflict: true, version: result.theirs.version });
      case 'saved':
        return saved(deps, scene, press, state, line, data.after);
    }
  },
  refused: async (deps, scene, press, reason) => {
    const { ask, part } = readData(saving, press);
    const state = await deps.store.read(view => readComplianceAsk(view, scene.board.id, ask));
    // What was typed comes back to its writer also where they may not answer; what the agency said does not.
    const line = { ...complianceLine(state, part), answer: null, last: null };
    return showForm(deps, scene, press, state, line, { ...typedIn(press), notice: reason });
  },
};

/** Of two answers: this person's, saved over the one that they have seen now. */
const useMine: Verb = { ...save, name: 'compliance.use-mine' };

const keepTheirs: Verb = {
  name: 'compliance.keep-theirs',
  press: async (deps, scene, press) => {
    const { state, line } = await find(deps, scene, press);
    const done = { heading: `Kept as it stands: ${savedWords(line)}.`, detail: null, buttons: [] };
    return { title: titleOf(line), card: await showDone(deps, scene, press, state.askId, done), hold: 'end' };
  },
};

/** @throws CollateError `ask_unknown`, `input_invalid`, `not_allowed` */
function find(deps: BotDeps, scene: Scene, press: Press) {
  const { ask, part } = readData(where, press);
  return deps.store.read(async view => {
    await beginAnswer(view, deps.clock, scene.actor, ask, 'compliance');
    const state = await readComplianceAsk(view, scene.board.id, ask);
    return { state, line: complianceLine(state, part) };
  });
}

async function saved(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  state: ComplianceState,
  line: ComplianceLine,
  after: 'stay' | 'next',
): Promise<VerbAnswer> {
  const heading = `Saved: ${savedWords(line)}.`;
  const next = state.lines.find(({ answer }) => answer === null);
  if (after === 'next' && next) return showForm(deps, scene, press, state, next, { notice: heading });
  const { askId, done, total } = state;
  const undo = {
    title: 'Undo',
    verb: 'ask.undo',
    data: { ask: askId, return: line.answer?.returnId ?? '' },
  };
  const onward = next && {
    title: `Next: ${lineName(next)}`,
    verb: 'compliance.open',
    data: { ask: askId, part: next.part },
  };
  const card = await showDone(deps, scene, press, askId, {
    heading,
    detail: done < total ? `${done} of ${total} done.` : 'All are in.',
    buttons: onward ? [onward, undo] : [undo],
  });
  return { title: titleOf(line), card, hold: 'end' };
}

const titleOf = (line: ComplianceLine) => plainWords(lineName(line));

/** What the press brought back: to be shown again as it was typed. */
function typedIn(press: Press): Shown {
  const { version, givenBy } = readData(saving, press);
  return { values: typedCompliance(press.data), version, chosen: givenBy || null };
}

interface Shown extends Partial<Omit<ComplianceFormView, 'forms' | 'givers'>> {
  chosen?: string | null;
}

/** The form as it was typed; of an answer that stands, its figures. */
async function showForm(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  state: ComplianceState,
  line: ComplianceLine,
  { chosen = null, ...shown }: Shown = {},
): Promise<VerbAnswer> {
  const { answer } = line;
  const card = complianceForm(state, line, {
    values: answer ? retypedCompliance(answer.content) : {},
    problems: {},
    notice: null,
    improbable: [],
    sure: false,
    isConflict: false,
    after: 'stay',
    version: answer?.version ?? 0,
    mayUndo: answer !== null && !answer.isUndo && isOwn(scene, answer.by.id, answer.enteredBy?.id),
    ...shown,
    givers: { people: await peopleToGiveFor(deps, scene), chosen },
    forms: formsOf(press),
  });
  return { title: titleOf(line), card, hold: 'begin' };
}

const isOwn = ({ person }: Scene, ...ids: (string | undefined)[]) => ids.includes(person.id);

export const complianceVerbs: readonly Verb[] = [open, save, useMine, keepTheirs];
