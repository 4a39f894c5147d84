import { noticeCard } from '../../cards/notice/notice-card.ts';
import { sayPlanned } from '../../cards/notice/round-plan-words.ts';
import { CollateError } from '../../services/errors.ts';
import { takeBackIn } from '../../services/rounds/change-plan.ts';
import type { Command } from './command.ts';
import { readGroupAndPeriod } from './read-group-period.ts';

const USAGE = 'round unskip QAS 2026-27 Q2';

export const roundUnskip: Command = {
  name: 'round unskip',
  usage: USAGE,
  about: 'asks a group after all that was left out of a round',
  deed: 'round.manage',
  run: async (deps, { actor }, words) => {
    const named = readGroupAndPeriod(words);
    if (!named) throw new CollateError('input_invalid', `Say which group and which round: ${USAGE}`);
    return noticeCard({
      tone: 'info',
      title: 'Asked after all',
      text: sayPlanned(await takeBackIn(deps, actor, named)).join('\n'),
      mend: null,
      id: null,
    });
  },
};
