import { CollateError } from '../../services/errors.ts';
import { findAskedAction } from '../../services/returns/find-asked.ts';
import { findAskOfKind } from '../../services/returns/find-asks.ts';
import { kindsOfWord } from '../../services/returns/kinds.ts';
import { requireAskSeen } from '../../services/returns/see-ask.ts';
import { renderAsk } from '../faces/registry.ts';
import { openForm } from '../update-forms.ts';
import type { Command } from './command.ts';

export const form: Command = {
  name: 'form',
  usage: 'form 1.2.a',
  about: 'the form of one action, as a message; also form training, report, compliance, measures',
  run: async (deps, scene, words) => {
    const [ref] = words.split(/\s+/);
    if (!ref)
      throw new CollateError(
        'input_invalid',
        'Say which action, or which return: form 1.2.a, form training, form report, form compliance, form measures, form statement or form section-11.',
      );
    const kinds = kindsOfWord(ref);
    const now = deps.clock.now();
    // Plain buttons, which every client knows: this is the way in where others fail.
    if (kinds.length > 0) {
      return deps.store.read(async view => {
        const { id: askId, boardId } = await findAskOfKind(view, scene.actor, kinds);
        await requireAskSeen(view, scene.actor, askId, now);
        return renderAsk(view, { boardId, askId, now }, { forms: 'dialog' });
      });
    }
    const { ask, action } = await deps.store.read(view => findAskedAction(view, scene.actor, ref, now));
    return openForm(deps, scene, ask, action, 'dialog');
  },
};
