import { CollateError } from '../../services/errors.ts';
import { findPerson } from '../../services/people/find-person.ts';
import { saveActionUpdate } from '../../services/returns/action-updates.ts';
import { findAskedAction } from '../../services/returns/find-asked.ts';
import { openForm, showSaved } from '../update-forms.ts';
import type { Command } from './command.ts';
import { readTypedUpdate } from './read-typed-update.ts';

export const update: Command = {
  name: 'update',
  usage: 'update 1.2.a amber Audit moved to July',
  about: 'answers in one line; add “impact:”, “next:”, “blockers:” or “evidence:” for more',
  run: async (deps, scene, words) => {
    const [ref = '', ...rest] = words.split(/(\s+)/);
    if (ref === '')
      throw new CollateError(
        'input_invalid',
        'Say which action, how it stands, and why: update 1.2.a amber Audit moved to July',
      );
    const { ask, action } = await deps.store.read(view =>
      findAskedAction(view, scene.actor, ref, deps.clock.now()),
    );
    const typed = readTypedUpdate(rest.join(''), ask.board.ratings);
    if (Object.keys(typed.fields).length === 0) return openForm(deps, scene, ask, action, 'dialog');
    if (action.rates && !typed.fields.rating && typed.fields.progress) {
      // Words without a rating, or with one that is misspelt, are never saved under an earlier rating.
      return openForm(deps, scene, ask, action, 'dialog', {
        values: typed.fields,
        problems: { rating: 'Choose a rating.' },
      });
    }
    const { givenBy } = typed;
    const givenById = givenBy
      ? (await deps.store.read(view => findPerson(view, scene.board.id, givenBy))).id
      : null;
    const author = givenById ?? scene.person.id;
    const own = action.answer?.by.id === author ? action.answer : null;
    const kept = own
      ? Object.fromEntries(Object.entries(own.content).filter(([, value]) => value !== null))
      : {};
    const seenVersion = own?.version ?? 0;
    const result = await saveActionUpdate(deps, scene.actor, {
      askId: ask.askId,
      actionId: action.id,
      // Somebody else's answer is never overwritten unseen.
      seenVersion,
      fields: { ...kept, ...typed.fields },
      givenById,
    });
    return showSaved(deps, scene, result, {
      fields: { ...kept, ...typed.fields },
      after: 'stay',
      door: 'message',
      seenVersion,
      givenById,
    });
  },
};
