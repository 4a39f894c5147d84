/** The buttons of an ask's shared card that only look: pages, "only mine", and the list of what waits for me. */
import { z } from 'zod';
import { undoAnswer } from '../../services/returns/undo-answer.ts';
import { readMine } from '../mine.ts';
import { showAsk, showDone } from '../show-ask.ts';
import { showUpdates } from '../update-forms.ts';
import { id, readData, small, type Verb } from './verb.ts';

const page: Verb = {
  name: 'ask.page',
  press: async (deps, scene, press) => {
    const { ask, page } = readData(z.object({ ask: id, page: small }), press);
    return { title: 'Actions', card: await showUpdates(deps, scene, ask, null, { page }) };
  },
};

const mine: Verb = {
  name: 'ask.mine',
  press: async (deps, scene, press) => {
    const { ask, page } = readData(z.object({ ask: id, page: small.default(0) }), press);
    const onlyFor = { personId: scene.person.id };
    return { title: 'Only yours', card: await showUpdates(deps, scene, ask, null, { onlyFor, page }) };
  },
};

const minePage: Verb = {
  name: 'mine.page',
  press: async (deps, scene, press) => {
    const { page } = readData(z.object({ page: small }), press);
    return { title: 'What waits for you', ...(await readMine(deps, scene, page)) };
  },
};

/** The card of an ask of any kind, from a list of what waits, or another page of it. */
const show: Verb = {
  name: 'ask.show',
  press: async (deps, scene, press) => {
    const { ask, page } = readData(z.object({ ask: id, page: small.default(0) }), press);
    return { title: 'What is asked', card: await showAsk(deps, scene, ask, { page }), hold: 'end' };
  },
};

/** Back to the shared card from a form in its place; a dialog closes. */
const close: Verb = {
  name: 'ask.close',
  press: async (deps, scene, press) => {
    const { ask } = readData(z.object({ ask: id.optional() }), press);
    const card = press.door === 'dialog' || !ask ? null : await showAsk(deps, scene, ask);
    return { title: 'What is asked', card, hold: 'end' };
  },
};

/** Takes back what was saved last, of any kind but action updates. */
const undo: Verb = {
  name: 'ask.undo',
  press: async (deps, scene, press) => {
    const data = readData(z.object({ ask: id, return: id }), press);
    await undoAnswer(deps, scene.actor, { askId: data.ask, returnId: data.return });
    const done = { heading: 'Undone: what was there before stands again.', detail: null, buttons: [] };
    return { title: 'Undo', card: await showDone(deps, scene, press, data.ask, done), hold: 'end' };
  },
  refused: async (deps, scene, press, reason) => {
    const { ask } = readData(z.object({ ask: id }), press);
    return { title: 'Undo', card: await showAsk(deps, scene, ask, { banner: reason }), hold: 'end' };
  },
};

export const askVerbs: readonly Verb[] = [page, mine, minePage, show, close, undo];
