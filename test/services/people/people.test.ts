import assert from 'node:assert/strict';
import { queueDelivery } from '../../../services/delivery/queue.ts';
import { isCollateError } from '../../../services/errors.ts';
import { type Actor, terminal } from '../../../services/people/access.ts';
import { findPerson } from '../../../services/people/find-person.ts';
import { findGroup } from '../../../services/people/groups.ts';
import { identifyPerson, identifyRoster, type RosterEntry } from '../../../services/people/identify.ts';
import { may as mayDo, requireMay } from '../../../services/people/permissions.ts';
import { groups, people } from '../../../services/store/entities/board.ts';
import { deliveries } from '../../../services/store/entities/delivery.ts';
import { onBothDatabases, sqliteStore, type TestStore } from '../../support/stores.ts';
import { newWorld, type World } from '../world.ts';

const noonOf = (day: string) => new Date(`${day}T12:00:00Z`);
const entraId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

onBothDatabases('Who somebody in Teams is', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store, {
      edit: raw => Object.assign(raw.people[3] ?? {}, { entraId }),
    });
  });

  const entry = (more: Partial<RosterEntry> = {}): RosterEntry => ({
    tenantId: 't1',
    aadObjectId: 'a1',
    teamsUserId: '29:1',
    name: 'Ann in Teams',
    email: 'Ann@Police.Example',
    ...more,
  });
  const identify = (more?: Partial<RosterEntry>) => identifyPerson(world, world.boardId, entry(more));
  const count = () => test.store.read(view => view.rows(people).count({ boardId: world.boardId }));

  it('is the person of the board file with that address, once, and by their ids from then on', async () => {
    const ann = await identify();
    assert.deepEqual([ann.id, ann.name], [await world.person('ann@police.example'), 'Ann Ward']);
    const married = await identify({
      name: 'Another name',
      email: 'other@police.example',
      teamsUserId: '29:2',
    });
    assert.deepEqual([married.id, married.name, married.teamsUserId], [ann.id, 'Ann Ward', '29:2']);
    const thief = await identify({ aadObjectId: 'a2', teamsUserId: '29:3' });
    assert.notEqual(thief.id, ann.id, 'the address is taken: somebody else with it is somebody else');
    assert.equal(await count(), 6);
  });

  it('is the person with that Entra id, whatever their address says', async () => {
    const cat = await identify({ aadObjectId: entraId, email: 'ann@police.example' });
    assert.equal(cat.name, 'Cat Hill');
    const impostor = await identify({ aadObjectId: 'a9', email: 'cat@council.example' });
    assert.equal(impostor.key, null, 'an address does not stand in for an Entra id that the file gives');
  });

  it('is nobody of the file by name alone', async () => {
    const other = await identify({ email: null, name: 'Mia Manager' });
    assert.deepEqual([other.key, other.name], [null, 'Mia Manager']);
    assert.equal(
      await test.store.read(view =>
        mayDo(view, { boardId: world.boardId, personId: other.id, channelRowId: null }, 'round.manage', {
          now: world.clock.now(),
        }),
      ),
      false,
    );
  });

  it('goes by the name that Teams has, where the file has none', async () => {
    const guest = await identify({ email: null, name: 'Old Name' });
    assert.equal((await identify({ email: null, name: 'New Name' })).name, 'New Name');
    assert.equal((await identify({ email: null, name: 'New Name', tenantId: 't2' })).key, null);
    const rows = await test.store.read(view =>
      view.rows(people).find({ boardId: world.boardId, aadObjectId: 'a1' }),
    );
    assert.equal(rows.length, 2, 'one object id in two tenants is two people');
    assert.ok(rows.some(row => row.id === guest.id));
  });

  it('is one person, however many see them at the same time', async () => {
    const found = await Promise.all([1, 2, 3, 4].map(() => identify({ email: null })));
    assert.equal(new Set(found.map(person => person.id)).size, 1);
    assert.equal(await count(), 6);
  });

  it('joins a roster’s people of the file and takes in nobody else', async () => {
    await identifyRoster(world, world.boardId, [
      entry(),
      entry({ aadObjectId: 'a7', teamsUserId: '29:7', email: 'stranger@else.example' }),
    ]);
    assert.equal(await count(), 5);
    const ann = await test.store.read(view =>
      view.rows(people).first({ boardId: world.boardId, aadObjectId: 'a1' }),
    );
    assert.deepEqual([ann?.name, ann?.teamsUserId], ['Ann Ward', '29:1']);
  });

  it('gets what waited for them when they are first seen', async () => {
    const placeId = await world.person('ann@police.example');
    const now = world.clock.now();
    await test.store.write(async unit => {
      const due = {
        boardId: world.boardId,
        purpose: 'draft-summary',
        subjectId: 's',
        placeKind: 'person',
      } as const;
      await queueDelivery(unit, { ...due, placeId }, now);
      await unit
        .rows(deliveries)
        .update({ placeId }, { state: 'stopped', stopCode: 'unseen', finishedAt: now });
    });
    await identify();
    const [row] = await test.store.read(view => view.rows(deliveries).find({ placeId }));
    assert.deepEqual([row?.state, row?.finishedAt], ['due', null]);
  });
});

