import { sayHeld } from '../../cards/notice/retention-words.ts';
import { CollateError } from '../../services/errors.ts';
import { holdRound } from '../../services/rounds/hold-round.ts';
import { sayNotice } from '../notices.ts';
import type { Command } from './command.ts';

const USAGE = 'round hold 2026-27 Q1 because a review asks for it';

export const roundHold: Command = {
  name: 'round hold',
  usage: USAGE,
  about: 'keeps everything of a round, whatever its age, until it is released',
  deed: 'retention.manage',
  run: async (deps, { actor }, words) => {
    const [, period, reason] = /^(.+?)\s+because\s+(.+)$/is.exec(words) ?? [];
    if (!period || !reason) throw new CollateError('input_invalid', `Say which round, and why: ${USAGE}`);
    const { title, text } = sayHeld(await holdRound(deps, actor, period, reason), 'held');
    return sayNotice(title, text);
  },
};
