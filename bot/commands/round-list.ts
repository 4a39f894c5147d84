import { noticeCard } from '../../cards/notice/notice-card.ts';
import { dayWords } from '../../cards/words.ts';
import { listRounds } from '../../services/rounds/list-rounds.ts';
import type { Command } from './command.ts';

export const roundList: Command = {
  name: 'round list',
  usage: 'round list',
  about: 'the rounds so far, and how far they are',
  run: async (deps, { actor, place }) => {
    const rounds = await listRounds(deps, actor);
    const card = noticeCard({
      tone: 'info',
      title: 'Rounds',
      text:
        rounds.length === 0
          ? 'No round has been opened yet.'
          : rounds
              .map(
                ({ period, due, closed, received, expected }) =>
                  `${period}: ${closed ? 'closed' : 'open'}, due ${dayWords(due)}, ${received} of ${expected} returns in`,
              )
              .join('\n'),
      mend: rounds.length === 0 ? 'The manager opens one: round open 2026-27 Q1 due 2026-07-10' : null,
      id: null,
    });
    return { card, isPrivate: place.kind === 'group-chat' };
  },
};
