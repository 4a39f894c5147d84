import { signOffListCard } from '../../cards/sign-off/list-card.ts';
import { CollateError } from '../../services/errors.ts';
import { findToSign } from '../../services/sign-off/find-to-sign.ts';
import { readToSign, showMessage } from '../sign-off-forms.ts';
import type { Command } from './command.ts';

export const signOff: Command = {
  name: 'sign off',
  usage: 'sign off',
  about: 'what waits for your sign-off as chair or deputy; sign off QAS for one group',
  run: async (deps, scene, words) => {
    const name = words === '' ? null : words;
    const { signsFor, found } = await deps.store.read(view =>
      findToSign(view, scene.actor, name, deps.clock.now()),
    );
    if (signsFor === 0)
      throw new CollateError(
        'not_allowed',
        `Only a group’s chair, deputy or stand-in signs off its returns, and you are none of them${scene.place.kind === 'channel' ? ' here' : ''}. Which are signed off: status`,
      );
    const [only, second] = found;
    if (!only)
      throw new CollateError('nothing_to_sign', 'Nothing waits for your sign-off: no round is open.');
    if (second) return signOffListCard(found, { zone: scene.board.timezone, forms: deps.forms });
    return showMessage(deps, scene, await readToSign(deps, scene, only.askId));
  },
};
