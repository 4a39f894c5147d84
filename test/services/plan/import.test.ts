import assert from 'node:assert/strict';
import { terminal } from '../../../services/people/access.ts';
import { identifyPerson } from '../../../services/people/identify.ts';
import { dueDates } from '../../../services/plan/due.ts';
import { importBoard } from '../../../services/plan/import-board.ts';
import { auditEvents } from '../../../services/store/entities/audit.ts';
import { boards, memberships, people, roles } from '../../../services/store/entities/board.ts';
import { actionOwners, actions, outcomes, priorities } from '../../../services/store/entities/plan.ts';
import { returns } from '../../../services/store/entities/returns.ts';
import { closeRound } from '../../../services/summary/papers.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { fileOf, newWorld, type RawBoard, rawAction, rawBoard, saved, type World } from '../world.ts';

const ann = 'ann@police.example';
const told = (changes: { kind: string; what: string; name: string; fields: string[] }[]) =>
  changes.map(({ kind, what, name, fields }) => [kind, what, name, fields.join()].join(' ').trim());

onBothDatabases('Importing a board file', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store);
  });

  const row = (ref: string) =>
    test.store.read(view => view.rows(actions).first({ boardId: world.boardId, ref }));
  const personRow = (email: string) =>
    test.store.read(view => view.rows(people).first({ boardId: world.boardId, email }));
  const change = (edit: (raw: RawBoard) => void) => world.reimport(edit);

  it('shows in a dry run what it would do, and does nothing', async () => {
    const edit = (raw: RawBoard) => {
      rawAction(raw, '1.1.a')['title'] = 'Another title';
      raw.plan.priorities[1]?.outcomes[0]?.actions.pop();
      raw.groups.push({ id: 'new', name: 'New Group' });
    };
    const dry = await world.reimport(edit, { dryRun: true });
    assert.equal(dry.dryRun, true);
    assert.equal((await row('1.1.a'))?.title, 'Action a');
    assert.ok(await row('2.1.b'));
    await assert.rejects(world.group('new'));
    const wet = await world.reimport(edit);
    assert.deepEqual(wet.changes, dry.changes);
    assert.deepEqual(told(wet.changes).sort(), [
      'added group New Group',
      'changed action 1.1.a title',
      'removed action 2.1.b',
    ]);
  });

  it('leaves no trace of a board that a dry run would add', async () => {
    const before = await test.store.read(view => view.rows(boards).count());
    const dry = await importBoard(world, fileOf(rawBoard('dry')), { dryRun: true });
    assert.ok(dry.changes.length > 10);
    assert.equal(await test.store.read(view => view.rows(boards).count()), before);
  });

  const fields: [string, (raw: RawBoard) => void, string[]][] = [
    [
      'a title',
      raw => Object.assign(rawAction(raw, '1.1.a'), { title: 'T' }),
      ['changed action 1.1.a title'],
    ],
    [
      'a lead',
      raw => Object.assign(rawAction(raw, '1.1.a'), { lead: ann }),
      ['changed action 1.1.a leadPersonId'],
    ],
    [
      'owners',
      raw => Object.assign(rawAction(raw, '1.1.b'), { owners: ['Practice', 'QA'] }),
      ['changed action 1.1.b owners'],
    ],
    [
      'a role',
      raw => Object.assign(raw.people[2] ?? {}, { roles: ['scrutineer'] }),
      ['changed person Ben Cole roles'],
    ],
    ['the manager', raw => delete raw.people[0]?.['roles'], ['changed person Mia Manager roles']],
    [
      'members',
      raw => Object.assign(raw.groups[1] ?? {}, { members: [] }),
      ['changed group Quality Group members'],
    ],
    [
      'a parent',
      raw => Object.assign(raw.groups[2] ?? {}, { parent: 'QA' }),
      ['changed group Practice Group parent'],
    ],
    ['the executive', raw => Object.assign(raw.board, { executive: 'QA' }), [`changed board KEY executive`]],
    [
      'the words for a rating',
      raw => Object.assign(raw, { ratings: { red: { label: 'Rot', meaning: 'x' } } }),
      ['changed board KEY settings'],
    ],
    [
      'a measure',
      raw => Object.assign(raw.plan.priorities[0]?.outcomes[1] ?? {}, { measure: 'M' }),
      ['changed outcome 1.2 measure'],
    ],
    [
      'a lead agency',
      raw => Object.assign(raw.plan.priorities[1] ?? {}, { lead: 'Council' }),
      ['changed priority 2 leadAgencyId'],
    ],
  ];
  for (const [what, edit, expected] of fields) {
    it(`tells of ${what} that changed, once`, async () => {
      const result = await change(edit);
      assert.deepEqual(
        told(result.changes),
        expected.map(text => text.replace('KEY', world.key)),
      );
      assert.deepEqual((await change(edit)).changes, []);
      const events = await test.store.read(view =>
        view.rows(auditEvents).count({ boardId: world.boardId, event: 'board.imported' }),
      );
      assert.equal(events, 2, 'the first import and this one');
    });
  }

  it('keeps the history of an action that moves, and of one whose outcome is another', async () => {
    const before = await row('2.1.b');
    await change(raw => {
      const [one, two] = raw.plan.priorities;
      const moved = two?.outcomes[0]?.actions.pop();
      if (moved) one?.outcomes[1]?.actions.unshift(moved);
    });
    const after = await row('2.1.b');
    assert.equal(after?.id, before?.id);
    assert.notEqual(after?.outcomeId, before?.outcomeId);
  });

  it('retires what has history, takes out what has none, and restores', async () => {
    await world.open('2026-27 Q1', '2026-07-10', ['QA']);
    const answer = await saved(
      world.save(ann, await world.ask('2026-27 Q1', 'qa'), '2.1.a', { rating: 'green', progress: 'x' }),
    );
    const empty = (raw: RawBoard) => raw.plan.priorities.pop();
    const gone = await change(empty);
    assert.deepEqual(told(gone.changes).sort(), [
      'removed action 2.1.b',
      'retired action 2.1.a',
      'retired outcome 2.1',
      'retired priority 2',
    ]);
    assert.ok((await row('2.1.a'))?.retiredAt);
    assert.equal(await row('2.1.b'), null);
    assert.ok(await test.store.read(view => view.rows(returns).first({ id: answer.returnId })));
    assert.deepEqual((await change(empty)).changes, []);
    const back = await change(() => undefined);
    assert.deepEqual(told(back.changes).sort(), [
      'added action 2.1.b',
      'restored action 2.1.a',
      'restored outcome 2.1',
      'restored priority 2',
    ]);
    const { boardId } = world;
    await test.store.read(async view => {
      assert.equal(await view.rows(priorities).count({ boardId }), 2);
      assert.equal(await view.rows(outcomes).count({ boardId }), 3);
      assert.equal(await view.rows(actionOwners).count({ boardId }), 6);
    });
  });

  it('keeps the first day an action was due, and every one after', async () => {
    const due = async (day: string | undefined) => {
      await change(raw => {
        if (day === undefined) delete rawAction(raw, '1.1.b')['due'];
        else rawAction(raw, '1.1.b')['due'] = day;
      });
      const found = await row('1.1.b');
      assert.ok(found);
      return [found.due, dueDates(found, [], world.clock.now())];
    };
    const originalDue = '2026-09-30';
    assert.deepEqual(await due('2026-12-01'), [
      '2026-12-01',
      { due: '2026-12-01', originalDue, dueHistory: [originalDue, '2026-12-01'] },
    ]);
    world.clock.set('2026-06-02T09:00:00Z');
    assert.deepEqual(await due('2027-01-31'), [
      '2027-01-31',
      { due: '2027-01-31', originalDue, dueHistory: [originalDue, '2026-12-01', '2027-01-31'] },
    ]);
    world.clock.set('2026-06-03T09:00:00Z');
    const [day, dates] = await due(undefined);
    assert.equal(day, null);
    assert.deepEqual(dates, {
      due: null,
      originalDue,
      dueHistory: [originalDue, '2026-12-01', '2027-01-31'],
    });
    await change(raw => Object.assign(rawAction(raw, '2.1.a'), { due: '2026-10-01' }));
    const fresh = await row('2.1.a');
    assert.ok(fresh);
    assert.deepEqual(dueDates(fresh, [], world.clock.now()), {
      due: '2026-10-01',
      originalDue: '2026-10-01',
      dueHistory: [],
    });
  });

  it('keeps a group and a person whose names change but whose ids do not', async () => {
    const group = await world.group('qa');
    const person = await world.person('cat@council.example');
    await change(raw => {
      Object.assign(raw.groups[1] ?? {}, { name: 'Scrutiny Group', short: 'Scrutiny' });
      Object.assign(raw.people[3] ?? {}, { name: 'Cat Married' });
      for (const ref of ['1.1.a', '2.1.a']) rawAction(raw, ref)['owners'] = ['Scrutiny'];
      rawAction(raw, '1.1.b')['owners'] = ['Scrutiny', 'Practice'];
    });
    assert.equal(await world.group('qa'), group);
    assert.equal(await world.person('cat@council.example'), person);
  });

  it('starts a new plan beside the old one, whose actions are others, once no round is open', async () => {
    const before = await row('1.1.a');
    await world.open('2026-27 Q1', '2026-07-10');
    const replace = (raw: RawBoard) => Object.assign(raw.plan, { key: 'p2' });
    await assert.rejects(change(replace), /Close it before importing/);
    await closeRound(world, terminal(world.boardId), null);
    await change(replace);
    const all = await test.store.read(view =>
      view.rows(actions).find({ boardId: world.boardId, ref: '1.1.a' }),
    );
    assert.equal(new Set(all.map(action => action.planId)).size, 2);
    assert.ok(all.some(action => action.id === before?.id));
  });

  it('joins somebody met in Teams before the file named them: by address, or by Entra id', async () => {
    const ids = { tenantId: 't', teamsUserId: '29:x' };
    const zoe = await identifyPerson(world, world.boardId, {
      ...ids,
      aadObjectId: 'a',
      name: 'Zoe in Teams',
      email: 'Zoe@Board.Example',
    });
    const entraId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    const guest = await identifyPerson(world, world.boardId, {
      ...ids,
      aadObjectId: entraId,
      name: 'Guest',
      email: null,
    });
    await change(raw => {
      raw.people.push({ name: 'Zoe Quin', email: 'zoe@board.example', roles: ['scrutineer'] });
      raw.people.push({ name: 'Gus Est', email: 'gus@else.example', entraId: entraId.toUpperCase() });
    });
    assert.equal((await personRow('zoe@board.example'))?.id, zoe.id);
    const named = await personRow('gus@else.example');
    assert.deepEqual([named?.id, named?.name, named?.tenantId], [guest.id, 'Gus Est', 't']);
    assert.equal(await test.store.read(view => view.rows(roles).count({ personId: zoe.id })), 1);
  });

  it('takes roles and places from people who leave, and keeps their names', async () => {
    const person = await world.person(ann);
    const result = await change(raw => {
      raw.people.splice(1, 1);
      delete raw.groups[1]?.['chair'];
    });
    assert.deepEqual(told(result.changes).sort(), [
      'changed group Quality Group members',
      'retired person Ann Ward',
    ]);
    await test.store.read(async view => {
      assert.equal(await view.rows(memberships).count({ personId: person }), 0);
      assert.equal((await view.rows(people).get(person)).name, 'Ann Ward');
    });
  });

  it('takes names as long as it says', async () => {
    const long = 'x'.repeat(120);
    await change(raw => {
      raw.agencies.push({ name: long });
      raw.people.push({ name: long, email: `${'e'.repeat(111)}@y.exampl`, agency: long });
      raw.groups.push({ name: `${'g'.repeat(60)}`, short: 'G'.repeat(60) });
      rawAction(raw, '1.1.a')['continues'] = long;
    });
    assert.throws(() => fileOf({ ...rawBoard(), agencies: [{ name: `${long}x` }] }), /longer than 120/);
  });
});
