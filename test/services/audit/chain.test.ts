/** The chain over the audit list: it holds whatever is done to a board, and tells of every hand that was laid on it. */
import assert from 'node:assert/strict';
import { recordAudit } from '../../../services/audit/record.ts';
import { sealAudit } from '../../../services/audit/seal.ts';
import { type ChainBreak, verifyAudit } from '../../../services/audit/verify.ts';
import { type AuditEventRow, auditEvents, chainHeads } from '../../../services/store/entities/audit.ts';
import { leases } from '../../../services/store/entities/delivery.ts';
import { notNull } from '../../../services/store/rows.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { newWorld, type World } from '../world.ts';

onBothDatabases('The audit chain', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store);
    await world.open('2026-27 Q1', '2026-07-10');
    const ask = await world.ask('2026-27 Q1', 'qa');
    for (const progress of ['One.', 'Two.', 'Three.', 'Four.']) {
      world.clock.set(new Date(world.clock.now().getTime() + 1000));
      await world.save('ann@police.example', ask, '1.1.a', { rating: 'green', progress });
    }
    await freeLease();
    await sealAudit(world, 'here');
  });

  const freeLease = () => test.store.write(unit => unit.rows(leases).remove({ id: 'audit' }));
  const check = () => verifyAudit(world, world.boardId);
  const firstBreak = async (): Promise<ChainBreak | null> => (await check()).firstBreak;
  const sealed = () =>
    test.store.read(view =>
      view
        .rows(auditEvents)
        .find({ boardId: world.boardId, position: notNull() }, { orderBy: { position: 'asc' } }),
    );
  const tamper = (id: string, patch: Partial<AuditEventRow>) =>
    test.store.write(unit => unit.rows(auditEvents).update({ id }, patch));
  const third = async () => (await sealed())[2] as AuditEventRow;

  it('seals everything once, in the order in which it happened', async () => {
    const rows = await sealed();
    assert.equal(rows.length, 6);
    assert.deepEqual(
      rows.map(row => [row.position, row.event]),
      ['board.imported', 'round.opened', ...Array.from({ length: 4 }, () => 'return.saved')]
        .map((event, index) => [index + 1, event])
        // The first two have one instant: either may be first.
        .map(([position, event], index) => [position, index < 2 ? rows[index]?.event : event]),
    );
    assert.equal(await sealAudit(world, 'here'), 0);
    const { firstBreak: found, end, unsealed } = await check();
    assert.deepEqual([found, end?.length, unsealed], [null, 6, 0]);
  });

  it('leaves the sealing to the holder of the lease', async () => {
    await world.save('ann@police.example', await world.ask('2026-27 Q1', 'qa'), '1.1.a', {
      rating: 'red',
      progress: 'Five.',
    });
    assert.equal(await sealAudit(world, 'elsewhere'), 0);
    assert.equal((await check()).unsealed, 1);
    assert.equal(await sealAudit(world, 'here'), 1);
    assert.deepEqual([(await check()).unsealed, (await check()).end?.length], [0, 7]);
  });

  it('gives each event one place, however many seal at once', async () => {
    for (let index = 0; index < 30; index += 1) {
      await test.store.write(unit =>
        recordAudit(unit, {
          boardId: world.boardId,
          at: world.clock.now(),
          event: 'board.read',
          subject: { index },
        }),
      );
    }
    // One holder by name, so that the lease lets all of them at it.
    await Promise.all(Array.from({ length: 4 }, () => sealAudit(world, 'here')));
    await sealAudit(world, 'here');
    const { firstBreak: found, end, unsealed } = await check();
    assert.deepEqual([found, end?.length, unsealed], [null, 36, 0]);
  });

  it('takes up what a unit shows late, whatever instant it bears', async () => {
    const early = new Date('2026-05-01T09:00:00Z');
    await test.store.write(unit =>
      recordAudit(unit, {
        boardId: world.boardId,
        at: early,
        event: 'board.read',
        subject: { what: 'status' },
      }),
    );
    await sealAudit(world, 'here');
    assert.deepEqual([await firstBreak(), (await sealed()).at(-1)?.at], [null, early]);
  });

  for (const [what, patch] of [
    ['what was done', { event: 'return.undone' }],
    ['when', { at: new Date('2026-06-02T09:00:00Z') }],
    ['who', { personId: null }],
    ['as what', { role: 'manager' }],
    ['from where', { source: 'terminal' as const }],
    ['to what', { subject: { version: 9 } }],
    ['the hash', { hash: 'f'.repeat(64) }],
  ] satisfies [string, Partial<AuditEventRow>][]) {
    it(`tells where somebody changed ${what}`, async () => {
      const { id } = await third();
      await tamper(id, patch);
      assert.deepEqual(await firstBreak(), { position: 3, id, why: 'changed' });
    });
  }

  it('tells where one was removed', async () => {
    const { id } = await third();
    await test.store.write(unit => unit.rows(auditEvents).remove({ id }));
    assert.deepEqual(await firstBreak(), { position: 3, id: null, why: 'missing' });
  });

  it('tells where one was taken out of the chain to be sealed anew', async () => {
    const { id } = await third();
    await tamper(id, { position: null, hash: null });
    await sealAudit(world, 'here');
    assert.deepEqual(await firstBreak(), { position: 3, id: null, why: 'missing' });
  });

  it('tells where two changed places', async () => {
    const [, , one, other] = (await sealed()) as [never, never, AuditEventRow, AuditEventRow];
    await tamper(one.id, { position: 99 });
    await tamper(other.id, { position: 3 });
    await tamper(one.id, { position: 4 });
    assert.deepEqual(await firstBreak(), { position: 3, id: other.id, why: 'changed' });
  });

  it('tells where one was put in', async () => {
    const rows = await sealed();
    for (const row of [...rows].reverse().slice(0, 4))
      await tamper(row.id, { position: (row.position ?? 0) + 1 });
    const { id: _id, ...copied } = await third();
    await test.store.write(unit => unit.rows(auditEvents).insert({ ...copied, id: 'put-in', position: 3 }));
    assert.deepEqual(await firstBreak(), { position: 3, id: 'put-in', why: 'changed' });
    await tamper('put-in', { position: -1 });
    assert.deepEqual(await firstBreak(), { position: -1, id: 'put-in', why: 'put in' });
    await test.store.write(unit => unit.rows(auditEvents).remove({ id: 'put-in' }));
  });

  it('tells that the end was cut off, and that its head was changed', async () => {
    const rows = await sealed();
    const last = rows.at(-1) as AuditEventRow;
    await test.store.write(unit => unit.rows(auditEvents).remove({ id: last.id }));
    assert.deepEqual(await firstBreak(), { position: 6, id: null, why: 'cut off' });
    await test.store.write(unit => unit.rows(chainHeads).update({ boardId: world.boardId }, { length: 5 }));
    assert.deepEqual(await firstBreak(), { position: 5, id: null, why: 'head changed' });
  });

  it('tells, of a chain that was made anew to its end, that it is not the one that was noted', async () => {
    const { end } = await check();
    assert.ok(end);
    const rows = await sealed();
    await test.store.write(async unit => {
      for (const row of rows)
        await unit.rows(auditEvents).update({ id: row.id }, { position: null, hash: null });
      await unit.rows(auditEvents).update({ id: rows[2]?.id ?? '' }, { personId: null });
      await unit.rows(chainHeads).remove({ boardId: world.boardId });
    });
    await sealAudit(world, 'here');
    assert.equal(await firstBreak(), null);
    const { firstBreak: noted } = await verifyAudit(world, world.boardId, end);
    assert.deepEqual([noted?.position, noted?.why], [6, 'not as noted']);
    const longer = await verifyAudit(world, world.boardId, { ...end, length: 9 });
    assert.deepEqual(longer.firstBreak, { position: 7, id: null, why: 'cut off' });
  });

  it('holds another board apart', async () => {
    const other = await newWorld(test.store);
    await sealAudit(world, 'here');
    assert.equal((await verifyAudit(other, other.boardId)).end?.length, 1);
    assert.equal((await check()).end?.length, 6);
  });
});
