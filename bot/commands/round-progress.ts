import { requireMay } from '../../services/people/permissions.ts';
import { reachOf } from '../../services/people/reach.ts';
import { findRound } from '../../services/summary/records.ts';
import { renderProgress } from '../progress-face.ts';
import type { Command } from './command.ts';

export const roundProgress: Command = {
  name: 'round progress',
  usage: 'round progress',
  about: 'how far the open round is, and who is not in; round progress 2026-27 Q1 of another',
  deed: 'round.manage',
  run: ({ store, clock, forms }, { actor }, words) => {
    const now = clock.now();
    return store.read(async view => {
      await requireMay(view, actor, 'round.manage', { now }, 'follow the progress of a round');
      const { id: roundId } = await findRound(view, actor.boardId, words === '' ? null : words);
      const where = { boardId: actor.boardId, roundId, now };
      const isPrivate = (await reachOf(view, actor)) !== 'board';
      return { card: await renderProgress(view, where, { canRemind: isPrivate, forms }), isPrivate };
    });
  },
};
