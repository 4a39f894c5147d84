/** The forms of written reports: a step, two texts of one step, and the look at the whole. */

import { listed } from '../cards/words.ts';
import { readyWords } from '../cards/written-report/ask-card.ts';
import type { Way } from '../cards/written-report/conflict-card.ts';
import { stepConflictCard } from '../cards/written-report/conflict-card.ts';
import { draftToRead } from '../cards/written-report/report-to-read.ts';
import { stepCard } from '../cards/written-report/step-card.ts';
import { wholeCard } from '../cards/written-report/whole-card.ts';
import type { Refusal } from '../services/privacy/finding.ts';
import type { PartAnswer } from '../services/returns/answers.ts';
import {
  changedHeadings,
  type HeadingState,
  maySubmit,
  missingHeadings,
  type ReportState,
  seenCode,
} from '../services/returns/written-report.ts';
import type { HeadingProblems } from '../services/returns/written-report-save.ts';
import type { ReportText } from '../services/returns/written-report-submission.ts';
import type { BotDeps, Scene } from './deps.ts';
import { peopleToGiveFor } from './givers.ts';
import type { Press } from './press.ts';
import { formsOf } from './show-ask.ts';
import type { VerbAnswer } from './verbs/verb.ts';

export interface StepShown {
  /** What stands in the field; the draft's text unless given. */
  text?: string;
  problems?: HeadingProblems;
  refusal?: Refusal | null;
  notice?: string | null;
  /** The version that the writer has before them; the present one unless given. */
  version?: number;
  givenBy?: string | null;
}

export async function showStep(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  state: ReportState,
  heading: HeadingState,
  { text, problems = {}, refusal = null, notice = null, version, givenBy = null }: StepShown = {},
): Promise<VerbAnswer> {
  const { answer } = heading;
  const card = stepCard(state, heading, {
    values: { text: text ?? answer?.content.text ?? '' },
    problems,
    refusal,
    notice,
    givers: { people: await peopleToGiveFor(deps, scene), chosen: givenBy },
    version: version ?? answer?.version ?? 0,
    forms: formsOf(press),
  });
  return { title: heading.title, card, hold: 'begin' };
}

export function showStepConflict(
  press: Press,
  state: ReportState,
  heading: HeadingState,
  conflict: { theirs: PartAnswer<ReportText>; mine: string; way: Way; givenBy: string | null },
): VerbAnswer {
  const card = stepConflictCard(state, heading, { ...conflict, forms: formsOf(press) });
  return { title: heading.title, card, hold: 'begin' };
}

/** The step after this one, the one before it, or after the last the whole. */
export function goOn(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  state: ReportState,
  { from, way, notice, givenBy }: { from: string; way: Way; notice: string | null; givenBy: string | null },
): Promise<VerbAnswer> {
  const at = state.headings.findIndex(({ id }) => id === from);
  const to = state.headings[way === 'next' ? at + 1 : Math.max(0, at - 1)];
  return to
    ? showStep(deps, scene, press, state, to, { notice, givenBy })
    : showWhole(deps, scene, press, state, notice);
}

/** The draft as it would be submitted, with the button for who may. */
export async function showWhole(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  state: ReportState,
  banner: string | null,
): Promise<VerbAnswer> {
  const missing = missingHeadings(state);
  const changed = changedHeadings(state);
  const isDue = missing.length === 0 && (!state.submission || changed.length > 0);
  const may = await deps.store.read(view => maySubmit(view, scene.actor, state, deps.clock.now()));
  const submit =
    isDue && may ? { title: state.submission ? 'Submit again' : 'Submit', seen: seenCode(state) } : null;
  const card = wholeCard(draftToRead(state), {
    banner,
    notes: notesOf(state),
    codes: { from: 'draft', ask: state.askId },
    place: 'form',
    draft: {
      askId: state.askId,
      canEdit: !state.round.closed || state.done < state.total,
      submit,
      ready: missing.length > 0 ? stillToWrite(missing) : isDue && !may ? readyWords(state) : '',
      givers: await peopleToGiveFor(deps, scene),
    },
    hasList: false,
    forms: formsOf(press),
  });
  return { title: 'The whole report', card, hold: 'begin' };
}

function notesOf(state: ReportState): string[] {
  const changed = changedHeadings(state);
  if (!state.submission) return ['A draft: not submitted yet'];
  return changed.length > 0
    ? [`Changed since it was submitted: ${listed(changed.map(({ title }) => title))}`]
    : ['Submitted as it stands here'];
}

export const stillToWrite = (missing: readonly HeadingState[]): string =>
  `Still to be written: ${listed(missing.map(({ title }) => title))}.`;
