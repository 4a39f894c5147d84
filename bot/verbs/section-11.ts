/** The form of a Section 11 return: open, save, and the choice between two that were saved at the same time. */
import { z } from 'zod';
import { type Section11FormView, section11Form } from '../../cards/section-11/form-card.ts';
import { overallWords, returnedWords } from '../../cards/section-11/words.ts';
import { findingProblems } from '../../services/privacy/finding.ts';
import { beginAnswer } from '../../services/returns/saving.ts';
import {
  readSection11,
  retypedSection11,
  type Section11Field,
  type Section11State,
  saveSection11,
  typedSection11,
} from '../../services/returns/section-11.ts';
import type { BotDeps, Scene } from '../deps.ts';
import { peopleToGiveFor } from '../givers.ts';
import { passIn } from '../passing.ts';
import type { Press } from '../press.ts';
import { formsOf, showDone } from '../show-ask.ts';
import { id, readData, small, type Verb, type VerbAnswer } from './verb.ts';

const TITLE = 'Section 11';

const where = z.object({ ask: id });
const saving = where.extend({ version: small, givenBy: z.string().max(64).optional() });

const open: Verb = {
  name: 'section-11.open',
  press: async (deps, scene, press) => showForm(deps, scene, press, await find(deps, scene, press)),
};

const save: Verb = {
  name: 'section-11.save',
  holdsTyped: true,
  press: async (deps, scene, press) => {
    const data = readData(saving, press);
    const result = await saveSection11(deps, scene.actor, {
      askId: data.ask,
      seenVersion: data.version,
      fields: press.data,
      givenById: data.givenBy || null,
      pass: passIn(press),
    });
    const { state } = result;
    if (result.kind === 'problems')
      return showForm(deps, scene, press, state, { ...typedIn(press), problems: result.problems });
    if (result.kind === 'refused') {
      const { refusal } = result;
      const problems = findingProblems<Section11Field>(refusal.findings);
      return showForm(deps, scene, press, state, { ...typedIn(press), problems, refusal });
    }
    if (result.kind === 'conflict') {
      const theirs = { isConflict: true, version: result.theirs.version };
      return showForm(deps, scene, press, state, { ...typedIn(press), ...theirs });
    }
    const { returnId } = result.answer;
    return done(deps, scene, press, {
      heading: `Saved: ${standing(state)}.`,
      detail: null,
      buttons: [{ title: 'Undo', verb: 'ask.undo', data: { ask: data.ask, return: returnId } }],
    });
  },
  refused: async (deps, scene, press, reason) => {
    const { ask } = readData(saving, press);
    const state = await deps.store.read(view => readSection11(view, scene.board.id, ask));
    // What was typed comes back to its writer also where they may not answer; what the agency said does not.
    const bare = { ...state, answer: null, last: null };
    return showForm(deps, scene, press, bare, { ...typedIn(press), notice: reason });
  },
};

/** Of two answers: this person's, saved over the one that they have seen now. */
const useMine: Verb = { ...save, name: 'section-11.use-mine' };

const keepTheirs: Verb = {
  name: 'section-11.keep-theirs',
  press: async (deps, scene, press) => {
    const state = await find(deps, scene, press);
    return done(deps, scene, press, {
      heading: `Kept as it stands: ${standing(state)}.`,
      detail: null,
      buttons: [],
    });
  },
};

/** @throws CollateError `ask_unknown`, `not_allowed` */
function find(deps: BotDeps, scene: Scene, press: Press): Promise<Section11State> {
  const { ask } = readData(where, press);
  return deps.store.read(async view => {
    await beginAnswer(view, deps.clock, scene.actor, ask, 'section-11');
    return readSection11(view, scene.board.id, ask);
  });
}

async function done(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  told: Parameters<typeof showDone>[4],
): Promise<VerbAnswer> {
  const { ask } = readData(where, press);
  return { title: TITLE, card: await showDone(deps, scene, press, ask, told), hold: 'end' };
}

/** "Section 11, partly met · returned Fri 12 Feb 2027 · 4 open actions (version 1)". */
function standing({ answer }: Section11State): string {
  if (!answer) return 'nothing';
  const { content, version } = answer;
  return `Section 11, ${overallWords[content.overall].toLowerCase()} · ${returnedWords(content)} (version ${version})`;
}

/** What the press brought back: to be shown again as it was typed. */
function typedIn(press: Press): Shown {
  const { version, givenBy } = readData(saving, press);
  return { values: typedSection11(press.data), version, chosen: givenBy || null };
}

interface Shown extends Partial<Omit<Section11FormView, 'forms' | 'givers'>> {
  chosen?: string | null;
}

/** The form as it was typed; of an answer that stands, what it says. */
async function showForm(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  state: Section11State,
  { chosen = null, ...shown }: Shown = {},
): Promise<VerbAnswer> {
  const { answer } = state;
  const savers = [answer?.by.id, answer?.enteredBy?.id];
  const card = section11Form(state, {
    values: answer ? retypedSection11(answer.content) : {},
    problems: {},
    notice: null,
    isConflict: false,
    version: answer?.version ?? 0,
    mayUndo: answer !== null && !answer.isUndo && savers.includes(scene.person.id),
    ...shown,
    givers: { people: await peopleToGiveFor(deps, scene), chosen },
    forms: formsOf(press),
  });
  return { title: TITLE, card, hold: 'begin' };
}

export const section11Verbs: readonly Verb[] = [open, save, useMine, keepTheirs];
