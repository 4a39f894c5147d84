/** The manager's button under a planned round. */
import { z } from 'zod';
import { openPlannedRound } from '../../services/rounds/open-planned.ts';
import { renderRoundToOpen } from '../round-face.ts';
import { readData, type Verb } from './verb.ts';

const open: Verb = {
  name: 'round.open-planned',
  press: async (deps, scene, press) => {
    const { period } = readData(z.object({ period: z.string().min(1).max(40) }), press);
    await openPlannedRound(deps, scene.actor, period);
    const card = await deps.store.read(view =>
      renderRoundToOpen(view, { boardId: scene.board.id, period }, deps.forms),
    );
    return { title: 'Rounds', card };
  },
};

export const roundVerbs: readonly Verb[] = [open];
