import { noticeCard } from '../../cards/notice/notice-card.ts';
import { count, dayWords, listed } from '../../cards/words.ts';
import { CollateError } from '../../services/errors.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import type { Command } from './command.ts';

const USAGE = 'round open 2026-27 Q1 due 2026-07-10';

export const roundOpen: Command = {
  name: 'round open',
  usage: USAGE,
  about: 'asks every group for its updates; add “for QAS” to ask only these',
  managerOnly: true,
  run: async (deps, { actor, board }, words) => {
    const match = /^(.+?)\s+due\s+(\S+)(?:\s+for\s+(.+))?$/is.exec(words);
    if (!match) throw new CollateError('input_invalid', `Say the period and the due day: ${USAGE}`);
    const [, period = '', due = '', names] = match;
    const opened = await openRound(deps, {
      boardId: board.id,
      period,
      due,
      groups: names ? names.split(/\s*[,;]\s*/).filter(name => name !== '') : [],
      personId: actor.personId,
    });
    const asked = opened.asked.map(({ group, actions }) => `${group} (${actions})`);
    const lines = [
      opened.asked.length > 0
        ? `${count(opened.asked.length, 'group is', 'groups are')} asked, due ${dayWords(opened.due)}: ${listed(asked)}.`
        : 'No group was added: every group that owns actions is asked already.',
      ...(opened.withoutChannel.length > 0
        ? [`Without a channel, so not reached yet: ${listed(opened.withoutChannel)}.`]
        : []),
      ...(opened.alsoOpen.length > 0 ? [`Still open as well: ${listed(opened.alsoOpen)}.`] : []),
      ...(opened.nothingToAsk.length > 0
        ? [`Owning no action, so not asked: ${listed(opened.nothingToAsk)}.`]
        : []),
    ];
    return noticeCard({
      tone: 'info',
      title: `Round ${opened.period} is open`,
      text: lines.join('\n'),
      mend:
        opened.withoutChannel.length > 0 ? 'In each group’s channel, type @Collate link and its name.' : null,
      id: null,
    });
  },
};
