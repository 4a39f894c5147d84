import assert from 'node:assert/strict';
import { queueRefresh, requeueForPerson } from '../../../services/delivery/queue.ts';
import { identifyPerson, identifyRoster, type RosterEntry } from '../../../services/people/identify.ts';
import { agencyPeople, recipientsOf } from '../../../services/people/recipients.ts';
import { openRound } from '../../../services/rounds/open-round.ts';
import { agencies, people } from '../../../services/store/entities/board.ts';
import { deliveries, messages } from '../../../services/store/entities/delivery.ts';
import { asks } from '../../../services/store/entities/rounds.ts';
import { putPersonalChat } from '../../../services/teams/personal-chats.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { newWorld, type RawBoard, type World } from '../world.ts';

const entry = (name: string, email: string | null): RosterEntry => ({
  tenantId: 'tenant',
  aadObjectId: `aad-${name}`,
  teamsUserId: `29:${name}`,
  name,
  email,
});

/** Police has a contact among its people, Council none, Fire one whom the file names nowhere else. */
function withContacts(raw: RawBoard): void {
  raw.agencies = [
    { name: 'Police', contact: 'Leo@police.example', asks: ['section-11'] },
    { name: 'Council', asks: ['section-11'] },
    { name: 'Fire', contact: 'una@fire.example', asks: ['section-11'] },
  ];
}

