import { sayHeld } from '../../cards/notice/retention-words.ts';
import { CollateError } from '../../services/errors.ts';
import { releaseRound } from '../../services/rounds/hold-round.ts';
import { sayNotice } from '../notices.ts';
import type { Command } from './command.ts';

export const roundRelease: Command = {
  name: 'round release',
  usage: 'round release 2026-27 Q1',
  about: 'ends the hold on a round',
  deed: 'retention.manage',
  run: async (deps, { actor }, words) => {
    if (words === '') throw new CollateError('input_invalid', 'Say which round: round release 2026-27 Q1');
    const { title, text } = sayHeld(await releaseRound(deps, actor, words), 'released');
    return sayNotice(title, text);
  },
};
