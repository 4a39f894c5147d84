import { noticeCard } from '../../cards/notice/notice-card.ts';
import { sayScheduled } from '../../cards/notice/schedule-words.ts';
import { listSchedule, soonest } from '../../services/schedule/list-schedule.ts';
import type { Command } from './command.ts';

/** As many as are read at a glance. */
const SHOWN = 8;

export const schedule: Command = {
  name: 'schedule',
  usage: 'schedule',
  about: 'what happens by itself: what is coming, what was done, and what was not and why',
  deed: 'schedule.see',
  run: async (deps, { actor }) => {
    const listed = await listSchedule(deps, actor);
    const { coming, past } = sayScheduled({ ...listed, coming: soonest(listed, { most: SHOWN, ofEach: 3 }) });
    return noticeCard({
      tone: 'info',
      title: 'What happens by itself',
      text: [
        ...(coming.length > 0 ? ['Coming:', ...coming] : ['Nothing is coming up.']),
        ...(past.length > 0 ? ['Lately:', ...past.slice(0, SHOWN)] : []),
      ].join('\n'),
      mend: 'All of it, at the terminal: collate schedule',
      id: null,
    });
  },
};
