/** The buttons of an ask's shared card that only look: pages, "only mine", and the list of what waits for me. */
import { z } from 'zod';
import { readMine } from '../mine.ts';
import { showAsk } from '../update-forms.ts';
import { id, readData, small, type Verb } from './verb.ts';

const page: Verb = {
  name: 'ask.page',
  press: async (deps, scene, press) => {
    const { ask, page } = readData(z.object({ ask: id, page: small }), press);
    return { title: 'Actions', card: await showAsk(deps, scene, ask, null, { page }) };
  },
};

const mine: Verb = {
  name: 'ask.mine',
  press: async (deps, scene, press) => {
    const { ask, page } = readData(z.object({ ask: id, page: small.default(0) }), press);
    const onlyFor = { personId: scene.person.id };
    return { title: 'Only yours', card: await showAsk(deps, scene, ask, null, { onlyFor, page }) };
  },
};

const minePage: Verb = {
  name: 'mine.page',
  press: async (deps, scene, press) => {
    const { page } = readData(z.object({ page: small }), press);
    return { title: 'What waits for you', card: await readMine(deps, scene, page) };
  },
};

export const askVerbs: readonly Verb[] = [page, mine, minePage];
