/** The buttons of a round's progress: who is missing what, the way back, and a reminder to those who are not in. */
import { z } from 'zod';
import { sayReminded } from '../../cards/notice/round-words.ts';
import { CollateError } from '../../services/errors.ts';
import { may, requireMay } from '../../services/people/permissions.ts';
import { reachOf } from '../../services/people/reach.ts';
import { remindByHand } from '../../services/rounds/remind-by-hand.ts';
import { rounds } from '../../services/store/entities/rounds.ts';
import type { BotDeps, Scene } from '../deps.ts';
import { renderMissing, renderProgress } from '../progress-face.ts';
import { id, readData, small, type Verb, type VerbAnswer } from './verb.ts';

const which = z.object({ round: id });

const view: Verb = {
  name: 'progress.view',
  press: (deps, scene, press) => show(deps, scene, readData(which, press).round),
};

const missing: Verb = {
  name: 'progress.missing',
  press: async ({ store, clock, forms }, { actor }, press) => {
    const { round, page } = readData(which.extend({ page: small }), press);
    const now = clock.now();
    return store.read(async view => {
      await requireMay(view, actor, 'board.see', { now });
      const where = { boardId: actor.boardId, roundId: round, now };
      const card = await renderMissing(view, where, { page, forms });
      return { title: 'Progress', card, isPrivate: (await reachOf(view, actor)) !== 'board' };
    });
  },
};

const remind: Verb = {
  name: 'progress.remind',
  press: async (deps, scene, press) => {
    const { round, seen } = readData(which.extend({ seen: small }), press);
    const { actor, board } = scene;
    const row = await deps.store.read(view => view.rows(rounds).first({ id: round, boardId: board.id }));
    if (!row) throw new CollateError('round_unknown', 'This card is of a round that is no longer there.');
    const reminded = await remindByHand(deps, actor, { period: row.period, group: null, seen });
    const words = sayReminded(reminded, { timezone: board.timezone, now: deps.clock.now() });
    return show(deps, scene, round, words.join(' '));
  },
};

/** The card as it stands, for the one who pressed. */
function show(
  { store, clock, forms }: BotDeps,
  { actor }: Scene,
  roundId: string,
  banner: string | null = null,
): Promise<VerbAnswer> {
  const now = clock.now();
  return store.read(async view => {
    await requireMay(view, actor, 'board.see', { now });
    const reach = await reachOf(view, actor);
    // Who has just reminded presses a second time by mistake: the card has its button again when it is refreshed.
    const isDone = banner !== null;
    const canRemind = !isDone && reach !== 'board' && (await may(view, actor, 'round.manage', { now }));
    const where = { boardId: actor.boardId, roundId, now };
    const card = await renderProgress(view, where, { canRemind, banner, forms });
    return { title: 'Progress', card, isPrivate: reach !== 'board' };
  });
}

export const progressVerbs: readonly Verb[] = [view, missing, remind];
