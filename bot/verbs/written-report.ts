/** The buttons that write a report: step by step, and handing it in. */
import { z } from 'zod';
import { kindTitle } from '../../cards/written-report/report-to-read.ts';
import { isCollateError } from '../../services/errors.ts';
import { findingProblems } from '../../services/privacy/finding.ts';
import { NONE } from '../../services/returns/report-headings.ts';
import {
  headingIn,
  openWrittenReport,
  type ReportState,
  readWrittenReport,
} from '../../services/returns/written-report.ts';
import { saveHeading } from '../../services/returns/written-report-save.ts';
import { submitReport } from '../../services/returns/written-report-submit.ts';
import type { BotDeps, Scene } from '../deps.ts';
import { passIn } from '../passing.ts';
import type { Press } from '../press.ts';
import { goOn, showStep, showStepConflict, showWhole, stillToWrite } from '../report-forms.ts';
import { showDone } from '../show-ask.ts';
import { id, readData, small, type Verb, type VerbAnswer } from './verb.ts';

const where = z.object({ ask: id, heading: id });
const step = where.extend({
  version: small,
  text: z.string().max(20_000).default(''),
  way: z.enum(['next', 'back']).default('next'),
  givenBy: z.string().max(64).optional(),
});

type Step = z.output<typeof step>;

const openHere = ({ store, clock }: BotDeps, { actor }: Scene, askId: string): Promise<ReportState> =>
  store.read(view => openWrittenReport(view, actor, askId, clock.now()));

const open: Verb = {
  name: 'written-report.open',
  press: async (deps, scene, press) => {
    const { ask, heading } = readData(where, press);
    const state = await openHere(deps, scene, ask);
    return showStep(deps, scene, press, state, headingIn(state, heading));
  },
};

const next: Verb = {
  name: 'written-report.next',
  holdsTyped: true,
  press: (deps, scene, press) => keepAndGo(deps, scene, press, { ...readData(step, press), way: 'next' }),
  refused: (deps, scene, press, reason) => stepAgain(deps, scene, press, { notice: reason }),
};

/** What was typed comes with the press, and is kept. */
const back: Verb = {
  ...next,
  name: 'written-report.back',
  holdsTyped: true,
  press: (deps, scene, press) => keepAndGo(deps, scene, press, { ...readData(step, press), way: 'back' }),
};

/** Says that there is none; never over something that was typed. */
const none: Verb = {
  ...next,
  name: 'written-report.none',
  holdsTyped: true,
  press: async (deps, scene, press) => {
    const data = readData(step, press);
    if (data.text.trim() !== '') {
      const text =
        'Something is typed here. Press Next to keep it, or clear it and press “None this time” again.';
      return stepAgain(deps, scene, press, { problems: { text } });
    }
    return keepAndGo(deps, scene, press, { ...data, text: NONE, way: 'next' });
  },
};

/** The last words, put into the field while it is empty. */
const reuse: Verb = {
  name: 'written-report.reuse',
  holdsTyped: true,
  press: async (deps, scene, press) => {
    const data = readData(step, press);
    const state = await openHere(deps, scene, data.ask);
    const heading = headingIn(state, data.heading);
    const isEmpty = data.text.trim() === '';
    return showStep(deps, scene, press, state, heading, {
      text: isEmpty ? (heading.last?.content.text ?? '') : data.text,
      notice: isEmpty ? null : 'What you have typed stays. Clear it to use the last words.',
      version: data.version,
      givenBy: data.givenBy ?? null,
    });
  },
};

/** Of two texts: this person's, kept over the one that they have seen now. */
const useMine: Verb = {
  ...next,
  name: 'written-report.use-mine',
  holdsTyped: true,
  press: (deps, scene, press) => keepAndGo(deps, scene, press, readData(step, press)),
};

const keepTheirs: Verb = {
  name: 'written-report.keep-theirs',
  press: async (deps, scene, press) => {
    const { ask, heading, way } = readData(step, press);
    const state = await openHere(deps, scene, ask);
    const notice = `Kept theirs: ${headingIn(state, heading).title}.`;
    return goOn(deps, scene, press, state, { from: heading, way, notice, givenBy: null });
  },
};

