import assert from 'node:assert/strict';
import { isCollateError } from '../../../services/errors.ts';
import { type AccountDecision, decideAccount } from '../../../services/people/accounts.ts';
import { mailOfMember } from '../../../services/people/guest-mail.ts';
import { findSettled, identifyPerson } from '../../../services/people/identify.ts';
import { may } from '../../../services/people/permissions.ts';
import { personAccounts } from '../../../services/store/entities/accounts.ts';
import { people } from '../../../services/store/entities/board.ts';
import { deliveries } from '../../../services/store/entities/delivery.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { newWorld, type World } from '../world.ts';

const first = {
  tenantId: 't',
  aadObjectId: 'a1',
  teamsUserId: '29:1',
  name: 'Ann Ward',
  email: 'ann@police.example',
};
const second = { ...first, aadObjectId: 'a2', teamsUserId: '29:2', name: 'Ann Ward (Guest)' };

onBothDatabases('A further account of a person', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store);
    await identifyPerson(world, world.boardId, first);
  });

  const meet = (entry = second) => identifyPerson(world, world.boardId, entry);
  const account = async () => {
    const { boardId } = world;
    const row = await test.store.read(view => view.rows(personAccounts).first({ boardId }));
    assert.ok(row);
    return row;
  };
  /** Whom the board file names; who was met has the same address. */
  const annId = async () => {
    const { boardId } = world;
    return (await test.store.read(view => view.rows(people).first({ boardId, key: first.email })))?.id ?? '';
  };
  const decide = async (decision: AccountDecision, email = 'mia@board.example') =>
    decideAccount(world, await world.as(email), (await account()).id, decision);
  const leads = async (personId: string) => {
    const groupId = await world.group('qa');
    const actor = { boardId: world.boardId, personId, channelRowId: null };
    return test.store.read(view => may(view, actor, 'group.sign-off', { groupId, now: world.clock.now() }));
  };

  it('is nobody until the manager is asked and says that it is the same person', async () => {
    const met = await meet();
    assert.equal(met.key, null);
    assert.equal(await leads(met.id), false);
    const { boardId } = world;
    const asked = await test.store.read(view => view.rows(deliveries).find({ boardId, purpose: 'account' }));
    assert.deepEqual(
      asked.map(({ placeId }) => placeId),
      [await world.person('mia@board.example')],
    );
    const look = await decide('join');
    assert.deepEqual([look.state, look.decidedBy, look.person.name], ['joined', 'Mia Manager', 'Ann Ward']);
    const ann = await annId();
    const again = await meet();
    assert.equal(again.id, ann);
    assert.equal(await leads(again.id), true);
    const settled = await test.store.read(view => findSettled(view, boardId, second));
    assert.equal(settled?.id, ann, 'the roster need not be asked again');
    assert.equal((await identifyPerson(world, boardId, first)).id, ann, 'the first account stays hers');
    const row = await test.store.read(view => view.rows(people).get(ann));
    assert.deepEqual([row.aadObjectId, row.teamsUserId], ['a1', '29:1']);
  });

  it('is kept apart where the manager says so, and asked about no more', async () => {
    const met = await meet();
    assert.equal((await decide('other')).state, 'other');
    assert.equal((await meet()).id, met.id);
    assert.equal((await decide('join')).state, 'other', 'a stale button undoes no decision');
  });

  it('can be taken back, and decided anew', async () => {
    const met = await meet();
    await decide('join');
    assert.equal((await decide('back')).state, 'asked');
    assert.equal((await meet()).id, met.id, 'it is nobody again');
    assert.equal((await decide('join')).state, 'joined');
  });

  it('pressed twice, or by two at once, is one decision', async () => {
    await meet();
    const states = await Promise.all([decide('join'), decide('other'), decide('join')]);
    assert.equal(new Set(states.map(({ state }) => state)).size, 1);
    assert.notEqual(states[0]?.state, 'asked');
  });

  it('is nobody else’s to decide, and nobody’s who has left the board', async () => {
    await meet();
    const refused = (code: string) => (error: unknown) => isCollateError(error) && error.code === code;
    await assert.rejects(decide('join', 'ben@council.example'), refused('not_allowed'));
    await world.reimport(raw => {
      raw.people = raw.people.filter(person => person['email'] !== first.email);
      for (const group of raw.groups) if (group['chair'] === first.email) delete group['chair'];
    });
    await assert.rejects(decide('join'), refused('person_unknown'));
    assert.equal((await account()).state, 'asked');
  });

  it('takes a new Teams id of the further account without losing the first', async () => {
    await meet();
    await decide('join');
    await meet({ ...second, teamsUserId: '29:22' });
    assert.equal((await account()).teamsUserId, '29:22');
    const ann = await test.store.read(async view =>
      view.rows(people).first({ email: first.email, key: first.email, boardId: world.boardId }),
    );
    assert.equal(ann?.teamsUserId, '29:1');
  });

  it('finds the address of a guest in the name that Entra gives them', () => {
    const ext = 'Ann.Ward_police.example#EXT#@council.onmicrosoft.com';
    assert.equal(mailOfMember(undefined, ext), 'ann.ward@police.example');
    assert.equal(mailOfMember('A@b.example', ext), 'a@b.example');
    assert.equal(mailOfMember('', 'a_b@council.example'), 'a_b@council.example');
    assert.equal(mailOfMember('', ''), null);
  });
});
