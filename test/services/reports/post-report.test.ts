import assert from 'node:assert/strict';
import { readSubmittedReport } from '../../../services/reports/reader.ts';
import { undoAnswer } from '../../../services/returns/undo-answer.ts';
import { deliveries, messages } from '../../../services/store/entities/delivery.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { ann, leo, mia, newReportWorld, PERIOD, type ReportWorld } from './report-world.ts';

onOneDatabase('Where a priority lead’s report goes', open => {
  let test: TestStore;
  let world: ReportWorld;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());

  const begin = async (to?: string) => {
    world = await newReportWorld(test.store, to === undefined ? {} : { to });
  };
  const submitted = async () => {
    await world.open(PERIOD, '2026-07-10');
    await world.writeAll(leo, 'priority-report');
    await world.submit(leo, 'priority-report');
  };
  /** Where reports are due, as they stand in the ledger. */
  const due = async (purpose: 'report' | 'refresh' = 'report') => {
    const rows = await test.store.read(view =>
      view.rows(deliveries).find({ boardId: world.boardId, purpose, state: 'due' }),
    );
    return rows.map(({ placeKind, placeId }) => `${placeKind} ${placeId}`);
  };
  const destinations = async () => {
    const askId = await world.askOf('priority-report');
    const report = await test.store.read(view =>
      readSubmittedReport(view, world.boardId, askId, world.clock.now()),
    );
    const { groups, others } = report.destinations;
    return [...groups.map(({ name }) => name), ...others];
  };

  it('is the executive group’s channel, where the plan names nobody', async () => {
    await begin();
    const channel = await world.channel('exec');
    await world.open(PERIOD, '2026-07-10');
    await world.writeAll(leo, 'priority-report');
    assert.deepEqual(await due(), [], 'a draft is posted nowhere');
    await world.submit(leo, 'priority-report');
    assert.deepEqual(await due(), [`channel ${channel}`]);
    assert.deepEqual(await destinations(), ['Executive Group']);
  });

  for (const to of ['Practice', 'practice group', 'the Practice Group', 'PRACTICE']) {
    it(`is the channel of the group that it names: “${to}”`, async () => {
      await begin(to);
      await world.channel('exec');
      const channel = await world.channel('practice');
      await submitted();
      assert.deepEqual(await due(), [`channel ${channel}`]);
      assert.deepEqual(await destinations(), ['Practice Group']);
    });
  }

  it('is the manager in 1:1 chat, for a board that is none of ours', async () => {
    await begin('joint board');
    await world.channel('exec');
    await submitted();
    assert.deepEqual(await due(), [`person ${await world.person(mia)}`]);
    assert.deepEqual(await destinations(), ['joint board']);
  });

  it('is the manager too, while the group has no channel', async () => {
    await begin();
    await submitted();
    assert.deepEqual(await due(), [`person ${await world.person(mia)}`]);
  });

  it('posts it once: what is submitted again, or taken back, refreshes what stands', async () => {
    await begin();
    const channel = await world.channel('exec');
    await submitted();
    const askId = await world.askOf('priority-report');
    await test.store.write(async unit => {
      await unit.rows(deliveries).update({ boardId: world.boardId, purpose: 'report' }, { state: 'sent' });
      await unit.rows(messages).insert({
        boardId: world.boardId,
        purpose: 'report',
        subjectId: askId,
        placeKind: 'channel',
        placeId: channel,
        conversationId: `19:${askId}`,
        activityId: '1',
        postedAt: world.clock.now(),
        retiredAt: null,
      });
    });
    await world.write(leo, 'priority-report', 'worked', 'Something else.');
    await world.submit(leo, 'priority-report');
    assert.deepEqual([await due(), await due('refresh')], [[], [`channel ${channel}`]]);

    await test.store.write(unit =>
      unit.rows(deliveries).update({ boardId: world.boardId, purpose: 'refresh' }, { state: 'sent' }),
    );
    const { submission } = await world.report('priority-report');
    const returnId = submission?.answer.returnId ?? '';
    await undoAnswer({ store: test.store, clock: world.clock }, await world.as(leo), { askId, returnId });
    assert.deepEqual(await due('refresh'), [`channel ${channel}`]);
  });

  it('is nowhere but the summary, for a subgroup’s report and an agency’s statement', async () => {
    await begin();
    await world.channel('exec');
    await world.open(PERIOD, '2026-07-10');
    await world.writeAll(ann, 'group-report');
    await world.submit(ann, 'group-report');
    await world.writeAll(leo, 'agency-statement');
    await world.submit(leo, 'agency-statement');
    assert.deepEqual(await due(), []);
  });
});
