import { noticeCard } from '../../cards/notice/notice-card.ts';
import { CollateError } from '../../services/errors.ts';
import { linkChannel } from '../../services/teams/link.ts';
import type { Command } from './command.ts';

export const link: Command = {
  name: 'link',
  usage: 'link QAS',
  about: 'makes this the channel of a group (manager, chair or deputy)',
  where: 'channel',
  run: async (deps, { actor }, words) => {
    if (words === '') throw new CollateError('input_invalid', 'Say which group: link QAS');
    const { group, channel, before } = await linkChannel(deps, actor, words);
    return noticeCard({
      tone: 'info',
      title: 'Channel linked',
      text: `${channel} is now the channel of ${group}.${before ? ` Before, it was ${before}.` : ''}`,
      mend: null,
      id: null,
    });
  },
};
