/** What an event says of who did it and from where, and how the list is asked. */
import assert from 'node:assert/strict';
import { listAudit } from '../../../services/audit/list-audit.ts';
import { closeRound } from '../../../services/summary/papers.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { newWorld, type World } from '../world.ts';

onBothDatabases('The audit list', open => {
  let test: TestStore;
  let world: World;
  let channel: string;
  before(async () => {
    test = await open();
    world = await newWorld(test.store);
    channel = await world.channel('qa');
    await world.open('2026-27 Q1', '2026-07-10');
    const ask = await world.ask('2026-27 Q1', 'qa');
    const save = (mail: string, channelRowId: string | null) => {
      world.clock.set(new Date(world.clock.now().getTime() + 60_000));
      return world.save(mail, ask, '1.1.a', { rating: 'green', progress: `By ${mail}` }, { channelRowId });
    };
    await save('ann@police.example', channel);
    await save('ben@council.example', null);
    await save('cat@council.example', channel);
    await save('mia@board.example', null);
    world.clock.set('2026-06-03T09:00:00Z');
    await closeRound(world, { boardId: world.boardId, personId: null, channelRowId: null }, null);
  });
  after(() => test?.dispose());

  const list = (question: Parameters<typeof listAudit>[2]) =>
    test.store.read(view => listAudit(view, world.boardId, question));

  it('says who, for which agency, as what and from where', async () => {
    const { lines, all } = await list({ limit: 5 });
    assert.deepEqual(
      lines.map(({ event, person, agency, role, source, channel: place }) => [
        event,
        person,
        agency,
        role,
        source,
        place,
      ]),
      [
        ['round.closed', null, null, null, 'terminal', null],
        ['return.saved', 'Mia Manager', null, 'manager', 'personal', null],
        ['return.saved', 'Cat Hill', 'Council', 'in-channel', 'channel', 'qa'],
        ['return.saved', 'Ben Cole', 'Council', 'member', 'personal', null],
        ['return.saved', 'Ann Ward', 'Police', 'chair', 'channel', 'qa'],
      ],
    );
    assert.equal(all, 7);
  });

  it('holds no words: only ids, codes and numbers', async () => {
    const { lines } = await list({ limit: 100 });
    for (const { subject } of lines) {
      for (const value of Object.values(subject))
        assert.match(String(value), /^([0-9a-f-]{36}|[a-z-]+|\d+|true|false|\d{4}-\d\d Q\d)$/);
    }
  });

  it('is asked by day, person, event and page', async () => {
    assert.equal((await list({ since: '2026-06-02', limit: 9 })).all, 1);
    assert.equal((await list({ since: '2026-06-01', limit: 9 })).all, 7);
    assert.equal((await list({ person: 'ANN@police.example', limit: 9 })).all, 1);
    assert.equal((await list({ event: 'return', limit: 2 })).lines.length, 2);
    assert.equal((await list({ event: 'return.saved', limit: 2 })).all, 4);
    const [first, second] = (await list({ limit: 2 })).lines;
    assert.deepEqual((await list({ limit: 1, skip: 1 })).lines, [second]);
    const before = await list({ until: new Date('2026-06-02T00:00:00Z'), limit: 9 });
    assert.equal(before.all, 6);
    assert.notEqual(before.lines[0]?.id, first?.id);
    await assert.rejects(list({ since: 'yesterday', limit: 1 }), /not a day/);
    await assert.rejects(list({ person: 'nobody', limit: 1 }), /Nobody here/);
    await assert.rejects(list({ event: 'nothing', limit: 1 }), /There is no event/);
  });
});
