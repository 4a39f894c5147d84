import assert from 'node:assert/strict';
import { type ErrorCode, isCollateError } from '../../../services/errors.ts';
import { type MeasuresState, readMeasures, saveMeasure } from '../../../services/returns/measures.ts';
import { undoAnswer } from '../../../services/returns/undo-answer.ts';
import { outcomes } from '../../../services/store/entities/plan.ts';
import { returns } from '../../../services/store/entities/returns.ts';
import { asks, rounds } from '../../../services/store/entities/rounds.ts';
import { freeze, isIntact } from '../../../services/summary/freeze.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { type Entry, newWorld, type World } from '../world.ts';

const ann = 'ann@police.example';
const ben = 'ben@council.example';
const leo = 'leo@police.example';
const good = { value: '38', asAt: '2026-05-31', source: 'School census' };
const code = (wanted: ErrorCode) => (error: unknown) => isCollateError(error, wanted);

onOneDatabase('Measures', open => {
  let test: TestStore;
  let world: World;
  let first = '';
  let second = '';
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store, {
      edit: raw => {
        for (const priority of raw.plan.priorities)
          for (const outcome of priority.outcomes)
            if (outcome['ref'] !== '1.2') outcome['measure'] = `Counted for ${outcome['ref']}`;
      },
    });
    await world.open('2026-27 Q1', '2026-07-10');
    first = await outcome('1.1');
    second = await outcome('2.1');
  });

  const outcome = (ref: string) =>
    test.store.read(
      async view => (await view.rows(outcomes).first({ boardId: world.boardId, ref }))?.id ?? '',
    );

  const askId = (period: string) =>
    test.store.read(async view => {
      const round = await view.rows(rounds).first({ boardId: world.boardId, period });
      return (await view.rows(asks).first({ roundId: round?.id ?? '', kind: 'measures' }))?.id ?? '';
    });

  const read = async (period = '2026-27 Q1'): Promise<MeasuresState> => {
    const id = await askId(period);
    return test.store.read(view => readMeasures(view, world.boardId, id));
  };

  const save = async (
    email: string,
    outcomeId: string,
    fields: Entry,
    { seenVersion = 0, period = '2026-27 Q1', givenById = null as string | null } = {},
  ) =>
    saveMeasure(world, await world.as(email), {
      askId: await askId(period),
      outcomeId,
      seenVersion,
      fields,
      givenById,
    });

  const facts = () => readFacts(world, world.boardId, '2026-27 Q1');

  it('ask the group that rates an outcome’s first action for each, where something is measured', async () => {
    const state = await read();
    assert.deepEqual(
      state.lines.map(({ ref, measure, answer, last }) => [ref, measure, answer, last]),
      [
        ['1.1', 'Counted for 1.1', null, null],
        ['2.1', 'Counted for 2.1', null, null],
      ],
    );
    assert.deepEqual([state.asked.short, state.done, state.total], ['QA', 0, 2]);
  });

  it('are not asked for in a month, unless they are named', async () => {
    await world.open('2026-08', '2026-09-10');
    assert.equal(await askId('2026-08'), '');
  });

  it('are received when every value is in, and go into the facts with their source', async () => {
    await save(ann, first, { ...good, note: 'Fewer than in March' });
    assert.equal((await facts()).returns.missing.find(({ kind }) => kind === 'measures')?.answered, 1);
    await save(ben, second, { ...good, value: '3 of 4 audits' });
    const { returns: counted, outcomes: told } = await facts();
    assert.ok(!counted.missing.some(({ kind }) => kind === 'measures'));
    assert.deepEqual(
      told.map(({ ref, value, asAt, from, note, source }) => [ref, value, asAt, from, note, source?.by]),
      [
        ['1.1', '38', '2026-05-31', 'School census', 'Fewer than in March', 'Ann Ward'],
        ['1.2', null, null, null, null, undefined],
        ['2.1', '3 of 4 audits', '2026-05-31', 'School census', null, 'Ben Cole'],
      ],
    );
  });

  const wrong: [string, Entry, string[]][] = [
    ['nothing', {}, ['asAt', 'source', 'value']],
    ['a day to come', { ...good, asAt: '2026-06-02' }, ['asAt']],
    ['no day', { ...good, asAt: 'June' }, ['asAt']],
    ['a value that fills a page', { ...good, value: 'x'.repeat(201) }, ['value']],
  ];
  for (const [what, fields, expected] of wrong) {
    it(`refuse ${what}, and say what is wrong`, async () => {
      const result = await save(ann, first, fields);
      assert.equal(result.kind, 'problems');
      assert.deepEqual(result.kind === 'problems' && Object.keys(result.problems).sort(), expected);
      const { boardId } = world;
      assert.equal(await test.store.read(view => view.rows(returns).count({ boardId })), 0);
    });
  }

  it('are the same save when they come twice, and a conflict when somebody else came between', async () => {
    const all = await Promise.all([1, 2, 3].map(() => save(ann, first, good)));
    assert.deepEqual([...new Set(all.map(({ kind }) => kind))], ['saved']);
    const late = await save(ben, first, { ...good, value: '40' });
    assert.equal(late.kind, 'conflict');
    assert.equal(late.kind === 'conflict' && late.theirs.content.value, '38');
    const { boardId } = world;
    assert.equal(await test.store.read(view => view.rows(returns).count({ boardId })), 1);
    const over = await save(ben, first, { ...good, value: '40' }, { seenVersion: 1 });
    assert.equal(over.kind === 'saved' && over.answer.version, 2);
  });

  it('are taken back by who gave them, once', async () => {
    await save(ann, first, good);
    const { lastSaved } = await read();
    const where = { askId: await askId('2026-27 Q1'), returnId: lastSaved?.returnId ?? '' };
    await assert.rejects(undoAnswer(world, await world.as(ben), where), code('nothing_to_undo'));
    await undoAnswer(world, await world.as(ann), where);
    await undoAnswer(world, await world.as(ann), where);
    const after = await read();
    assert.deepEqual([after.done, after.lastSaved], [0, null]);
    assert.equal((await facts()).outcomes[0]?.value, null);
  });

  it('are of the group’s own people: nobody else’s, but the manager enters what was mailed', async () => {
    await assert.rejects(save(leo, first, good), code('not_allowed'));
    await assert.rejects(save(ann, first, good, { givenById: await world.person(ben) }), code('not_allowed'));
    const given = await save('mia@board.example', first, good, { givenById: await world.person(ben) });
    assert.equal(given.kind, 'saved');
    const [told] = (await facts()).outcomes;
    assert.deepEqual([told?.source?.by, told?.source?.enteredBy], ['Ben Cole', 'Mia Manager']);
  });

  it('refuse an outcome that was not asked about', async () => {
    await assert.rejects(save(ann, await outcome('1.2'), good), code('action_unknown'));
    await assert.rejects(save(ann, 'nothing', good), code('action_unknown'));
  });

  it('show the last value, which never passes for this period’s', async () => {
    await save(ann, first, good);
    world.clock.set('2026-07-20T09:00:00Z');
    await world.open('2026-27 Q2', '2026-10-10');
    const [line] = (await read('2026-27 Q2')).lines;
    assert.deepEqual(
      [line?.last?.period, line?.last?.content.value, line?.answer],
      ['2026-27 Q1', '38', null],
    );
    const [told] = (await readFacts(world, world.boardId, '2026-27 Q2')).outcomes;
    assert.deepEqual(
      [told?.value, told?.last],
      [null, { value: '38', asAt: '2026-05-31', period: '2026-27 Q1' }],
    );
    const [then] = (await facts()).outcomes;
    assert.deepEqual([then?.value, then?.last], ['38', null]);
  });

  it('are held by the hash of a paper: a changed value breaks it', async () => {
    await save(ann, first, good);
    const frozen = freeze(await facts());
    assert.ok(isIntact(frozen));
    const changed = structuredClone(frozen.facts);
    for (const told of changed.outcomes) if (told.value) told.value = '37';
    assert.ok(!isIntact({ ...frozen, facts: changed }));
  });
});
