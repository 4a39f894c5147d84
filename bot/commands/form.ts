import { CollateError } from '../../services/errors.ts';
import { findAskedAction } from '../../services/returns/find-asked.ts';
import { openForm } from '../update-forms.ts';
import type { Command } from './command.ts';

export const form: Command = {
  name: 'form',
  usage: 'form 1.2.a',
  about: 'the form of one action, as a message',
  run: async (deps, scene, words) => {
    const [ref] = words.split(/\s+/);
    if (!ref) throw new CollateError('input_invalid', 'Say which action: form 1.2.a');
    const { ask, action } = await deps.store.read(view =>
      findAskedAction(view, scene.actor, ref, deps.clock.now()),
    );
    // Plain buttons, which every client knows: this is the way in where others fail.
    return openForm(deps, scene, ask, action, 'dialog');
  },
};
