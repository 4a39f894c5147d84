import { noticeCard } from '../../cards/notice/notice-card.ts';
import { sayNotIn } from '../../cards/notice/round-plan-words.ts';
import { listed } from '../../cards/words.ts';
import { closeRound } from '../../services/summary/papers.ts';
import type { Command } from './command.ts';

export const roundClose: Command = {
  name: 'round close',
  usage: 'round close 2026-27 Q1',
  about: 'closes the round and makes the draft summary',
  deed: 'round.manage',
  run: async (deps, { actor }, words) => {
    const { period, sentTo, notIn } = await closeRound(deps, actor, words === '' ? null : words);
    return noticeCard({
      tone: 'info',
      title: `Round ${period} is closed`,
      text: `${sayNotIn(notIn)} A draft summary goes to ${listed(sentTo)} alone. Answers that still come are taken and marked late.`,
      mend: 'To post it to the executive group: summary post',
      id: null,
    });
  },
};
