/** A round before the present one, so that there are last words. */

import { terminal } from '../../services/people/access.ts';
import { systemClock } from '../../services/ports.ts';
import { saveActionUpdate } from '../../services/returns/action-updates.ts';
import type { TypedUpdate } from '../../services/returns/update-input.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import { groups, people } from '../../services/store/entities/board.ts';
import { actions } from '../../services/store/entities/plan.ts';
import { asks } from '../../services/store/entities/rounds.ts';
import type { Store } from '../../services/store/unit-of-work.ts';
import { closeRound } from '../../services/summary/papers.ts';
import { dayFromNow, PERIOD } from './board.ts';

/** What was said of QAS's actions: some of them may stay as they are, and some may not. */
export const said: Record<string, TypedUpdate> = {
  '1.1.a': {
    rating: 'green',
    progress: 'The pilot ran in May.',
    impact: 'Two schools changed.',
    next: 'Roll out.',
  },
  // Past its date.
  '1.1.b': { rating: 'green', progress: 'Half of the schools answered.' },
  '1.1.c': { rating: 'notStarted' },
  '1.1.d': { rating: 'red', progress: 'The form was lost.' },
  '1.2.a': {
    rating: 'green',
    progress: 'The neighbours agreed.',
    decisionWhat: 'Who pays?',
    decisionFrom: 'Executive Group',
    decisionBy: dayFromNow(30),
  },
  '1.2.b': { rating: 'green', progress: 'The calendar is out.' },
};

/** Opens, answers and closes the first period's round at the terminal, by Ann Ward. */
export async function addHistory(store: Store, boardId: string): Promise<void> {
  const deps = { store, clock: systemClock };
  const actor = terminal(boardId);
  await openRound(deps, { boardId, period: PERIOD, due: dayFromNow(5) });
  const { askId, annId, ids } = await store.read(async view => {
    const group = await view.rows(groups).first({ boardId, short: 'QAS' });
    const ask = await view.rows(asks).first({ boardId, groupId: group?.id ?? '' });
    const ann = await view.rows(people).first({ boardId, email: 'ann.ward@example.org' });
    const all = await view.rows(actions).find({ boardId });
    return {
      askId: ask?.id ?? '',
      annId: ann?.id ?? '',
      ids: new Map(all.map(({ ref, id }) => [ref, id])),
    };
  });
  for (const [ref, fields] of Object.entries(said)) {
    const result = await saveActionUpdate(deps, actor, {
      askId,
      actionId: ids.get(ref) ?? '',
      seenVersion: 0,
      fields,
      givenById: annId,
    });
    if (result.kind !== 'saved') throw new Error(`The history of ${ref} was not saved: ${result.kind}`);
  }
  await closeRound(deps, actor, PERIOD);
}
