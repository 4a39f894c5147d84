/** Somebody is forgotten: no name, no address and no account of theirs is left, and all that they said stays. */
import assert from 'node:assert/strict';
import { isCollateError } from '../../../services/errors.ts';
import { terminal } from '../../../services/people/access.ts';
import { decideAccount } from '../../../services/people/accounts.ts';
import { identifyPerson } from '../../../services/people/identify.ts';
import { forgetPerson, lookAtPerson } from '../../../services/privacy/forget-person.ts';
import { holdRound, releaseRound } from '../../../services/rounds/hold-round.ts';
import { personAccounts } from '../../../services/store/entities/accounts.ts';
import { auditEvents } from '../../../services/store/entities/audit.ts';
import { people } from '../../../services/store/entities/board.ts';
import { deliveries } from '../../../services/store/entities/delivery.ts';
import { actionUpdates } from '../../../services/store/entities/returns.ts';
import { personalChats } from '../../../services/store/entities/teams.ts';
import { readLatestPaper } from '../../../services/summary/papers.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { rememberPersonalChat } from '../../../services/teams/personal-chats.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import type { RawBoard, World } from '../world.ts';
import { bytesOf, NEW, OLD, oldRounds } from './old-rounds.ts';

const MAIL = 'ben@council.example';

const withoutBen = (raw: RawBoard) => {
  raw.people = raw.people.filter(({ email }) => email !== MAIL);
  for (const group of raw.groups) delete group['members'];
};

