/** "No change": named before it is saved, and only where it is honest. */
import { z } from 'zod';
import { noChangeCard } from '../../cards/action-updates/no-change-card.ts';
import { savedCard } from '../../cards/action-updates/saved-card.ts';
import { count } from '../../cards/words.ts';
import { saveNoChange } from '../../services/returns/action-updates.ts';
import { readAsk } from '../../services/returns/read-ask.ts';
import { requireAskSeen } from '../../services/returns/see-ask.ts';
import { showUpdates } from '../update-forms.ts';
import { id, readData, type Verb } from './verb.ts';

const ask: Verb = {
  name: 'no-change.ask',
  press: async ({ store, clock, forms }, { board, actor }, press) => {
    const data = readData(z.object({ ask: id, action: id.optional() }), press);
    const state = await store.read(async view => {
      await requireAskSeen(view, actor, data.ask, clock.now());
      return readAsk(view, board.id, data.ask, clock.now());
    });
    const only = data.action ?? null;
    const here = press.door === 'execute' ? 'inline' : forms;
    return { title: 'No change', card: noChangeCard(state, { forms: here, only }), hold: 'begin' };
  },
};

const save: Verb = {
  name: 'no-change.save',
  press: async (deps, scene, press) => {
    const data = readData(z.object({ ask: id, actions: z.array(id).min(1).max(100) }), press);
    const { ask: state, kept } = await saveNoChange(deps, scene.actor, {
      askId: data.ask,
      actionIds: data.actions,
    });
    const banner = `Saved ${count(kept.length, 'action')} without change.`;
    const [first] = kept;
    const card =
      press.door === 'execute' || !first
        ? await showUpdates(deps, scene, data.ask, banner)
        : savedCard(state, first, {
            outcome: 'saved',
            place: press.door === 'dialog' ? 'form' : 'message',
            mayUndo: kept.length === 1,
            forms: 'dialog',
          });
    return { title: 'No change', card, hold: 'end' };
  },
  refused: async (deps, scene, press, reason) => {
    const data = readData(z.object({ ask: id }), press);
    return { title: 'No change', card: await showUpdates(deps, scene, data.ask, reason), hold: 'end' };
  },
};

export const noChangeVerbs: readonly Verb[] = [ask, save];
