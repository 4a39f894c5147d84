import assert from 'node:assert/strict';
import { type ErrorCode, isCollateError } from '../../../services/errors.ts';
import {
  readSection11,
  retypedSection11,
  type Section11Field,
  type Section11Saved,
  type Section11State,
  saveSection11,
} from '../../../services/returns/section-11.ts';
import { undoAnswer } from '../../../services/returns/undo-answer.ts';
import { openRound } from '../../../services/rounds/open-round.ts';
import { asks, rounds } from '../../../services/store/entities/rounds.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { newWorld, type World } from '../world.ts';

const ann = 'ann@police.example';
const code = (wanted: ErrorCode) => (error: unknown) => isCollateError(error, wanted);

type Fields = Partial<Record<Section11Field, unknown>>;
const fields: Fields = {
  overall: 'partly-met',
  returnedOn: '2027-02-12',
  openActions: '4',
  nextOn: '2029-02-01',
};

onOneDatabase('Saving a Section 11 return', open => {
  let test: TestStore;
  let world: World;
  let police: Section11State;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store, {
      now: '2027-03-01T09:00:00Z',
      edit: raw => {
        raw.agencies = [{ name: 'Police', asks: ['section-11'] }, { name: 'Council' }];
      },
    });
    police = await askedIn('2026-27 Q4', '2027-03-20');
  });

  async function askedIn(period: string, due: string): Promise<Section11State> {
    const { boardId } = world;
    await openRound(world, { boardId, period, due, kinds: ['section-11'] });
    return test.store.read(async view => {
      const round = await view.rows(rounds).first({ boardId, period });
      const found = await view.rows(asks).find({ roundId: round?.id ?? '', kind: 'section-11' });
      assert.equal(found.length, 1, 'only who is asked for it by the board file');
      return readSection11(view, boardId, found[0]?.id ?? '');
    });
  }

  const save = async (
    email: string,
    given: Fields,
    seenVersion: number | null = null,
  ): Promise<Section11Saved> =>
    saveSection11(world, await world.as(email), { askId: police.askId, seenVersion, fields: given });

  async function saved(email: string, given: Fields) {
    const result = await save(email, given);
    assert.ok(result.kind === 'saved', JSON.stringify(result));
    return result.answer;
  }

  const read = () => test.store.read(view => readSection11(view, world.boardId, police.askId));

  it('asks the agency once a year, as a whole', () => {
    assert.deepEqual([police.asked.name, police.done, police.total, police.answer], ['Police', 0, 1, null]);
  });

  it('keeps that it was returned, and is complete then', async () => {
    const answer = await saved(ann, { ...fields, note: 'Two standards rest on the new policy.' });
    assert.deepEqual(answer.content, {
      overall: 'partly-met',
      returnedOn: '2027-02-12',
      openActions: 4,
      nextOn: '2029-02-01',
      note: 'Two standards rest on the new policy.',
    });
    assert.deepEqual([(await read()).done, (await read()).answer?.by.name], [1, 'Ann Ward']);
    assert.equal((await saved(ann, { ...fields, note: 'Two standards rest on the new policy.' })).version, 1);
    assert.equal((await saved(ann, { ...retypedSection11(answer.content), openActions: 'nil' })).version, 2);
    assert.equal((await read()).answer?.content.openActions, 0);
  });

  it('names every field that is missing or wrong, and saves nothing', async () => {
    const wrongIn = async (given: Fields) => {
      const result = await save(ann, given);
      assert.ok(result.kind === 'problems', JSON.stringify(result));
      return Object.keys(result.problems).sort();
    };
    assert.deepEqual(await wrongIn({}), ['openActions', 'overall', 'returnedOn']);
    const wrong: Fields[] = [
      { overall: 'mostly' },
      { returnedOn: '2027-03-02' },
      { returnedOn: 'in March' },
      { openActions: '-1' },
      { openActions: '1.5' },
      { openActions: 'n/a' },
      { nextOn: '2027-02-12' },
      { nextOn: 'soon' },
      { note: 'x'.repeat(1001) },
    ];
    for (const one of wrong) assert.deepEqual(await wrongIn({ ...fields, ...one }), Object.keys(one));
    assert.equal((await read()).answer, null);
  });

  it('shows what came between', async () => {
    await saved(ann, fields);
    const late = await save('leo@police.example', { ...fields, openActions: '7' }, 0);
    assert.ok(late.kind === 'conflict');
    assert.equal(late.theirs.content.openActions, 4);
  });

  it('takes it of the agency’s people and the manager only', async () => {
    await assert.rejects(save('ben@council.example', fields), code('not_allowed'));
    await saved('mia@board.example', fields);
  });

  it('is undone back to silence', async () => {
    const answer = await saved(ann, fields);
    await undoAnswer(world, await world.as(ann), { askId: police.askId, returnId: answer.returnId });
    assert.deepEqual([(await read()).answer, (await read()).done], [null, 0]);
  });

  it('knows the last return, also where a year was silent', async () => {
    await saved(ann, fields);
    world.clock.set('2028-03-01T09:00:00Z');
    const year = await askedIn('2027-28 Q4', '2028-03-20');
    assert.deepEqual([year.last?.period, year.last?.content.openActions], ['2026-27 Q4', 4]);
    world.clock.set('2029-03-01T09:00:00Z');
    const later = await askedIn('2028-29 Q4', '2029-03-20');
    assert.deepEqual([later.answer, later.last?.period], [null, '2026-27 Q4']);
  });
});
