import { noticeCard } from '../../cards/notice/notice-card.ts';
import { sayReminded } from '../../cards/notice/round-words.ts';
import { remindByHand } from '../../services/rounds/remind-by-hand.ts';
import type { Command } from './command.ts';

export const roundRemind: Command = {
  name: 'round remind',
  usage: 'round remind',
  about: 'reminds everybody who has not answered; round remind 2026-27 Q1 for QAS reminds one group',
  deed: 'round.manage',
  run: async (deps, { actor, board }, words) => {
    const [, period = '', group] = /^(.*?)\s*(?:\bfor\s+(.+))?$/is.exec(words) ?? [];
    const reminded = await remindByHand(deps, actor, {
      period: period.trim() === '' ? null : period,
      group: group ?? null,
    });
    return noticeCard({
      tone: 'info',
      title: `Reminders for ${reminded.period}`,
      text: sayReminded(reminded, { timezone: board.timezone, now: deps.clock.now() }).join('\n'),
      mend: null,
      id: null,
    });
  },
};
