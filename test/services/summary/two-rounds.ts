import assert from 'node:assert/strict';
import { saveNoChange } from '../../../services/returns/action-updates.ts';
import type { ActionFacts, Facts } from '../../../services/summary/facts.ts';
import type { TestStore } from '../../support/stores.ts';
import { newWorld, saved, type World } from '../world.ts';

export const ann = 'ann@police.example';
export const cat = 'cat@council.example';

/** Two rounds by hand: everybody answers in Q1; in Q2 each group leaves something open. */
export async function twoRounds(test: TestStore): Promise<World> {
  const world = await newWorld(test.store);
  await world.open('2026-27 Q1', '2026-07-10');
  let qa = await world.ask('2026-27 Q1', 'qa');
  let practice = await world.ask('2026-27 Q1', 'practice');
  await saved(world.save(ann, qa, '1.1.a', { rating: 'red', progress: 'Stuck' }));
  await saved(
    world.save(ann, qa, '1.1.b', { rating: 'green', progress: 'Going well', impact: 'Old impact' }),
  );
  await saved(world.save(ann, qa, '2.1.a', { rating: 'amber', progress: 'So so' }));
  await saved(world.save(cat, practice, '1.1.b', { progress: 'Our part' }));
  await saved(world.save(cat, practice, '1.2.a', { rating: 'amber', progress: 'Begun' }));
  await saved(world.save(cat, practice, '2.1.b', { rating: 'green', progress: 'Fine' }));

  world.clock.set('2026-08-20T09:00:00Z');
  await world.open('2026-27 Q2', '2026-10-10');
  qa = await world.ask('2026-27 Q2', 'qa');
  practice = await world.ask('2026-27 Q2', 'practice');
  await saved(world.save(ann, qa, '1.1.a', { rating: 'amber', progress: 'Moving again' }));
  await saveNoChange(world, await world.as(ann), {
    askId: qa.askId,
    actionIds: [await world.action('1.1.b')],
  });
  await saved(
    world.save(cat, practice, '1.2.a', { rating: 'complete', progress: 'Done', impact: 'Fewer missing' }),
  );
  await saved(
    world.save(cat, practice, '2.1.b', {
      rating: 'red',
      progress: 'Lost the worker',
      blockers: 'No staff',
      revisedDue: '2026-11-30',
      revisedReason: 'No staff',
      decisionWhat: 'Pay for a post',
      decisionFrom: 'Exec',
      decisionBy: '2026-10-01',
    }),
  );
  world.clock.set('2026-09-01T09:00:00Z');
  return world;
}

export const byRef = (facts: Facts, ref: string): ActionFacts => {
  const found = facts.actions.find(action => action.ref === ref);
  assert.ok(found, ref);
  return found;
};
export const travel = (facts: Facts, ref: string) => {
  const found = facts.priorities.find(priority => priority.ref === ref);
  return [found?.direction, found?.up, found?.down];
};