onOneDatabase('The people of an agency', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store, { edit: withContacts });
  });

  const openSection11 = () =>
    openRound(world, {
      boardId: world.boardId,
      period: '2026-27 Q1',
      due: '2026-07-10',
      kinds: ['section-11'],
    });

  const askOf = (name: string) =>
    test.store.read(async view => {
      const agency = await view.rows(agencies).first({ boardId: world.boardId, name });
      const ask = await view.rows(asks).first({ boardId: world.boardId, agencyId: agency?.id ?? '' });
      assert.ok(ask);
      return ask;
    });

  /** Who an agency's card goes to, with the state of each delivery. */
  const sentTo = async (name: string) => {
    const { id } = await askOf(name);
    return test.store.read(async view => {
      const rows = await view.rows(deliveries).find({ purpose: 'ask', subjectId: id });
      const named = rows.map(async row => `${(await view.rows(people).get(row.placeId)).name}: ${row.state}`);
      assert.ok(rows.every(row => row.placeKind === 'person'));
      return (await Promise.all(named)).sort();
    });
  };

  const stop = async (name: string) => {
    const { id: subjectId } = await askOf(name);
    const fate = {
      state: 'stopped',
      stopCode: 'unseen',
      lastOutcome: 'not seen',
      finishedAt: world.clock.now(),
      attempts: 1,
    } as const;
    await test.store.write(unit => unit.rows(deliveries).update({ purpose: 'ask', subjectId }, fate));
  };

  it('may answer all of them; the card goes to the contact, or to all where there is none', async () => {
    const opened = await openSection11();
    assert.deepEqual(opened.unreached, { groups: [], agencies: ['Fire'] });
    assert.deepEqual(await sentTo('Police'), ['Leo Lead: due']);
    assert.deepEqual(await sentTo('Council'), ['Ben Cole: due', 'Cat Hill: due']);
    assert.deepEqual(await sentTo('Fire'), []);
    const police = await askOf('Police');
    const names = await test.store.read(async view =>
      [await agencyPeople(view, police), await recipientsOf(view, police)].map(rows =>
        rows.map(row => row.name),
      ),
    );
    assert.deepEqual(names, [['Ann Ward', 'Leo Lead'], ['Leo Lead']]);
  });

  it('get what could not reach them once they are seen, on a roster or in a chat', async () => {
    await openSection11();
    await stop('Police');
    await identifyRoster(world, world.boardId, [
      entry('Leo', 'leo@police.example'),
      entry('Eve', 'eve@x.example'),
    ]);
    assert.deepEqual(await sentTo('Police'), ['Leo Lead: due']);
    await stop('Police');
    const personId = await world.person('leo@police.example');
    const chat = {
      boardId: world.boardId,
      personId,
      conversationId: 'c',
      tenantId: 't',
      serviceUrl: 's',
      botId: 'b',
    };
    await test.store.write(unit => putPersonalChat(unit, chat, world.clock.now()));
    assert.deepEqual(await sentTo('Police'), ['Leo Lead: due']);
  });

  it('are joined by the contact’s mail alone, where the file names them nowhere else', async () => {
    await openSection11();
    await identifyRoster(world, world.boardId, [
      entry('Una Late', 'Una@Fire.example'),
      entry('Eve', 'eve@x.example'),
    ]);
    assert.deepEqual(await sentTo('Fire'), ['Una Late: due']);
    const met = await test.store.read(view => view.rows(people).find({ boardId: world.boardId, key: null }));
    assert.deepEqual(
      met.map(({ name }) => name),
      ['Una Late'],
      'nobody else of the roster is written down',
    );
    const fire = await askOf('Fire');
    assert.equal(met[0]?.agencyId, fire.agencyId);
    const own = await test.store.read(view => agencyPeople(view, fire));
    assert.deepEqual(
      own.map(({ name }) => name),
      ['Una Late'],
      'once, though both by agency and by mail',
    );
    await identifyPerson(world, world.boardId, entry('Una Late', 'una@fire.example'));
    assert.deepEqual(await sentTo('Fire'), ['Una Late: due'], 'not twice');
  });

  it('are asked also where the contact’s first word is what shows them', async () => {
    await openSection11();
    await identifyPerson(world, world.boardId, entry('Una Late', 'una@fire.example'));
    assert.deepEqual(await sentTo('Fire'), ['Una Late: due']);
  });

  it('are let go when they leave: their card stands still, and none that waits reaches them', async () => {
    await openSection11();
    const { id: subjectId } = await askOf('Police');
    const leo = await world.person('leo@police.example');
    await test.store.write(async unit => {
      const place = {
        placeKind: 'person',
        placeId: leo,
        conversationId: 'c',
        activityId: `a-${world.key}`,
      } as const;
      await unit.rows(messages).insert({
        boardId: world.boardId,
        purpose: 'ask',
        subjectId,
        ...place,
        postedAt: world.clock.now(),
        retiredAt: null,
      });
    });
    await stop('Police');
    await world.reimport(raw => {
      const gone = raw.people.find(person => person['email'] === 'leo@police.example');
      Object.assign(gone ?? {}, { agency: 'Council' });
      Object.assign(raw.agencies[0] ?? {}, { contact: 'ann@police.example' });
    });
    assert.deepEqual(await sentTo('Police'), ['Ann Ward: due', 'Leo Lead: superseded']);
    const refreshes = () =>
      test.store.read(view =>
        view
          .rows(deliveries)
          .count({ boardId: world.boardId, purpose: 'refresh', placeId: leo, state: 'due' }),
      );
    // The one that the import made finds the card let go, and does nothing.
    await test.store.write(unit => unit.rows(deliveries).update({ purpose: 'refresh' }, { state: 'sent' }));
    await test.store.write(async unit => {
      await requeueForPerson(unit, leo, world.clock.now());
      await queueRefresh(unit, { purpose: 'ask', subjectId }, world.clock.now());
    });
    assert.deepEqual(await sentTo('Police'), ['Ann Ward: due', 'Leo Lead: superseded']);
    assert.equal(await refreshes(), 0);
  });

  it('keep their card where only the contact changed', async () => {
    await openSection11();
    await world.reimport(raw => Object.assign(raw.agencies[0] ?? {}, { contact: 'ann@police.example' }));
    assert.deepEqual(await sentTo('Police'), ['Ann Ward: due', 'Leo Lead: due']);
  });
});
