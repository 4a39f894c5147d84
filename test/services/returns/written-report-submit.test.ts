import assert from 'node:assert/strict';
import { isCollateError } from '../../../services/errors.ts';
import { undoAnswer } from '../../../services/returns/undo-answer.ts';
import { changedHeadings, seenCode } from '../../../services/returns/written-report.ts';
import { reportTexts } from '../../../services/store/entities/reports.ts';
import { returns } from '../../../services/store/entities/returns.ts';
import { asks } from '../../../services/store/entities/rounds.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { ann, ben, leo, newReportWorld, PERIOD, type ReportWorld } from '../reports/report-world.ts';

onOneDatabase('Submitting a report', open => {
  let test: TestStore;
  let world: ReportWorld;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newReportWorld(test.store);
    await world.open(PERIOD, '2026-07-10');
  });

  const submissions = async () => {
    const askId = await world.askOf('group-report');
    return test.store.read(view => view.rows(returns).count({ askId, subjectId: 'whole' }));
  };
  const completedAt = async () => {
    const askId = await world.askOf('group-report');
    return (await test.store.read(view => view.rows(asks).get(askId))).completedAt;
  };

  it('is submitted by the chair, the deputy or the manager, and by nobody else', async () => {
    await world.writeAll(ben, 'group-report');
    await assert.rejects(world.submit(ben, 'group-report'), (error: unknown) => {
      assert.ok(isCollateError(error, 'not_allowed'));
      assert.match(error.message, /Ask Ann Ward or Leo Lead/);
      return true;
    });
    assert.equal(await submissions(), 0);
    const done = await world.submit(leo, 'group-report');
    assert.equal(done.kind, 'submitted');
    assert.equal(done.state.submission?.answer.by.name, 'Leo Lead');
    assert.deepEqual([done.state.done, done.state.total], [1, 1]);
    assert.ok(await completedAt());
    const again = await world.submit(ann, 'group-report');
    assert.equal(again.kind, 'already');
    assert.equal(await submissions(), 1, 'the same is submitted once');
  });

  it('says which headings are missing; “None” is an answer and a blank is not', async () => {
    await world.writeAll(ben, 'group-report');
    await world.write(ben, 'group-report', 'training-issues', '');
    await world.write(ben, 'group-report', 'voice', '');
    const missing = await world.submit(ann, 'group-report');
    assert.ok(missing.kind === 'missing');
    assert.deepEqual(
      missing.missing.map(({ id }) => id),
      ['voice', 'training-issues'],
    );
    await world.write(ben, 'group-report', 'training-issues', 'None');
    await world.write(ben, 'group-report', 'voice', 'None');
    assert.equal((await world.submit(ann, 'group-report')).kind, 'submitted');
  });

  it('submits only what the submitter has seen', async () => {
    await world.writeAll(ben, 'group-report');
    const seen = seenCode(await world.report('group-report'));
    await world.write(ben, 'group-report', 'impact', 'Something else.');
    assert.equal((await world.submit(ann, 'group-report', { seen })).kind, 'changed');
    assert.equal(await submissions(), 0);
    const now = seenCode(await world.report('group-report'));
    assert.equal((await world.submit(ann, 'group-report', { seen: now })).kind, 'submitted');
  });

  it('keeps what was submitted until it is submitted again', async () => {
    await world.writeAll(ben, 'group-report', 'first');
    await world.submit(ann, 'group-report');
    // In the same instant as the submission: its time alone would not tell the two apart.
    await world.write(ben, 'group-report', 'impact', 'impact second');
    await world.write(ben, 'group-report', 'voice', '');
    let state = await world.report('group-report');
    assert.deepEqual(
      changedHeadings(state).map(({ id }) => id),
      ['impact', 'voice'],
    );
    const submitted = (heading: string) => state.submission?.texts.get(heading)?.content.text;
    assert.deepEqual([submitted('impact'), submitted('voice')], ['impact first', 'voice first']);
    assert.equal(state.done, 1, 'it stays received');

    await world.write(ben, 'group-report', 'voice', 'None');
    const again = await world.submit(ann, 'group-report');
    assert.equal(again.kind, 'submitted');
    state = again.state;
    assert.deepEqual([submitted('impact'), submitted('voice')], ['impact second', 'None']);
    assert.deepEqual(changedHeadings(state), []);
  });

  it('is not changed by words that come back to what was submitted', async () => {
    await world.writeAll(ben, 'group-report', 'first');
    await world.submit(ann, 'group-report');
    await world.write(ben, 'group-report', 'impact', 'other');
    await world.write(ben, 'group-report', 'impact', 'impact first');
    assert.deepEqual(changedHeadings(await world.report('group-report')), []);
  });

  it('undoes a submission: what was submitted before stands again, word for word, or nothing', async () => {
    const deps = { store: test.store, clock: world.clock };
    const undo = async () => {
      const state = await world.report('group-report');
      await undoAnswer(deps, await world.as(ann), {
        askId: state.askId,
        returnId: state.submission?.answer.returnId ?? '',
      });
      return world.report('group-report');
    };
    await world.writeAll(ben, 'group-report', 'first');
    await world.submit(ann, 'group-report');
    world.clock.set('2026-06-02T09:00:00Z');
    await world.write(ben, 'group-report', 'impact', 'impact second');
    await world.submit(ann, 'group-report');
    const back = await undo();
    assert.equal(back.submission?.texts.get('impact')?.content.text, 'impact first');
    assert.deepEqual(
      changedHeadings(back).map(({ id }) => id),
      ['impact'],
    );
    assert.equal(back.done, 1);

    const other = await newReportWorld(test.store);
    await other.open(PERIOD, '2026-07-10');
    world = other;
    await world.writeAll(ben, 'group-report');
    await world.submit(ann, 'group-report');
    const none = await undo();
    assert.deepEqual([none.submission, none.done, await completedAt()], [null, 0, null]);
    assert.equal((await world.submit(ann, 'group-report')).kind, 'submitted');
  });

  it('keeps the words in one place each', async () => {
    await world.writeAll(ben, 'group-report', 'secret');
    await world.submit(ann, 'group-report');
    const rows = await test.store.read(view => view.rows(reportTexts).find({ boardId: world.boardId }));
    assert.equal(rows.filter(({ text }) => text.includes('secret')).length, 7);
    const whole = rows.find(({ heading }) => heading === 'whole');
    assert.match(whole?.text ?? '', /^progress:1 current:1 .*training-issues:1$/);
  });

  it('asks an agency’s people and a lead agency’s people, who submit it themselves', async () => {
    for (const kind of ['agency-statement', 'priority-report'] as const) {
      await assert.rejects(world.write(ben, kind, 'future', 'x'), (error: unknown) =>
        isCollateError(error, 'not_allowed'),
      );
      await world.writeAll(leo, kind);
      const done = await world.submit(leo, kind);
      assert.deepEqual([done.kind, done.state.done], ['submitted', 1]);
    }
  });
});
