/** The buttons of the form for an action update. */
import { z } from 'zod';
import { isCollateError } from '../../services/errors.ts';
import { saveActionUpdate, undoReturn } from '../../services/returns/action-updates.ts';
import type { AskedAction, AskState } from '../../services/returns/ask-state.ts';
import { type AskedHere, actionIn, readAsk, readAskedAction } from '../../services/returns/read-ask.ts';
import { typedUpdate } from '../../services/returns/update-input.ts';
import type { BotDeps, Scene } from '../deps.ts';
import { passIn } from '../passing.ts';
import type { Press } from '../press.ts';
import { type FormState, openForm, showDone, showSaved, showUpdates } from '../update-forms.ts';
import { id, readData, small, type Verb, type VerbAnswer } from './verb.ts';

const where = z.object({ ask: id, action: id });
const seen = where.extend({ version: small });
const saving = seen.extend({
  after: z.enum(['stay', 'next']).default('stay'),
  givenBy: z.string().max(64).optional(),
});

const formsOf = ({ door }: Press) => (door === 'execute' ? 'inline' : 'dialog');

const find = ({ store, clock }: BotDeps, { actor }: Scene, { ask, action }: z.output<typeof where>) =>
  store.read(view => readAskedAction(view, actor, { askId: ask, actionId: action }, clock.now()));

/** What was typed comes back to its writer also where they may not answer; what the group said does not. */
async function findOrBare(deps: BotDeps, scene: Scene, data: z.output<typeof where>): Promise<AskedHere> {
  try {
    return await find(deps, scene, data);
  } catch (error) {
    if (!isCollateError(error, 'not_allowed')) throw error;
    const ask = await deps.store.read(view => readAsk(view, scene.board.id, data.ask, deps.clock.now()));
    // Of what is restricted not even the title is for others.
    if (ask.round.restricted) throw error;
    return { ask, action: { ...actionIn(ask, data.action), last: null, answer: null } };
  }
}

const titleOf = (action: AskedAction) => `Update ${action.ref}`;

const open: Verb = {
  name: 'update.open',
  press: async (deps, scene, press) => {
    const { ask, action } = await find(deps, scene, readData(where, press));
    return {
      title: titleOf(action),
      card: await openForm(deps, scene, ask, action, formsOf(press)),
      hold: 'begin',
    };
  },
};

/** The last words, put into the fields that are still empty. */
const reuse: Verb = {
  name: 'update.reuse',
  holdsTyped: true,
  press: (deps, scene, press) =>
    reopen(deps, scene, press, ({ last }) => {
      const { rating, progress, impact, next, blockers, evidence } = last?.content ?? {};
      const typed = Object.entries(typedUpdate(press.data)).filter(([, value]) => value !== '');
      return {
        values: {
          ...typedUpdate({ rating, progress, impact, next, blockers, evidence }),
          ...Object.fromEntries(typed),
        },
      };
    }),
};

const save: Verb = {
  name: 'update.save',
  holdsTyped: true,
  press: async (deps, scene, press) => {
    const data = readData(saving, press);
    return saveAnd(deps, scene, press, data, data.version);
  },
  refused: (deps, scene, press, reason) =>
    reopen(deps, scene, press, () => ({ notice: reason, unfolded: true })),
};

/** Of two answers: this person's, saved over the one that they have seen now. */
const useMine: Verb = { ...save, name: 'update.use-mine' };

const keepTheirs: Verb = {
  name: 'update.keep-theirs',
  press: async (deps, scene, press) => {
    const { ask, action } = await find(deps, scene, readData(where, press));
    const banner = `Kept the answer for ${action.ref} as it stands.`;
    return done(deps, scene, press, ask, action, { outcome: 'kept', banner });
  },
};

const edit: Verb = {
  name: 'update.edit',
  press: (deps, scene, press) => reopen(deps, scene, press, () => ({ unfolded: true })),
};

const back: Verb = {
  name: 'update.back',
  press: async (deps, scene, press) => {
    const { ask } = readData(z.object({ ask: id }), press);
    const card = press.door === 'dialog' ? null : await showUpdates(deps, scene, ask, null);
    return { title: 'Actions', card, hold: 'end' };
  },
};

const undo: Verb = {
  name: 'update.undo',
  press: async (deps, scene, press) => {
    const data = readData(z.object({ ask: id, return: id }), press);
    const { ask, action, answer } = await undoReturn(deps, scene.actor, {
      askId: data.ask,
      returnId: data.return,
    });
    const now = answer ? 'what was there before stands again' : 'it has no answer now';
    const banner = `Undone for ${action.ref}: ${now}.`;
    return done(deps, scene, press, ask, action, { outcome: 'undone', banner });
  },
  refused: async (deps, scene, press, reason) => {
    const { ask } = readData(z.object({ ask: id }), press);
    return { title: 'Undo', card: await showUpdates(deps, scene, ask, reason), hold: 'end' };
  },
};

/** The form again, with what was typed and the version that it was typed on. */
async function reopen(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  state: (action: AskedAction) => FormState,
): Promise<VerbAnswer> {
  const data = readData(saving, press);
  const { ask, action } = await findOrBare(deps, scene, data);
  const card = await openForm(deps, scene, ask, action, formsOf(press), {
    values: typedUpdate(press.data),
    version: data.version,
    givenById: data.givenBy || null,
    ...state(action),
  });
  return { title: titleOf(action), card, hold: 'begin' };
}

async function saveAnd(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  data: z.output<typeof saving>,
  seenVersion: number,
): Promise<VerbAnswer> {
  const givenById = data.givenBy || null;
  const result = await saveActionUpdate(deps, scene.actor, {
    askId: data.ask,
    actionId: data.action,
    seenVersion,
    fields: press.data,
    givenById,
    pass: passIn(press),
  });
  const card = await showSaved(deps, scene, result, {
    fields: press.data,
    after: data.after,
    door: press.door,
    seenVersion,
    givenById,
  });
  const hasNext = data.after === 'next' && result.ask.done < result.ask.total;
  return { title: titleOf(result.action), card, hold: result.kind === 'saved' && !hasNext ? 'end' : 'begin' };
}

async function done(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  ask: AskState,
  action: AskedAction,
  told: { outcome: 'undone' | 'kept'; banner: string },
): Promise<VerbAnswer> {
  const card = await showDone(deps, scene, ask, action, press.door, told);
  return { title: titleOf(action), card, hold: 'end' };
}

export const updateVerbs: readonly Verb[] = [open, reuse, save, useMine, keepTheirs, edit, back, undo];
