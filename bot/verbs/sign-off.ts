/** The buttons of a sign-off: look, sign, send back with a comment, undo. */
import { z } from 'zod';
import {
  MAX_COMMENT,
  type SignOffResult,
  sendBack,
  signOff,
  undoSignOff,
} from '../../services/sign-off/save.ts';
import type { BotDeps, Scene } from '../deps.ts';
import type { Press } from '../press.ts';
import { showAsk } from '../show-ask.ts';
import { readToSign, showSigned, showSigning } from '../sign-off-forms.ts';
import { id, readData, small, type Verb, type VerbAnswer } from './verb.ts';

const TITLE = 'Sign-off';

/** Far longer than it may be: what is too long comes back with the problem. */
const TYPED = MAX_COMMENT * 10;

const origin = z.object({
  ask: id,
  from: z.enum(['ask', 'chat']).default('ask'),
  place: z.enum(['standing', 'form', 'message']).optional(),
});
const look = origin.extend({ page: small.default(0), comment: z.string().max(TYPED).default('') });
const pressed = look.extend({ seen: small, turn: small });

const open: Verb = {
  name: 'sign-off.open',
  press: async (deps, scene, press) => {
    const { ask, from } = readData(origin, press);
    const signing = await readToSign(deps, scene, ask);
    return { title: TITLE, card: showSigning(deps, scene, press, signing, { from }), hold: 'begin' };
  },
  refused: (deps, scene, press, reason) => onSharedCard(deps, scene, press, reason),
};

/** Another page of what changed; the comment comes along. */
const page: Verb = {
  name: 'sign-off.page',
  holdsTyped: true,
  press: async (deps, scene, press) => {
    const { ask, from, place, page, comment } = readData(look, press);
    const signing = await readToSign(deps, scene, ask);
    const card = showSigning(deps, scene, press, signing, { from, place }, { page, comment });
    return place === 'standing' ? { title: TITLE, card } : { title: TITLE, card, hold: 'begin' };
  },
};

const sign: Verb = {
  name: 'sign-off.sign',
  holdsTyped: true,
  press: async (deps, scene, press) => {
    const data = readData(pressed, press);
    const input = { askId: data.ask, seen: data.seen, turn: data.turn };
    return answer(deps, scene, press, data, await signOff(deps, scene.actor, input));
  },
  refused: (deps, scene, press, reason) => again(deps, scene, press, reason),
};

const back: Verb = {
  name: 'sign-off.send-back',
  holdsTyped: true,
  press: async (deps, scene, press) => {
    const data = readData(pressed, press);
    const { ask: askId, seen, turn, comment } = data;
    return answer(
      deps,
      scene,
      press,
      data,
      await sendBack(deps, scene.actor, { askId, seen, turn, comment }),
    );
  },
  refused: (deps, scene, press, reason) => again(deps, scene, press, reason),
};

const undo: Verb = {
  name: 'sign-off.undo',
  press: async (deps, scene, press) => {
    const { ask, from, step } = readData(origin.extend({ step: id }), press);
    const signing = await undoSignOff(deps, scene.actor, { askId: ask, stepId: step });
    const heading = `Undone: ${signing.line.given ? 'what was there before stands again.' : 'it waits for sign-off again.'}`;
    const card = await showSigned(deps, scene, press, signing, { origin: { from }, heading, undo: false });
    return { title: TITLE, card, hold: 'end' };
  },
  refused: (deps, scene, press, reason) => onSharedCard(deps, scene, press, reason),
};

/** Back to the shared card from a form in its place; a dialog closes. */
const close: Verb = {
  name: 'sign-off.close',
  press: async (deps, scene, press) => {
    const { ask, from } = readData(origin, press);
    if (press.door === 'dialog') return { title: TITLE, card: null, hold: 'end' };
    if (from === 'ask') return { title: TITLE, card: await showAsk(deps, scene, ask), hold: 'end' };
    const signing = await readToSign(deps, scene, ask);
    const standing = { from, place: 'standing' } as const;
    return { title: TITLE, card: showSigning(deps, scene, press, signing, standing), hold: 'end' };
  },
};

async function answer(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  data: z.output<typeof pressed>,
  result: SignOffResult,
): Promise<VerbAnswer> {
  const { signing } = result;
  const { from, place, comment } = data;
  if (result.kind === 'done' || result.kind === 'already') {
    const heading = doneWords(result);
    const card = await showSigned(deps, scene, press, signing, {
      origin: { from, place },
      heading,
      undo: signing.line.given?.by.id === scene.person.id,
    });
    return { title: TITLE, card, hold: 'end' };
  }
  const words =
    result.kind === 'problem'
      ? { problem: result.problem }
      : {
          notice:
            result.kind === 'missing' ? missingWords(signing.line.missing) : changedWords(result.changed),
        };
  const card = showSigning(deps, scene, press, signing, { from, place }, { comment, ...words });
  return place === 'standing' ? { title: TITLE, card } : { title: TITLE, card, hold: 'begin' };
}

function doneWords({ kind, signing }: SignOffResult): string {
  const { line, group, round } = signing;
  const what = line.given?.step === 'sent-back' ? 'Sent back' : 'Signed off';
  const before = kind === 'already' ? `${what} before` : what;
  const who = kind === 'already' && line.given ? ` by ${line.given.by.name}` : '';
  return `${before}${who}: ${group.short}, ${round.period}.`;
}

const missingWords = (missing: readonly string[]) =>
  `Not signed off: a sign-off is over everything, and this is still to come: ${missing.join(', ')}.`;

const changedWords = (changed: readonly string[]) =>
  changed.length > 0
    ? `Nothing was done, because this changed since you looked: ${changed.join(', ')}. Please look once more.`
    : 'Nothing was done, because somebody else came first. Please look once more.';

/** What was typed stays where a press is refused or fails. */
async function again(deps: BotDeps, scene: Scene, press: Press, reason: string): Promise<VerbAnswer> {
  const { ask, from, place, page, comment } = readData(look, press);
  const signing = await readToSign(deps, scene, ask);
  const card = showSigning(deps, scene, press, signing, { from, place }, { page, comment, notice: reason });
  return { title: TITLE, card, hold: 'begin' };
}

/** The shared card stays where it is for who may not sign; a dialog and a chat say why by themselves. */
async function onSharedCard(deps: BotDeps, scene: Scene, press: Press, reason: string): Promise<VerbAnswer> {
  const { ask, from } = readData(origin, press);
  if (press.door !== 'execute' || from !== 'ask') throw new Error('It is told by itself.');
  return { title: TITLE, card: await showAsk(deps, scene, ask, { banner: reason }), hold: 'end' };
}

export const signOffVerbs: readonly Verb[] = [open, page, sign, back, undo, close];
