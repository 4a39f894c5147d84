/** A board with an old round that was answered and posted, a newer one, and its period of retention. */

import { existsSync, readFileSync } from 'node:fs';
import type { Store } from '../../../services/store/unit-of-work.ts';
import { closeRound, postSummary } from '../../../services/summary/papers.ts';
import type { TestStore } from '../../support/stores.ts';
import { newWorld, type World } from '../world.ts';

/** Words that stand nowhere but in what is removed. */
export const SECRET = 'Zebrawort';
export const OLD = '2026-27 Q1';
export const NEW = '2026-27 Q4';

/** @param retention as the board file says it; null for none */
export async function oldRounds(
  store: Store,
  retention: { months: string; names?: string } | null = { months: '6' },
): Promise<World> {
  const world = await newWorld(store, {
    edit: raw => {
      if (retention) Object.assign(raw, { retention });
    },
  });
  await world.channel('qa');
  await world.channel('exec');
  const mia = await world.as('mia@board.example');
  await world.open(OLD, '2026-07-10');
  const first = await world.ask(OLD, 'qa');
  await world.save('ann@police.example', first, '1.1.a', {
    rating: 'red',
    progress: `${SECRET} progress, says Ben Cole`,
    impact: `${SECRET} impact`,
    next: `${SECRET} next`,
    blockers: `${SECRET} blockers`,
    decisionWhat: `${SECRET} decision`,
    decisionFrom: `${SECRET} from`,
    decisionBy: '2026-09-30',
  });
  await world.save('ben@council.example', first, '2.1.a', { rating: 'green', progress: `${SECRET} of Ben` });
  await closeRound(world, mia, OLD);
  await postSummary(world, mia, { period: OLD });
  world.clock.set('2027-02-01T09:00:00Z');
  await world.open(NEW, '2027-04-10');
  const second = await world.ask(NEW, 'qa');
  await world.save('ann@police.example', second, '1.1.a', {
    rating: 'amber',
    progress: 'Kept words, says Ben Cole',
  });
  world.clock.set('2027-03-01T09:00:00Z');
  return world;
}

/** Everything that an SQLite database has on the disk, its log too. */
export function bytesOf({ url }: TestStore): string {
  const file = url.slice('sqlite:'.length);
  return ['', '-wal', '-shm']
    .map(end => (existsSync(file + end) ? readFileSync(file + end).toString('latin1') : ''))
    .join('');
}
