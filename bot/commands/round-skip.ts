import { noticeCard } from '../../cards/notice/notice-card.ts';
import { sayPlanned } from '../../cards/notice/round-plan-words.ts';
import { CollateError } from '../../services/errors.ts';
import { leaveOut } from '../../services/rounds/change-plan.ts';
import type { Command } from './command.ts';
import { readGroupAndPeriod } from './read-group-period.ts';

const USAGE = 'round skip QAS 2026-27 Q2 because merger';

export const roundSkip: Command = {
  name: 'round skip',
  usage: USAGE,
  about: 'leaves a group out of one round; the summary tells why',
  deed: 'round.manage',
  run: async (deps, { actor }, words) => {
    const [, before = '', reason = ''] = /^(.+?)\s+because\s+(.+)$/is.exec(words) ?? [];
    const named = readGroupAndPeriod(before);
    if (!named) throw new CollateError('input_invalid', `Say which group, which round, and why: ${USAGE}`);
    const planned = await leaveOut(deps, actor, { ...named, reason });
    return noticeCard({
      tone: 'info',
      title: 'Left out of this round',
      text: sayPlanned(planned).join('\n'),
      mend: `To take it back: round unskip ${named.group} ${named.period}`,
      id: null,
    });
  },
};
