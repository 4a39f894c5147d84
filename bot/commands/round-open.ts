import { noticeCard } from '../../cards/notice/notice-card.ts';
import { sayOpened } from '../../cards/notice/round-words.ts';
import { CollateError } from '../../services/errors.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import type { Command } from './command.ts';

const USAGE = 'round open 2026-27 Q1 due 2026-07-10';

export const roundOpen: Command = {
  name: 'round open',
  usage: USAGE,
  about: 'asks for everything that is due; add “for QAS” or “asking section-11” to ask only that',
  deed: 'round.manage',
  run: async (deps, { actor, board }, words) => {
    const match = /^(.+?)\s+due\s+(\S+?)(?:\s+for\s+(.+?))?(?:\s+asking\s+(.+))?$/is.exec(words);
    if (!match) throw new CollateError('input_invalid', `Say the period and the due day: ${USAGE}`);
    const [, period = '', due = '', names, kindsNamed] = match;
    const opened = await openRound(deps, {
      boardId: board.id,
      period,
      due,
      groups: listIn(names),
      kinds: listIn(kindsNamed),
      personId: actor.personId,
    });
    return noticeCard({
      tone: 'info',
      title: `Round ${opened.period} is open`,
      text: sayOpened(opened).join('\n'),
      mend:
        opened.unreached.groups.length > 0
          ? 'In each group’s channel, type @Collate link and its name.'
          : null,
      id: null,
    });
  },
};

const listIn = (text: string | undefined) => (text ?? '').split(/\s*[,;]\s*/).filter(name => name !== '');
