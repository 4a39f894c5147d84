import { noticeCard } from '../../cards/notice/notice-card.ts';
import { unlinkChannel } from '../../services/teams/link.ts';
import type { Command } from './command.ts';

export const unlink: Command = {
  name: 'unlink',
  usage: 'unlink QAS',
  about: 'takes a group’s channel away (manager, chair or deputy)',
  where: 'channel',
  run: async (deps, { actor }, words) => {
    const { group, channel } = await unlinkChannel(deps, actor, words === '' ? null : words);
    return noticeCard({
      tone: 'info',
      title: 'Channel unlinked',
      text: `${channel} no longer serves ${group}. Its cards there are not brought up to date any more.`,
      mend: 'In another channel, type @Collate link and the group’s name.',
      id: null,
    });
  },
};