const whole: Verb = {
  name: 'written-report.whole',
  press: async (deps, scene, press) => {
    const { ask } = readData(z.object({ ask: id }), press);
    return showWhole(deps, scene, press, await openHere(deps, scene, ask), null);
  },
};

const submit: Verb = {
  name: 'written-report.submit',
  holdsTyped: true,
  press: async (deps, scene, press) => {
    const data = readData(
      z.object({ ask: id, seen: z.string().max(64), givenBy: z.string().max(64).optional() }),
      press,
    );
    const result = await submitReport(deps, scene.actor, {
      askId: data.ask,
      seen: data.seen,
      givenById: data.givenBy || null,
    });
    const { state } = result;
    if (result.kind === 'missing')
      return showWhole(deps, scene, press, state, `Not submitted. ${stillToWrite(result.missing)}`);
    if (result.kind === 'changed')
      return showWhole(
        deps,
        scene,
        press,
        state,
        'It changed since you looked, so nothing is submitted yet. Please look once more.',
      );
    return submitted(deps, scene, press, state);
  },
  refused: async (deps, scene, press, reason) => {
    const { ask } = readData(z.object({ ask: id }), press);
    return showWhole(deps, scene, press, await openHere(deps, scene, ask), reason);
  },
};

async function submitted(deps: BotDeps, scene: Scene, press: Press, state: ReportState): Promise<VerbAnswer> {
  const { asked, kind, round, submission, askId } = state;
  const undo = submission
    ? [{ title: 'Undo', verb: 'ask.undo', data: { ask: askId, return: submission.answer.returnId } }]
    : [];
  const card = await showDone(deps, scene, press, askId, {
    heading: `Submitted: ${kindTitle(kind).toLowerCase()} of ${asked.name}, ${round.period}.`,
    detail: 'What you write from now on changes nothing of it until it is submitted again.',
    buttons: undo,
  });
  return { title: kindTitle(kind), card, hold: 'end' };
}

async function keepAndGo(deps: BotDeps, scene: Scene, press: Press, data: Step): Promise<VerbAnswer> {
  const { ask: askId, heading, version: seenVersion, text, way } = data;
  const givenBy = data.givenBy || null;
  const input = { askId, heading, seenVersion, text, givenById: givenBy, pass: passIn(press) };
  const result = await saveHeading(deps, scene.actor, input);
  const { state } = result;
  const saved = headingIn(state, heading);
  if (result.kind === 'problems') {
    const shown = { text, problems: result.problems, version: seenVersion, givenBy };
    return showStep(deps, scene, press, state, saved, shown);
  }
  if (result.kind === 'refused') {
    const { refusal } = result;
    const problems = findingProblems<'text'>(refusal.findings);
    const shown = { text, problems, refusal, version: seenVersion, givenBy };
    return showStep(deps, scene, press, state, saved, shown);
  }
  if (result.kind === 'conflict')
    return showStepConflict(press, state, saved, { theirs: result.theirs, mine: text, way, givenBy });
  const notices = {
    kept: `Kept: ${saved.title} (version ${saved.answer?.version ?? 0}).`,
    cleared: `Taken out: ${saved.title}.`,
    same: null,
  };
  return goOn(deps, scene, press, state, { from: heading, way, notice: notices[result.kind], givenBy });
}

/** The step with what was typed; where they may not write, without what the others wrote. */
async function stepAgain(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  shown: { notice?: string; problems?: { text: string } },
): Promise<VerbAnswer> {
  const data = readData(step, press);
  const state = await bareWhereRefused(deps, scene, data.ask);
  return showStep(deps, scene, press, state, headingIn(state, data.heading), {
    text: data.text,
    version: data.version,
    givenBy: data.givenBy ?? null,
    ...shown,
  });
}

async function bareWhereRefused(deps: BotDeps, scene: Scene, askId: string): Promise<ReportState> {
  try {
    return await openHere(deps, scene, askId);
  } catch (error) {
    if (!isCollateError(error, 'not_allowed')) throw error;
    const state = await deps.store.read(view =>
      readWrittenReport(view, scene.board.id, askId, deps.clock.now()),
    );
    return { ...state, headings: state.headings.map(heading => ({ ...heading, answer: null, last: null })) };
  }
}

export const writtenReportVerbs: readonly Verb[] = [
  open,
  next,
  back,
  none,
  reuse,
  useMine,
  keepTheirs,
  whole,
  submit,
];
