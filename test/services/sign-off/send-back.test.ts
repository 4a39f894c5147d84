import assert from 'node:assert/strict';
import { importBoard } from '../../../services/plan/import-board.ts';
import { auditEvents } from '../../../services/store/entities/audit.ts';
import { deliveries, messages } from '../../../services/store/entities/delivery.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { fileOf, rawBoard } from '../world.ts';
import { ANN, BEN, CAT, green, Q1, type SigningWorld, signingWorld } from './signing-world.ts';

onOneDatabase('Sending a group’s returns back', open => {
  let test: TestStore;
  let world: SigningWorld;
  before(async () => {
    test = await open();
  });
  after(() => test.dispose());
  beforeEach(async () => {
    world = await signingWorld(test.store, raw => {
      Object.assign(raw.groups[1] ?? {}, { deputy: BEN });
    });
  });

  const line = async () => (await world.ask(Q1, 'qa')).signOff;

  it('wants a comment of at most 1,000 characters, and keeps nothing of one that does not do', async () => {
    await world.answerAll();
    const empty = await world.back('  \n ');
    assert.deepEqual(
      [empty.kind, 'problem' in empty && empty.problem],
      ['problem', 'Say what is to be mended.'],
    );
    const long = await world.back('x'.repeat(1001));
    assert.match(String('problem' in long && long.problem), /1,001 characters; the most is 1,000/);
    assert.deepEqual(await world.steps(), []);
    assert.equal((await world.back('x'.repeat(1000))).kind, 'done');
  });

  it('is shown to the group with the comment until something is answered anew', async () => {
    await world.answerAll();
    assert.equal((await line())?.state, 'waiting');
    await world.back('Say who did what in 1.1.b.');
    const shown = await line();
    assert.deepEqual(
      [shown?.state, shown?.given?.comment, shown?.given?.by.name, shown?.given?.capacity],
      ['sent-back', 'Say who did what in 1.1.b.', 'Ann Ward', 'chair'],
    );
    world.later(10);
    await world.answer('1.1.b', { ...green, progress: 'Ben wrote to nine schools.' }, BEN);
    assert.deepEqual([(await line())?.state, (await line())?.changed], ['waiting', ['1.1.b']]);
    assert.equal((await world.sign()).kind, 'done');
    assert.equal((await line())?.given?.step, 'signed');
  });

  it('may be signed all the same, and the comment is gone from the group’s card', async () => {
    await world.answerAll();
    await world.back('A thought.');
    assert.equal((await world.sign()).kind, 'done');
    assert.deepEqual([(await line())?.state, (await line())?.given?.comment], ['signed', null]);
  });

  it('is the same when pressed twice; another comment is another step; and it never crosses a signature', async () => {
    await world.answerAll();
    const seen = await world.look();
    assert.equal((await world.back('One.', ANN, seen)).kind, 'done');
    assert.equal((await world.back('One.', ANN, seen)).kind, 'already');
    // Ben looked before Ann sent it back.
    const late = await world.sign(BEN, seen);
    assert.ok(late.kind === 'changed' && late.changed.length === 0);
    assert.equal((await world.back('Two.')).kind, 'done');
    assert.deepEqual(
      (await world.steps()).map(({ comment }) => comment),
      ['One.', 'Two.'],
    );
  });

  it('keeps the comment out of the audit', async () => {
    await world.answerAll();
    await world.back('A very private remark.');
    const events = await test.store.read(view => view.rows(auditEvents).find({ boardId: world.boardId }));
    assert.ok(events.some(({ event }) => event === 'sign-off.sent-back'));
    assert.doesNotMatch(JSON.stringify(events), /private remark/);
  });

  it('tells chair and deputy once when all is in, and once more after a signature that no longer covers', async () => {
    await world.answer('1.1.a');
    await world.answer('1.1.b');
    assert.deepEqual(await world.told(), []);
    await world.answer('2.1.a');
    const both = [
      { state: 'due', to: ANN },
      { state: 'due', to: BEN },
    ];
    const byName = async () => (await world.told()).sort((one, other) => one.to.localeCompare(other.to));
    assert.deepEqual(await byName(), both);
    await world.answer('2.1.a', { ...green, progress: 'Again.' });
    assert.deepEqual(await byName(), both, 'a card that waits shows it');
    world.later(1);
    await world.sign();
    world.later(1);
    await world.answer('2.1.a', { rating: 'red', progress: 'Stopped.' });
    await world.answer('1.1.a', { rating: 'red', progress: 'Stopped.' });
    assert.deepEqual(
      (await byName()).map(({ to }) => to),
      [ANN, ANN, BEN, BEN],
    );
  });

  it('refreshes every card of the group, and a new chair is told in the old one’s place', async () => {
    await world.answerAll();
    const askId = await world.askId();
    const channel = await world.channel('qa');
    const message = await world.standing(askId, channel);
    await world.sign();
    const refreshes = () =>
      test.store.read(view => view.rows(deliveries).count({ purpose: 'refresh', subjectId: message }));
    assert.equal(await refreshes(), 1);
    const step = (await world.steps())[0];
    await world.undo(step?.id ?? '');
    const annId = await world.person(ANN);
    await test.store.write(unit =>
      unit.rows(messages).insert({
        boardId: world.boardId,
        purpose: 'sign-off',
        subjectId: askId,
        placeKind: 'person',
        placeId: annId,
        conversationId: `a:${annId}`,
        activityId: '1',
        postedAt: world.clock.now(),
        retiredAt: null,
      }),
    );
    world.later(60);
    await world.reimport(raw => {
      Object.assign(raw.groups[1] ?? {}, { chair: CAT, deputy: BEN });
    });
    const told = await world.told();
    assert.deepEqual(told.map(({ to, state }) => [to, state]).sort(), [
      [ANN, 'superseded'],
      [BEN, 'due'],
      [CAT, 'due'],
    ]);
    const old = await test.store.read(view => view.rows(messages).first({ placeId: annId }));
    assert.ok(old?.retiredAt);
  });

  it('leaves what was signed under who signed it when the chair changes', async () => {
    await world.answerAll();
    await world.sign();
    world.later(60);
    const raw = rawBoard(world.key);
    Object.assign(raw.groups[1] ?? {}, { chair: CAT });
    // Ann leaves the board altogether.
    raw.people = raw.people.filter(({ email }) => email !== ANN);
    await importBoard(world, fileOf(raw));
    const shown = await line();
    assert.deepEqual(
      [shown?.state, shown?.given?.by.name, shown?.given?.by.agency, shown?.given?.capacity],
      ['signed', 'Ann Ward', 'Police', 'chair'],
    );
    assert.deepEqual(
      shown?.signers.map(({ name }) => name),
      ['Cat Hill'],
    );
    const ask = await world.ask(Q1, 'qa');
    assert.ok(ask.actions.every(({ answer }) => answer?.by.name === 'Ann Ward'));
    await assert.rejects(world.undo((await world.steps())[0]?.id ?? '', CAT), /Only Ann Ward can undo this/);
  });
});
