import assert from 'node:assert/strict';
import { confirmAll, type FiguresSaved } from '../../../services/returns/training-figures.ts';
import { newRunSubject, PROGRAMME } from '../../../services/training/subjects.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { ann, heldRun, newTrainingWorld, type TrainingWorld } from '../training/training-world.ts';

onOneDatabase('Sense in training figures', open => {
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

  const words = (result: FiguresSaved): readonly string[] => {
    if (result.kind === 'imbalanced') return result.misfits;
    if (result.kind === 'improbable') return result.reasons;
    return result.kind === 'problems' ? Object.values(result.problems) : [result.kind];
  };
  const run = (fields: Record<string, string> = {}, subject = newRunSubject(), sure = false) =>
    world.give(ann, ask, subject, { ...heldRun, attendances: '', ...fields }, { sure });
  const total = (subject: string | null, fields: Record<string, string>, sure = false) =>
    world.give(ann, ask, subject, fields, { sure });
  /** The next quarter, after one with these figures. */
  const afterQuarter = async (last: Record<string, string>, next = '2026-27 Q2', due = '2026-10-09') => {
    await total(PROGRAMME, last);
    world.clock.set('2026-09-01T09:00:00Z');
    await world.open(next, due);
    ask = await world.askOf(next);
  };

  it('refuses a run of another period, and says of which', async () => {
    const of = async (firstDay: string) => words(await run({ firstDay }));
    assert.deepEqual(await of('2026-03-31'), [
      '31 Mar 2026 lies in 2025-26 Q4, and this is 2026-27 Q1: a run belongs to the period of its first day.',
    ]);
    assert.deepEqual(await of('2026-06-30'), [
      '30 Jun 2026 has not come yet: choose “Planned”, or mend the first day.',
    ]);
    assert.deepEqual(await of('2026-04-01'), ['saved']);
    assert.equal((await world.state(ask)).runs.length, 1);
  });

  it('lets figures that do not fit stand only with a note', async () => {
    const off = { attended: '19' };
    assert.deepEqual(words(await run(off)), [
      '19 attended, but 18 booked − 2 cancelled − 1 no-show + 1 unbooked make 16.',
    ]);
    assert.equal((await world.state(ask)).runs.length, 0);
    const noted = await run({ ...off, note: 'Three came for one day only.' });
    assert.ok(noted.kind === 'saved');
    const [imbalance] = noted.state.figures.imbalances;
    assert.deepEqual(
      [imbalance?.kind, imbalance?.given, imbalance?.expected, imbalance?.note],
      ['attended-not-balanced', 19, 16, 'Three came for one day only.'],
    );
  });

  it('says each thing that does not fit in figures', async () => {
    const open = { cancelled: '', firstDay: '2026-05-05' };
    assert.deepEqual(words(await run({ ...open, attended: '21', unbooked: '30' })), [
      '21 attended is more than the 20 places.',
      '30 came unbooked is more than the 21 who attended.',
    ]);
    assert.deepEqual(words(await run({ ...open, attendances: 'Police 9\nhealth 8' })), [
      'The agencies and sectors come to 17, more than the 16 who attended.',
    ]);
    assert.deepEqual(words(await total(PROGRAMME, { planned: '29', held: '31' })), [
      '31 held is more than the 29 planned.',
    ]);
    assert.deepEqual(words(await run({ ...open })), ['saved'], 'an unknown figure is no imbalance');
  });

  it('sees parts that come to more than their total, whichever is given last', async () => {
    await run();
    assert.deepEqual(words(await total(PROGRAMME, { attended: '12' })), [
      'The courses come to 16 attended, more than the programme’s total of 12.',
    ]);
    assert.deepEqual(words(await total(null, { course: 'working together', attended: '15' })), [
      'The runs of the course come to 16 attended, more than the course’s total of 15.',
    ]);
    assert.deepEqual(words(await total(PROGRAMME, { attended: '20' })), ['saved']);
    assert.deepEqual(words(await run({ firstDay: '2026-05-06' })), [
      'The courses come to 32 attended, more than the programme’s total of 20.',
    ]);
    const noted = await run({ firstDay: '2026-05-06', note: 'The total leaves joint runs out.' });
    assert.equal(noted.kind, 'saved');
    const other = await run({
      course: 'safer recruitment',
      attended: '',
      booked: '',
      firstDay: '2026-05-07',
      places: '9',
    });
    assert.deepEqual(words(other), ['saved'], 'what was noted once is not asked of others');
  });

  it('asks once where attendance has at least doubled since the last period', async () => {
    await afterQuarter({ attended: '280' });
    const doubled = { attended: '560' };
    assert.deepEqual(words(await total(PROGRAMME, doubled)), [
      'Attendance doubled since 2026-27 Q1: 560 against 280.',
    ]);
    assert.equal((await world.state(ask)).programme, null);
    assert.deepEqual(words(await total(PROGRAMME, doubled, true)), ['saved']);
    assert.deepEqual(words(await total(PROGRAMME, { attended: '570' })), ['saved'], 'it was asked once');
    assert.deepEqual(words(await total(PROGRAMME, { attended: '559' })), ['saved']);
    assert.deepEqual(words(await total(PROGRAMME, { attended: '561' })), [
      'Attendance more than doubled since 2026-27 Q1: 561 against 280.',
    ]);
  });

  it('asks of a course by itself, from the runs that add up to it', async () => {
    await total(null, { course: 'working together', attended: '16' });
    await afterQuarter({ attended: '400' });
    const next = (firstDay: string) => run({ firstDay });
    assert.deepEqual(words(await next('2026-08-03')), ['saved']);
    assert.deepEqual(words(await next('2026-08-04')), [
      'Attendance of Working Together doubled since 2026-27 Q1: 32 against 16.',
    ]);
  });

  it('asks of “that is all” where attendance fell to half or less', async () => {
    await afterQuarter({ attended: '280' });
    const actor = await world.actor(ann);
    const confirm = (sure = false) => confirmAll(world, actor, { askId: ask, sure });
    const nothing = await confirm();
    assert.ok(nothing.kind === 'improbable');
    assert.deepEqual(nothing.reasons, ['Attendance fell to less than half since 2026-27 Q1: 0 against 280.']);
    await total(PROGRAMME, { attended: '140' });
    const half = await confirm();
    assert.ok(half.kind === 'improbable');
    assert.deepEqual(half.reasons, ['Attendance fell to half since 2026-27 Q1: 140 against 280.']);
    assert.equal((await world.state(ask)).confirmed, null);
    assert.equal((await confirm(true)).kind, 'confirmed');
    await total(PROGRAMME, { attended: '141' });
    assert.equal((await confirm()).kind, 'confirmed');
    await total(null, { course: 'working together', attended: '20' });
    assert.equal((await confirm()).kind, 'confirmed', 'it was not reported by course before');
  });

  it('compares with the newest earlier period of the same length that has figures', async () => {
    await afterQuarter({ attended: '280' });
    await world.open('2026-27 H2', '2027-04-30');
    await world.open('2026-27 Q3', '2027-01-15');
    const { last } = await world.state(await world.askOf('2026-27 Q3'));
    assert.deepEqual([last?.period, last?.figures.attended], ['2026-27 Q1', 280], 'Q2 has none');
    assert.equal((await world.state(await world.askOf('2026-27 H2'))).last, null, 'a quarter is no half');
  });

  it('asks whether a run is typed a second time', async () => {
    const subject = newRunSubject();
    assert.deepEqual(words(await run({}, subject)), ['saved']);
    assert.deepEqual(words(await run({ room: 'Room 5' }, subject)), ['saved'], 'an edit');
    assert.deepEqual(words(await run()), ['A run of this course on this day is here already.']);
    assert.deepEqual(words(await run({}, newRunSubject(), true)), ['saved']);
  });
});