onBothDatabases('Forgetting a person', open => {
  let test: TestStore;
  let world: World;
  let ben: string;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await oldRounds(test.store);
    await meet(world);
    ben = await world.person(MAIL);
  });

  async function meet(where: World): Promise<void> {
    const { boardId } = where;
    const personId = (
      await identifyPerson(where, boardId, {
        tenantId: 'tenant',
        aadObjectId: `object-ben-${boardId}`,
        teamsUserId: '29:ben',
        name: 'Ben Cole',
        email: MAIL,
      })
    ).id;
    const chat = {
      conversationId: 'a:ben',
      tenantId: 'tenant',
      serviceUrl: 'https://x.example/',
      botId: '28:b',
    };
    await rememberPersonalChat(where, { boardId, personId, ...chat });
  }

  const asTerminal = () => terminal(world.boardId);
  const look = (who = MAIL) =>
    test.store.read(view => lookAtPerson(view, asTerminal(), who, world.clock.now()));
  const leave = () => world.reimport(withoutBen);
  const refused =
    (code: 'person_has_duties' | 'person_unknown' | 'person_was_forgotten', words: RegExp) =>
    (error: unknown) =>
      isCollateError(error, code) && words.test(error.message);

  it('looks first, and says what has to be done before', async () => {
    const found = await look();
    assert.deepEqual([found.name, found.returns, found.mentions], ['Ben Cole', 1, 2]);
    assert.ok(found.papers >= 2);
    assert.match(found.duties.join(' '), /board file names them/);
    await assert.rejects(forgetPerson(world, asTerminal(), MAIL), refused('person_has_duties', /import it/));
    assert.match((await look('mia@board.example')).duties.join(' '), /another manager/);
    assert.match((await look('ann@police.example')).duties.join(' '), /They lead Quality Group/);
    await assert.rejects(look('nobody@x.example'), refused('person_unknown', /Nobody/));
    await assert.rejects(forgetPerson(world, await world.as('ann@police.example'), MAIL), error =>
      isCollateError(error, 'not_allowed'),
    );
  });

  it('keeps what is held as it is', async () => {
    await leave();
    await holdRound(world, asTerminal(), OLD, 'A review');
    await assert.rejects(
      forgetPerson(world, asTerminal(), MAIL),
      refused('person_has_duties', /2026-27 Q1 are held/),
    );
    await releaseRound(world, asTerminal(), OLD);
    assert.deepEqual((await look()).duties, []);
  });

  it('takes the name and the address out of everything, and leaves the answers', async () => {
    const before = await readLatestPaper(world, world.boardId, OLD);
    await leave();
    const gone = await forgetPerson(world, asTerminal(), MAIL);
    assert.deepEqual([gone.returns, gone.mentions], [1, 2]);
    const { row, chats, texts, events, ledger } = await test.store.read(async view => ({
      row: await view.rows(people).get(ben),
      chats: await view.rows(personalChats).find({ personId: ben }),
      texts: await view.rows(actionUpdates).find({ boardId: world.boardId }),
      events: await view.rows(auditEvents).find({ boardId: world.boardId, event: 'person.forgotten' }),
      ledger: await view.rows(deliveries).count({ placeId: ben, state: ['due', 'retrying'] }),
    }));
    const { name, email, key, tenantId, aadObjectId, teamsUserId } = row;
    assert.deepEqual(
      [name, email, key, tenantId, aadObjectId, teamsUserId],
      ['A former member', ...Array(5).fill(null)],
    );
    assert.ok(row.retiredAt && row.forgottenAt);
    assert.deepEqual([chats, ledger], [[], 0]);
    assert.doesNotMatch(JSON.stringify([row, texts]), /Ben Cole|ben@/i);
    assert.ok(texts.some(({ progress }) => progress === 'Kept words, says a former member'));
    assert.doesNotMatch(JSON.stringify(events), /Ben|ben@/);
    assert.ok(events.some(({ subject }) => subject['person'] === ben && subject['returns'] === 1));

    const paper = await readLatestPaper(world, world.boardId, OLD);
    assert.equal(paper.isIntact, true);
    assert.doesNotMatch(JSON.stringify(paper.facts), /Ben Cole|ben@/i);
    assert.deepEqual(paper.facts.priorities, before.facts.priorities);
    const theirs = paper.facts.actions.find(({ ref }) => ref === '2.1.a');
    assert.deepEqual(
      [theirs?.source?.by, theirs?.source?.agency, theirs?.rag],
      ['A former member', 'Council', 'green'],
    );
    const others = paper.facts.actions.find(({ ref }) => ref === '1.1.a');
    assert.deepEqual([others?.progress, others?.source?.by], ['[removed]', 'Ann Ward']);
    const live = await readFacts(world, world.boardId, OLD);
    assert.equal(live.actions.find(({ ref }) => ref === '2.1.a')?.source?.by, 'A former member');
    assert.match(JSON.stringify(await readFacts(world, world.boardId, NEW)), /Ann Ward/);
  });

  it('takes a further account of theirs along, and the card that asked whose it is', async () => {
    const boardId = world.boardId;
    const second = { tenantId: 'other', aadObjectId: `second-${boardId}`, teamsUserId: '29:second' };
    const met = await identifyPerson(world, boardId, { ...second, name: 'Benjamin Cole', email: MAIL });
    const mia = await world.as('mia@board.example');
    const accounts = () => test.store.read(view => view.rows(personAccounts).find({ boardId }));
    const [account] = await accounts();
    await decideAccount(world, mia, account?.id ?? '', 'join');
    await leave();
    await forgetPerson(world, asTerminal(), MAIL);
    const { row, cards } = await test.store.read(async view => ({
      row: await view.rows(people).get(met.id),
      cards: await view.rows(deliveries).find({ subjectId: account?.id ?? '' }),
    }));
    assert.deepEqual([row.name, row.email, row.aadObjectId], ['A former member', null, null]);
    assert.deepEqual(await accounts(), []);
    assert.deepEqual([...new Set(cards.map(({ state }) => state))], ['superseded']);
  });

  it('is done once: afterwards nobody is found by that name', async () => {
    await leave();
    await forgetPerson(world, asTerminal(), MAIL);
    await assert.rejects(forgetPerson(world, asTerminal(), MAIL), refused('person_unknown', /Nobody/));
    await assert.rejects(
      forgetPerson(world, asTerminal(), 'A former member'),
      refused('person_unknown', /Nobody/),
    );
  });

  it('does not come back by an old board file, and begins anew with an id of their own', async () => {
    await leave();
    await forgetPerson(world, asTerminal(), MAIL);
    await assert.rejects(
      world.reimport(() => undefined),
      refused('person_was_forgotten', /ben@council\.example, who was forgotten on 1 Mar 2027/),
    );
    await world.reimport(raw => {
      withoutBen(raw);
      raw.people.push({ id: 'ben-again', name: 'Ben Cole', email: MAIL, agency: 'Council' });
    });
    assert.notEqual(await world.person(MAIL), ben);
    assert.equal((await test.store.read(view => view.rows(people).get(ben))).name, 'A former member');
  });

  it('leaves no byte of the name in the files of the database', async function () {
    if (test.store.dialect !== 'sqlite') return this.skip();
    const own = await open();
    try {
      const alone = await oldRounds(own.store);
      await meet(alone);
      await alone.reimport(withoutBen);
      assert.match(bytesOf(own), /Ben Cole/);
      await forgetPerson(alone, terminal(alone.boardId), MAIL);
      assert.doesNotMatch(bytesOf(own), /Ben Cole|ben@council|object-ben/);
    } finally {
      await own.dispose();
    }
  });
});