describe('Who may do what', () => {
  let test: TestStore;
  let world: World;
  let qaChannel: string;
  let practiceChannel: string;
  before(async () => {
    test = await sqliteStore();
    world = await newWorld(test.store, {
      edit: raw =>
        Object.assign(raw.groups[2] ?? {}, {
          standIn: { person: 'leo@police.example', until: '2026-06-10' },
        }),
    });
    qaChannel = await world.channel('qa');
    practiceChannel = await world.channel('practice');
  });
  after(() => test.dispose());

  const may = async (check: () => Promise<void>) => {
    try {
      await check();
      return true;
    } catch (error) {
      assert.ok(isCollateError(error, 'not_allowed'), String(error));
      return false;
    }
  };
  const table: [string, string, 'qa' | 'practice' | null, string, boolean][] = [
    ['mia@board.example', 'the manager', null, '2026-06-10', true],
    ['ann@police.example', 'a chair', null, '2026-06-10', true],
    ['ben@council.example', 'a member', null, '2026-06-10', true],
    ['leo@police.example', 'the lead of the action', null, '2026-06-10', true],
    ['cat@council.example', 'the chair of another group', null, '2026-06-10', false],
    ['cat@council.example', 'whoever is in its channel', 'qa', '2026-06-10', true],
    ['cat@council.example', 'whoever is in another channel', 'practice', '2026-06-10', false],
  ];
  for (const [email, who, channel, today, expected] of table) {
    it(`${expected ? 'lets' : 'does not let'} ${who} answer`, async () => {
      const channelRowId = channel === null ? null : channel === 'qa' ? qaChannel : practiceChannel;
      const actor = await world.as(email, channelRowId);
      const groupId = await world.group('qa');
      const actionId = await world.action('1.1.a');
      assert.equal(
        await test.store.read(view =>
          may(() => requireMay(view, actor, 'group.answer', { groupId, actionId, now: noonOf(today) })),
        ),
        expected,
      );
    });
  }

  it('lets a stand-in answer until their last day', async () => {
    const actor = await world.as('leo@police.example');
    const groupId = await world.group('practice');
    const on = (today: string) =>
      test.store.read(view =>
        may(() => requireMay(view, actor, 'group.answer', { groupId, now: noonOf(today) })),
      );
    assert.deepEqual([await on('2026-06-10'), await on('2026-06-11')], [true, false]);
  });

  it('lets the manager and the terminal manage, and names the manager to others', async () => {
    const manages = (actor: Actor) =>
      test.store.read(view => may(() => requireMay(view, actor, 'round.manage', { now: world.clock.now() })));
    assert.equal(await manages(await world.as('mia@board.example')), true);
    assert.equal(await manages(terminal(world.boardId)), true);
    assert.equal(await manages(await world.as('ann@police.example')), false);
    const other = await newWorld(test.store);
    const elsewhere = { ...(await world.as('mia@board.example')), boardId: other.boardId };
    assert.equal(await manages(elsewhere), false, 'a role is of one board');
    const ann = await world.as('ann@police.example');
    await assert.rejects(
      test.store.read(view =>
        requireMay(view, ann, 'round.manage', { now: world.clock.now() }, 'close a round'),
      ),
      /Only the board's manager can close a round\. Ask Mia Manager\./,
    );
  });

  it('finds a person by address, name or id, and nobody where two are meant', async () => {
    const find = (text: string) => test.store.read(view => findPerson(view, world.boardId, text));
    assert.equal((await find(' ANN WARD ')).email, 'ann@police.example');
    assert.equal((await find('Ben@Council.Example')).name, 'Ben Cole');
    await assert.rejects(find('Nobody'), (error: unknown) => isCollateError(error, 'person_unknown'));
    await assert.rejects(find(''), (error: unknown) => isCollateError(error, 'person_unknown'));
    await identifyPerson(world, world.boardId, {
      tenantId: 't',
      aadObjectId: 'z',
      teamsUserId: '29:z',
      name: 'Ann Ward',
      email: null,
    });
    await assert.rejects(find('Ann Ward'), /More than one/);
  });

  it('finds a group by what people call it', async () => {
    const all = await test.store.read(view => view.rows(groups).find({ boardId: world.boardId }));
    const names: [string, string][] = [
      ['qa', 'QA'],
      ['quality', 'QA'],
      ['Quality Sub-Group', 'QA'],
      ['PRACTICE', 'Practice'],
      ['pract', 'Practice'],
      ['the executive group', 'Exec'],
    ];
    for (const [name, short] of names) assert.equal(findGroup(all, name).short, short, name);
    for (const name of ['', '!!!', 'x', 'Quality and Practice', 'group']) {
      assert.throws(
        () => findGroup(all, name),
        (error: unknown) => isCollateError(error, 'group_unknown') && error.message.includes('QA'),
        name,
      );
    }
  });
});
