import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { isCollateError } from '../../../services/errors.ts';
import { terminal } from '../../../services/people/access.ts';
import { undoReturn } from '../../../services/returns/action-updates.ts';
import { signOff } from '../../../services/sign-off/save.ts';
import { auditEvents } from '../../../services/store/entities/audit.ts';
import { returns } from '../../../services/store/entities/returns.ts';
import { signOffReturns } from '../../../services/store/entities/sign-offs.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { ANN, BEN, CAT, green, MIA, type SigningWorld, signingWorld } from './signing-world.ts';

const refused =
  (code: 'not_allowed' | 'nothing_to_undo' | 'ask_unknown', words: RegExp) => (error: unknown) =>
    isCollateError(error, code) && words.test(error.message);

onBothDatabases('Signing a group’s returns off', open => {
  let test: TestStore;
  let world: SigningWorld;
  before(async () => {
    test = await open();
  });
  after(() => test.dispose());
  beforeEach(async () => {
    // Ben is the deputy.
    world = await signingWorld(test.store, raw => {
      Object.assign(raw.groups[1] ?? {}, { deputy: BEN });
    });
  });

  it('is for the chair and the deputy alone: the manager never signs, and the terminal neither', async () => {
    await world.answerAll();
    for (const by of [MIA, CAT]) {
      await assert.rejects(
        world.look(by),
        refused('not_allowed', /Only the chair or deputy of Quality Group/),
      );
    }
    const seen = await world.look();
    await assert.rejects(
      signOff(world, terminal(world.boardId), seen),
      refused('not_allowed', /Ask Ann Ward or Ben Cole\./),
    );
    assert.deepEqual(await world.steps(), []);
    assert.equal((await world.sign(BEN)).kind, 'done');
    assert.deepEqual(
      (await world.steps()).map(({ step, capacity }) => [step, capacity]),
      [['signed', 'deputy']],
    );
  });

  it('is not for another board’s asks', async () => {
    const other = await signingWorld(test.store);
    await other.answerAll();
    const seen = await other.look();
    await assert.rejects(
      signOff(world, await world.as(ANN), seen),
      refused('ask_unknown', /no longer there/),
    );
  });

  it('is over exactly the versions that stand, which the audit event seals', async () => {
    await world.answerAll();
    await world.answer('1.1.a', { rating: 'amber', progress: 'Slower.' });
    assert.equal((await world.sign()).kind, 'done');
    const [step] = await world.steps();
    const { covered, standing, events } = await test.store.read(async view => {
      const rows = await view.rows(signOffReturns).find({ signOffId: step?.id ?? '' });
      const all = await view.rows(returns).find({ boardId: world.boardId });
      return {
        covered: rows.map(row => row.returnId).sort(),
        standing: all
          .filter(
            ({ subjectId, version }) => !all.some(o => o.subjectId === subjectId && o.version > version),
          )
          .map(row => row.id)
          .sort(),
        events: await view.rows(auditEvents).find({ boardId: world.boardId, event: 'sign-off.given' }),
      };
    });
    assert.equal(covered.length, 3);
    assert.deepEqual(covered, standing);
    assert.deepEqual(events[0]?.subject, {
      round: step?.roundId,
      group: step?.groupId,
      signOff: step?.id,
      capacity: 'chair',
      undoes: null,
      versions: 3,
      digest: createHash('sha256').update(covered.join(' ')).digest('hex'),
    });
  });

  it('is refused while something is missing, and says what', async () => {
    await world.answer('1.1.a');
    const result = await world.sign();
    assert.equal(result.kind, 'missing');
    assert.deepEqual(result.signing.line.missing, ['1.1.b', '2.1.a']);
    assert.equal((await world.back('Too thin.')).kind, 'missing');
    assert.deepEqual(await world.steps(), []);
  });

  it('is the same when pressed twice, and when the deputy presses after the chair', async () => {
    await world.answerAll();
    const seen = await world.look();
    assert.equal((await world.sign(ANN, seen)).kind, 'done');
    assert.equal((await world.sign(ANN, seen)).kind, 'already');
    const other = await world.sign(BEN, seen);
    assert.equal(other.kind, 'already');
    assert.equal(other.signing.line.given?.by.name, 'Ann Ward');
    assert.equal((await world.steps()).length, 1);
  });

  it('is done once where two press at the same moment', async () => {
    await world.answerAll();
    const seen = await world.look();
    const results = await Promise.all([world.sign(ANN, seen), world.sign(BEN, seen), world.sign(ANN, seen)]);
    assert.deepEqual(results.map(({ kind }) => kind).sort(), ['already', 'already', 'done']);
    assert.equal((await world.steps()).length, 1);
  });

  it('takes nothing that changed under one’s eyes, and names it', async () => {
    await world.answerAll();
    const seen = await world.look();
    world.later(1);
    await world.answer('2.1.a', { rating: 'red', progress: 'Stopped.' }, BEN);
    const result = await world.sign(ANN, seen);
    assert.ok(result.kind === 'changed');
    assert.deepEqual(result.changed, ['2.1.a']);
    assert.equal((await world.back('Why?', ANN, seen)).kind, 'changed');
    assert.deepEqual(await world.steps(), []);
    assert.equal((await world.sign(ANN, result.signing)).kind, 'done');
  });

  it('does not cover a later version: it waits again, and says of what', async () => {
    await world.answerAll();
    await world.sign();
    world.later(5);
    await world.answer('1.1.a', { rating: 'amber', progress: 'Slower.' }, BEN);
    const { line, actions, seen } = await world.look();
    assert.equal(line.state, 'changed');
    assert.deepEqual(line.changed, ['1.1.a']);
    assert.equal(seen, 4);
    assert.deepEqual(
      actions.map(({ ref, isNewer }) => [ref, isNewer]),
      [
        ['1.1.a', true],
        ['1.1.b', false],
        ['2.1.a', false],
      ],
    );
    assert.equal((await world.sign()).kind, 'done');
    assert.equal((await world.look()).line.state, 'signed');
  });

  it('does not cover an answer that was taken back since, nor the one that is given then', async () => {
    await world.answerAll();
    await world.sign();
    world.later(5);
    const ask = await world.ask('2026-27 Q1', 'qa');
    const returnId = ask.actions.find(({ ref }) => ref === '2.1.a')?.answer?.returnId ?? '';
    await undoReturn(world, await world.as(ANN), { askId: ask.askId, returnId });
    assert.equal((await world.look()).line.state, 'not-in');
    assert.equal((await world.sign()).kind, 'missing');
    await world.answer('2.1.a');
    assert.deepEqual((await world.look()).line.changed, ['2.1.a']);
  });

  it('can be taken back by who signed, once, and nobody else; what stood before stands again', async () => {
    await world.answerAll();
    await world.back('Say more about 1.1.b.');
    world.later(1);
    await world.answer('1.1.b', { ...green, impact: 'Two schools.' }, BEN);
    await world.sign();
    const signature = (await world.steps())[1]?.id ?? '';
    await assert.rejects(
      world.undo(signature, BEN),
      refused('nothing_to_undo', /Only Ann Ward can undo this/),
    );
    const after = await world.undo(signature);
    assert.deepEqual([after.line.state, after.line.given?.step], ['waiting', 'sent-back']);
    await world.undo(signature);
    assert.deepEqual(
      (await world.steps()).map(({ position, step, undoesId }) => [position, step, undoesId === signature]),
      [
        [1, 'sent-back', false],
        [2, 'signed', false],
        [3, 'undone', true],
      ],
    );
    const [first] = await world.steps();
    await assert.rejects(world.undo(first?.id ?? ''), refused('nothing_to_undo', /Something was done since/));
    assert.equal((await world.sign()).kind, 'done');
  });
});
