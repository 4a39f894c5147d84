import { noticeCard } from '../../cards/notice/notice-card.ts';
import { sayMoved } from '../../cards/notice/round-plan-words.ts';
import { CollateError } from '../../services/errors.ts';
import { moveRound } from '../../services/rounds/move-round.ts';
import type { Command } from './command.ts';

const USAGE = 'round move 2026-27 Q1 due 2026-07-03 because papers go out on Mon 6 Jul';

export const roundMove: Command = {
  name: 'round move',
  usage: USAGE,
  about: 'gives an open round another due day, and tells everybody who has not answered',
  deed: 'round.manage',
  run: async (deps, { actor }, words) => {
    const match = /^(.*?)\s*\bdue\s+(\S+)(?:\s+because\s+(.+))?$/is.exec(words);
    if (!match) throw new CollateError('input_invalid', `Say the round and its new day: ${USAGE}`);
    const [, period = '', due = '', reason] = match;
    const moved = await moveRound(deps, actor, {
      period: period.trim() === '' ? null : period,
      due,
      reason: reason ?? null,
    });
    return noticeCard({
      tone: 'info',
      title: `Round ${moved.period}`,
      text: sayMoved(moved),
      mend: moved.due === moved.was ? null : `To take it back: round move ${moved.period} due ${moved.was}`,
      id: null,
    });
  },
};
