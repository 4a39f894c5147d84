import assert from 'node:assert/strict';
import { queueDelivery } from '../../services/delivery/queue.ts';
import { type DeliveryRow, deliveries } from '../../services/store/entities/delivery.ts';
import { newWorld, type World } from '../services/world.ts';
import { sqliteStore, type TestStore } from '../support/stores.ts';
import { collate } from './run.ts';

describe('collate deliveries', function () {
  this.timeout(60_000);
  let test: TestStore;
  let world: World;
  let env: Record<string, string>;
  const ids: Record<string, string> = {};

  before(async () => {
    test = await sqliteStore();
    world = await newWorld(test.store);
    env = { DATABASE_URL: test.url };
    const [qa, practice] = [await world.channel('qa'), await world.channel('practice')];
    const make = (subjectId: string, placeId: string, fate: Partial<DeliveryRow>, day = '2026-06-01') =>
      test.store.write(async unit => {
        const due = {
          boardId: world.boardId,
          purpose: 'links' as const,
          placeKind: 'channel' as const,
        };
        await queueDelivery(unit, { ...due, subjectId, placeId }, new Date(`${day}T09:00:00Z`));
        await unit.rows(deliveries).update({ subjectId }, fate);
        ids[subjectId] = (await unit.rows(deliveries).first({ subjectId }))?.id ?? '';
      });
    await make('waits', qa, { attempts: 0 });
    await make('sent', qa, { state: 'sent', purpose: 'ask' }, '2026-05-20');
    for (const name of ['one', 'two', 'three']) {
      await make(name, practice, { state: 'stopped', stopCode: 'refused', lastOutcome: 'Teams refused it.' });
    }
  });
  after(() => test?.dispose());

  const listed = async (...words: string[]) => {
    const { deliveries } = (await collate(['deliveries', ...words, '--json'], env)).json() as {
      deliveries: { id: string }[];
    };
    return deliveries.map(({ id }) => Object.keys(ids).find(name => ids[name] === id)).sort();
  };

  it('lists by state, purpose, place and day, and counts the states', async () => {
    const [all, stopped, asks, place, since, screen] = await Promise.all([
      listed(),
      listed('--state', 'stopped'),
      listed('--purpose', 'ask'),
      listed('--place', 'PRACT'),
      listed('--since', '2026-06-01', '--state', 'due'),
      collate(['deliveries'], env),
    ]);
    assert.equal(all.length, 5);
    assert.deepEqual(stopped, ['one', 'three', 'two']);
    assert.deepEqual(asks, ['sent']);
    assert.deepEqual(place, ['one', 'three', 'two']);
    assert.deepEqual(since, ['waits']);
    assert.match(screen.out, /^1 due, 0 sending, 0 retrying, 3 stopped, 1 sent, 0 superseded\n/);
    assert.match(
      screen.out,
      /stopped {2}links {2}practice {2}Teams refused it\.\n {4}Try again; if it goes on/,
    );
  });

  it('has one tried again by its id, or all that are stopped, and nothing else', async () => {
    const stateOf = async (name: string) =>
      (await test.store.read(view => view.rows(deliveries).get(ids[name] ?? ''))).state;
    const one = await collate(['deliveries', 'retry', ids['one'] ?? '', '--json'], env);
    assert.deepEqual(one.json(), { retried: 1 });
    assert.deepEqual([await stateOf('one'), await stateOf('two')], ['due', 'stopped']);
    const [sent, unclear, all] = [
      await collate(['deliveries', 'retry', ids['sent'] ?? '', '--json'], env),
      await collate(['deliveries', 'retry', '--json'], env),
      await collate(['deliveries', 'retry', '--state', 'stopped', '--json'], env),
    ];
    assert.deepEqual(sent.json(), { retried: 0 });
    assert.equal(unclear.code, 2);
    assert.deepEqual(all.json(), { retried: 2 });
    assert.deepEqual([await stateOf('sent'), await stateOf('three')], ['sent', 'due']);
  });

  it('takes no state, purpose or day that there is not', async () => {
    for (const words of [
      ['--state', 'lost'],
      ['--purpose', 'spam'],
      ['--since', 'yesterday'],
    ]) {
      assert.equal((await collate(['deliveries', ...words], env)).code, 2, words.join(' '));
    }
  });
});
