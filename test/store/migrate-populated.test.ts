import assert from 'node:assert/strict';
import { isCollateError } from '../../services/errors.ts';
import { fixedClock } from '../../services/ports.ts';
import { saveActionUpdate } from '../../services/returns/action-updates.ts';
import { readAsk } from '../../services/returns/read-ask.ts';
import { readSection11, saveSection11 } from '../../services/returns/section-11.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import { agencies } from '../../services/store/entities/board.ts';
import { holds } from '../../services/store/entities/delivery.ts';
import { section11Returns } from '../../services/store/entities/reports.ts';
import { asks } from '../../services/store/entities/rounds.ts';
import { summaries } from '../../services/store/entities/summaries.ts';
import { migrations } from '../../services/store/migrations/index.ts';
import { openStore } from '../../services/store/open-store.ts';
import type { Store } from '../../services/store/unit-of-work.ts';
import type { Facts } from '../../services/summary/facts.ts';
import { freeze } from '../../services/summary/freeze.ts';
import { closeRound, postSummary, readPaper } from '../../services/summary/papers.ts';
import { newWorld, type World } from '../services/world.ts';
import { onBothDatabases, type TestStore } from '../support/stores.ts';
import { runChild } from './child.ts';
import { firstRelease, openRaw, type RawRow, type RawTables } from './first-release.ts';

const NOW = '2026-09-01T09:00:00Z';

/** A board in use: a closed round with its approved paper, an open one with answers and cards that stand. */
async function useBoard(test: TestStore): Promise<{ world: World; rows: RawTables }> {
  const world = await newWorld(test.store, {
    edit: raw => Object.assign(raw.agencies[0] ?? {}, { contact: 'leo@police.example' }),
  });
  const channel = await world.channel('qa');
  await world.channel('exec');
  await world.open('2026-27 Q1', '2026-07-10');
  const first = await world.ask('2026-27 Q1', 'qa');
  await world.save('ann@police.example', first, '1.1.a', { rating: 'amber', progress: 'Nearly there.' });
  await world.save('ann@police.example', first, '1.1.a', {
    rating: 'green',
    progress: 'There – “so to say”.',
  });
  await world.save(
    'terminal',
    first,
    '1.1.b',
    { rating: 'red', progress: 'Late.' },
    {
      givenById: await world.person('ben@council.example'),
    },
  );
  await closeRound(world, await world.as('mia@board.example'), '2026-27 Q1');
  await postSummary(world, await world.as('mia@board.example'), { period: '2026-27 Q1' });
  await asVersion01(world);
  await world.open('2026-27 Q2', '2026-10-10');
  const second = await world.ask('2026-27 Q2', 'qa');
  const message = await world.standing(second.askId, channel);
  await world.save(
    'ben@council.example',
    second,
    '2.1.a',
    { rating: 'notStarted' },
    { channelRowId: channel },
  );
  const personId = await world.person('ann@police.example');
  await world.store.write(async unit => {
    await unit.rows(holds).insert({
      boardId: world.boardId,
      messageId: message,
      personId,
      until: new Date(NOW),
    });
  });
  const raw = await openRaw(test.url);
  const rows = await raw.readAll();
  await raw.close();
  return { world, rows };
}

/** The approved paper as version 0.1 froze it: without what is new in the facts. */
async function asVersion01({ store, boardId }: World): Promise<void> {
  await store.write(async unit => {
    const paper = await unit.rows(summaries).first({ boardId, state: 'approved' });
    assert.ok(paper);
    const { training, reports, section11, ...facts } = paper.facts as Facts;
    const outcomes = facts.outcomes.map(({ priority, from, note, last, ...outcome }) => outcome);
    await unit.rows(summaries).update({ id: paper.id }, freeze({ ...facts, outcomes } as Facts));
  });
}

