import assert from 'node:assert/strict';
import { type ErrorCode, isCollateError } from '../../../services/errors.ts';
import { beginAnswer, settle } from '../../../services/returns/saving.ts';
import {
  confirmAll,
  findRuns,
  saveRun,
  withdrawFigures,
} from '../../../services/returns/training-figures.ts';
import { undoAnswer } from '../../../services/returns/undo-answer.ts';
import { returns } from '../../../services/store/entities/returns.ts';
import { asks } from '../../../services/store/entities/rounds.ts';
import { attendances, trainingRuns } from '../../../services/store/entities/training.ts';
import type { RunContent } from '../../../services/training/content.ts';
import { courseSubject, newRunSubject, PROGRAMME } from '../../../services/training/subjects.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import {
  ann,
  ben,
  cat,
  heldRun,
  mia,
  newTrainingWorld,
  type TrainingWorld,
} from '../training/training-world.ts';

const code = (wanted: ErrorCode) => (error: unknown) => isCollateError(error, wanted);

onOneDatabase('Training figures', open => {
  let test: TestStore;
  let world: TrainingWorld;
  let ask: string;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newTrainingWorld(test.store);
    await world.open('2026-27 Q1', '2026-07-10');
    ask = await world.askOf('2026-27 Q1');
  });

  const isComplete = async () =>
    (await test.store.read(view => view.rows(asks).get(ask))).completedAt !== null;
  const versions = async (subjectId: string) =>
    (
      await test.store.read(view =>
        view.rows(returns).find({ askId: ask, subjectId }, { orderBy: { version: 'asc' } }),
      )
    ).map(row => row.version);
  const undo = async (returnId: string, email = ann) =>
    undoAnswer(world, await world.actor(email), { askId: ask, returnId });
  const confirm = async (email = ann) => confirmAll(world, await world.actor(email), { askId: ask });

  it('keeps a run with who came, and adds it up', async () => {
    const subject = await world.run(ask);
    const state = await world.state(ask);
    const [run] = state.runs;
    assert.deepEqual(
      { ...run?.content, attendances: run?.content.attendances.map(row => row.attended) },
      {
        course: 'Working Together',
        level: 3,
        state: 'held',
        firstDay: '2026-05-04',
        days: 2,
        format: 'room',
        room: 'Room 4',
        places: 20,
        booked: 18,
        cancelled: 2,
        noShows: 1,
        unbooked: 1,
        attended: 16,
        registerIn: true,
        note: null,
        attendances: [9, 4],
      },
    );
    assert.deepEqual([run?.subjectId, run?.version, run?.by.name], [subject, 1, 'Ann Ward']);
    assert.deepEqual(
      [state.figures.held, state.figures.attended, state.figures.rates.ofPlaces?.percent],
      [1, 16, 80],
    );
    assert.deepEqual(
      state.figures.agencies.shares.map(({ name, attended }) => [name, attended]),
      [['Police', 9]],
    );
    assert.equal(await isComplete(), false, 'a run alone does not say that it is all');
  });

  it('saves the same press once, an edit as a new version, and shows what came between', async () => {
    const subject = await world.run(ask);
    const again = await world.give(ann, ask, subject, heldRun, { seenVersion: 0 });
    assert.ok(again.kind === 'saved');
    assert.deepEqual(await versions(subject), [1]);
    const edited = await world.give(
      ben,
      ask,
      subject,
      { ...heldRun, attendances: 'Police 10' },
      { seenVersion: 1 },
    );
    assert.ok(edited.kind === 'saved');
    assert.deepEqual([edited.answer.version, edited.answer.by.name], [2, 'Ben Cole']);
    const late = await world.give(ann, ask, subject, { ...heldRun, room: 'Room 5' }, { seenVersion: 1 });
    assert.ok(late.kind === 'conflict');
    assert.deepEqual([late.theirs.version, late.theirs.by.name], [2, 'Ben Cole']);
    assert.deepEqual(await versions(subject), [1, 2]);
    const rows = await test.store.read(async view => [
      await view.rows(trainingRuns).count({ boardId: world.boardId }),
      await view.rows(attendances).count({ boardId: world.boardId }),
    ]);
    assert.deepEqual(rows, [2, 3], 'every version keeps who came');
  });

  it('undoes an edit with who came, and a first answer altogether', async () => {
    const subject = await world.run(ask);
    world.clock.set('2026-06-02T09:00:00Z');
    const edited = await world.give(ann, ask, subject, { ...heldRun, attendances: 'Council 3', room: '' });
    assert.ok(edited.kind === 'saved');
    await undo(edited.answer.returnId);
    const [run] = (await world.state(ask)).runs;
    assert.deepEqual(
      [run?.version, run?.content.room, run?.content.attendances.length, run?.isUndo],
      [3, 'Room 4', 2, true],
    );
    const only = await world.give(ann, ask, newRunSubject(), { ...heldRun, firstDay: '2026-05-11' });
    assert.ok(only.kind === 'saved');
    await undo(only.answer.returnId);
    assert.equal((await world.state(ask)).runs.length, 1);
  });

  it('takes a run out, once, and brings it back', async () => {
    const subject = await world.run(ask);
    const out = async (seenVersion: number, email = ben) =>
      withdrawFigures(world, await world.actor(email), { askId: ask, subjectId: subject, seenVersion });
    assert.equal((await out(0)).kind, 'conflict', 'taken out is only what was looked at');
    const done = await out(1);
    assert.ok(done.kind === 'withdrawn');
    assert.deepEqual([done.state.runs.length, done.state.figures.held], [0, null]);
    assert.deepEqual([done.state.lastSaved?.withdrawn, done.state.lastSaved?.by.name], [true, 'Ben Cole']);
    assert.equal((await out(1)).kind, 'gone');
    await undo(done.returnId, ben);
    assert.deepEqual(
      (await world.state(ask)).runs.map(run => [
        run.version,
        run.content.attended,
        run.content.attendances.length,
      ]),
      [[3, 16, 2]],
    );
    await assert.rejects(
      async () =>
        withdrawFigures(world, await world.actor(ann), { askId: ask, subjectId: 'whole', seenVersion: 1 }),
      code('input_invalid'),
    );
  });

  it('keeps totals of a course once, however its title is written, and those of the programme', async () => {
    const first = await world.give(ann, ask, null, {
      course: '+',
      otherCourse: 'Private Fostering',
      held: '4',
      attended: '45',
    });
    assert.ok(first.kind === 'saved');
    assert.equal(first.answer.subjectId, courseSubject('private fostering'));
    const other = await world.give(
      ben,
      ask,
      null,
      { course: '+', otherCourse: 'private  FOSTERING', held: '5' },
      { seenVersion: 0 },
    );
    assert.ok(other.kind === 'conflict', 'somebody else gave them already');
    const edited = await world.give(ben, ask, first.answer.subjectId, {
      held: '5',
      attended: '1,204',
      level: '2',
    });
    assert.ok(edited.kind === 'saved');
    await world.give(ann, ask, PROGRAMME, {
      planned: '37',
      held: '29',
      attended: '1 557',
      attendances: 'schools 40',
    });
    const { courses, programme, figures } = await world.state(ask);
    assert.deepEqual(
      courses.map(({ content: { course, level, held, attended } }) => [course, level, held, attended]),
      [['Private Fostering', 2, 5, 1204]],
    );
    assert.deepEqual(
      [programme?.content.planned, programme?.content.attended, figures.notBrokenDown.attended],
      [37, 1557, 353],
    );
    assert.equal(figures.sectors.shares[0]?.attended, 40);
  });

  it('is answered by the word that this is all, which stays when figures change later', async () => {
    await world.run(ask);
    world.clock.set('2026-06-02T09:00:00Z');
    const said = await confirm();
    assert.ok(said.kind === 'confirmed');
    assert.deepEqual([said.state.done, said.state.total, await isComplete()], [1, 1, true]);
    assert.equal((await confirm()).kind, 'confirmed');
    assert.deepEqual(await versions('whole'), [1], 'said twice, it is said once');
    world.clock.set('2026-06-03T09:00:00Z');
    await world.run(ask, { ...heldRun, firstDay: '2026-05-12' });
    const changed = await world.state(ask);
    assert.deepEqual(
      [changed.confirmed?.by.name, changed.changedSince, await isComplete()],
      ['Ann Ward', 1, true],
    );
    const again = await confirm();
    assert.deepEqual([await versions('whole'), again.state.changedSince], [[1, 2], 0]);
    assert.ok(again.kind === 'confirmed');
    await undo(again.returnId);
    assert.deepEqual([(await world.state(ask)).confirmed?.version, await isComplete()], [3, true]);
  });

  it('is answered by “nothing was run”, and unanswered again by its undo', async () => {
    const said = await confirm(ben);
    assert.ok(said.kind === 'confirmed');
    assert.deepEqual([said.state.runs, said.state.confirmed?.content], [[], {}]);
    await undo(said.returnId, ben);
    const state = await world.state(ask);
    assert.deepEqual([state.confirmed, state.done, await isComplete()], [null, 0, false]);
  });

  it('lets the manager enter for another, and nobody outside the group', async () => {
    const subject = newRunSubject();
    const given = await world.give(mia, ask, subject, heldRun, { givenById: await world.person(ben) });
    assert.ok(given.kind === 'saved');
    assert.deepEqual([given.answer.by.name, given.answer.enteredBy?.name], ['Ben Cole', 'Mia Manager']);
    await assert.rejects(world.give(cat, ask, subject, heldRun), code('not_allowed'));
    await assert.rejects(confirm(cat), code('not_allowed'));
    await assert.rejects(world.give(ann, ask, 'run:1', heldRun), code('input_invalid'));
    await assert.rejects(world.give(ann, ask, 'course:gone', {}), code('input_invalid'));
    await assert.rejects(world.give('terminal', ask, subject, heldRun), code('person_unknown'));
  });

  it('saves a file’s runs in one unit, and finds them again', async () => {
    const content: RunContent = {
      ...((await runOf(await world.run(ask))) as RunContent),
      firstDay: '2026-05-20',
    };
    const actor = await world.actor(ann);
    const save = (subjectId: string | null, said: RunContent) =>
      test.store.write(async unit => {
        const saving = await beginAnswer(unit, world.clock, actor, ask, 'training-figures');
        const saved = await saveRun(unit, saving, actor, { subjectId, content: said, seenVersion: null });
        await settle(unit, saving);
        return saved;
      });
    const saved = await save(null, content);
    assert.ok(saved.kind === 'saved');
    assert.deepEqual(saved.answer.content, content);
    await save(saved.answer.subjectId, { ...content, attended: 15, note: 'one left' });
    const runs = await test.store.read(view => findRuns(view, ask));
    assert.deepEqual(runs.map(run => [run.content.firstDay, run.content.attended, run.version]).sort(), [
      ['2026-05-04', 16, 1],
      ['2026-05-20', 15, 2],
    ]);
    await assert.rejects(save(null, { ...content, firstDay: '2026-07-01' }), code('input_invalid'));
    await assert.rejects(save(null, { ...content, attended: -1 }), code('input_invalid'));
    await assert.rejects(save('course:x', content), code('input_invalid'));
    assert.equal((await test.store.read(view => findRuns(view, ask))).length, 2);
  });

  const runOf = async (subjectId: string) =>
    (await world.state(ask)).runs.find(run => run.subjectId === subjectId)?.content;
});