onBothDatabases('A database of version 0.1 with a board in use', open => {
  let test: TestStore;
  let rows: RawTables;
  let world: World;
  const disposals: (() => Promise<void>)[] = [];

  before(async () => {
    test = await open();
    ({ world, rows } = await useBoard(test));
  });
  after(async () => {
    await test?.dispose();
    for (const dispose of disposals) await dispose();
  });

  /** A database of version 0.1 that holds the board; its url, and all that was in it. */
  const inUse = async (): Promise<{ url: string; before: RawTables }> => {
    const { database, dispose } = await firstRelease(test.store.dialect);
    disposals.push(dispose);
    await database.putAll(rows);
    const before = await database.readAll();
    await database.close();
    return { url: database.url, before };
  };
  const readNow = async (url: string): Promise<{ after: RawTables; broken: unknown[]; ran: number }> => {
    const raw = await openRaw(url);
    const after = await raw.readAll();
    const broken = await raw.brokenLinks();
    const ran: unknown[] = await raw.source.query('SELECT * FROM migrations');
    await raw.close();
    return { after, broken, ran: ran.length };
  };
  /** Fails where a row of before is gone, or a value of it is another now. */
  const allThere = (before: RawTables, after: RawTables): void => {
    for (const [table, old] of before) {
      const columns = Object.keys(old[0] ?? {});
      const now = (after.get(table) ?? []).map(row =>
        Object.fromEntries(columns.map(name => [name, row[name]])),
      );
      assert.deepEqual(
        now,
        old.map((row): RawRow => ({ ...row })),
        table,
      );
    }
  };
  const migrated = async (use: (store: Store) => Promise<void>): Promise<void> => {
    const { url } = await inUse();
    const store = await openStore(url);
    try {
      await use(store);
    } finally {
      await store.close();
    }
  };

  it('has something in every table that matters, and nothing of the second migration', async () => {
    const { before } = await inUse();
    for (const table of [
      'boards',
      'agencies',
      'people',
      'actions',
      'rounds',
      'asks',
      'ask_actions',
      'returns',
      'action_updates',
      'summaries',
      'messages',
      'deliveries',
      'holds',
      'audit_events',
    ]) {
      assert.ok((before.get(table) ?? []).length > 0, table);
    }
    assert.equal(before.has('ask_parts'), false);
    assert.equal('agency_id' in (before.get('asks')?.[0] ?? {}), false);
  });

  it('keeps every row and every link', async () => {
    const { url, before } = await inUse();
    await (await openStore(url)).close();
    const { after, broken, ran } = await readNow(url);
    allThere(before, after);
    assert.deepEqual(broken, []);
    assert.equal(ran, migrations.length);
    assert.ok(after.get('asks')?.every(ask => ask['agency_id'] === null && ask['priority_id'] === null));
  });

  it('still refuses an ask of nobody known, and the same ask twice', () =>
    migrated(async store => {
      const [ask] = await store.read(view => view.rows(asks).find({ boardId: world.boardId }));
      assert.ok(ask);
      const { id, ...same } = ask;
      await assert.rejects(store.write(unit => unit.rows(asks).insert(same)));
      const stranger = { ...same, kind: 'measures', groupId: 'nobody' };
      await assert.rejects(store.write(unit => unit.rows(asks).insert(stranger)));
      const gone = store.write(unit => unit.rows(agencies).remove({ boardId: world.boardId }));
      await assert.rejects(gone);
    }));

  it('goes on with the open round, and shows the approved paper as it was approved', () =>
    migrated(async store => {
      const clock = fixedClock(NOW);
      const old = await world.ask('2026-27 Q2', 'qa');
      const actor = await world.as('ann@police.example');
      const actionId = await world.action('1.1.a');
      const fields = { rating: 'complete', progress: 'Done.' };
      const input = { askId: old.askId, actionId, seenVersion: 0, fields };
      assert.equal((await saveActionUpdate({ store, clock }, actor, input)).kind, 'saved');
      const now = await store.read(view => readAsk(view, world.boardId, old.askId, clock.now()));
      assert.equal(now.done, old.done + 1);
      const paper = await store.read(async view => {
        const row = await view.rows(summaries).first({ boardId: world.boardId, state: 'approved' });
        return readPaper(view, row?.id ?? '', clock.now());
      });
      assert.equal(paper.isIntact, true);
      assert.deepEqual(paper.facts.reports, []);
      assert.equal(
        paper.facts.actions.find(action => action.ref === '1.1.a')?.progress,
        'There – “so to say”.',
      );
    }));

  it('can ask an agency for a new kind, and keep its answer', () =>
    migrated(async store => {
      const clock = fixedClock(NOW);
      const { boardId } = world;
      await store.write(unit =>
        unit.rows(agencies).update({ boardId, name: 'Police' }, { asks: ['section-11'] }),
      );
      const opened = await openRound(
        { store, clock },
        { boardId, period: '2026-27 Q3', due: '2027-01-10', kinds: ['section-11'] },
      );
      assert.deepEqual(opened.asked, [{ to: 'Police', kind: 'section-11', parts: 1 }]);
      const ask = await store.read(view => view.rows(asks).first({ boardId, kind: 'section-11' }));
      const askId = ask?.id ?? '';
      const fields = { overall: 'met', returnedOn: '2026-08-20', openActions: 'nil' };
      const answer = (email: string) =>
        world
          .as(email)
          .then(actor => saveSection11({ store, clock }, actor, { askId, seenVersion: 0, fields }));
      assert.equal((await answer('leo@police.example')).kind, 'saved');
      await assert.rejects(answer('cat@council.example'), error => isCollateError(error, 'not_allowed'));
      const state = await store.read(view => readSection11(view, boardId, askId));
      assert.equal(state.answer?.content.openActions, 0);
      assert.equal(await store.read(view => view.rows(section11Returns).count({ boardId })), 1);
    }));

  it('changes nothing when it is opened again', async () => {
    const { url } = await inUse();
    await (await openStore(url)).close();
    const once = await readNow(url);
    await (await openStore(url)).close();
    assert.deepEqual(await readNow(url), once);
  });

  it('is migrated once by two processes that open it at once', async () => {
    const { url, before } = await inUse();
    const children = await Promise.all([1, 2].map(() => runChild('hammer.ts', [url, '100'])));
    for (const child of children) {
      const { failed } = JSON.parse((await child.output).split('\n')[1] ?? '{}') as { failed: string };
      assert.equal(failed, '');
    }
    const { after, broken, ran } = await readNow(url);
    // What the two wrote themselves is not of the board.
    before.delete('leases');
    allThere(before, after);
    assert.deepEqual(broken, []);
    assert.equal(ran, migrations.length);
  }).timeout(40_000);
});
