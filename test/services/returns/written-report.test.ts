import assert from 'node:assert/strict';
import { type ErrorCode, isCollateError } from '../../../services/errors.ts';
import { undoAnswer } from '../../../services/returns/undo-answer.ts';
import { missingHeadings } from '../../../services/returns/written-report.ts';
import { saveHeading } from '../../../services/returns/written-report-save.ts';
import { deliveries } from '../../../services/store/entities/delivery.ts';
import { returns } from '../../../services/store/entities/returns.ts';
import { asks } from '../../../services/store/entities/rounds.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { ann, ben, cat, mia, newReportWorld, PERIOD, type ReportWorld } from '../reports/report-world.ts';

const code = (wanted: ErrorCode) => (error: unknown) => isCollateError(error, wanted);

onOneDatabase('Writing a report together', open => {
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

  const versions = async (heading: string) => {
    const askId = await world.askOf('group-report');
    const subjectId = heading === 'whole' ? heading : `heading:${heading}`;
    return test.store.read(view =>
      view.rows(returns).find({ askId, subjectId }, { orderBy: { version: 'asc' } }),
    );
  };
  const textOf = async (heading: string) => {
    const state = await world.report('group-report');
    return state.headings.find(({ id }) => id === heading)?.answer?.content.text ?? null;
  };
  const completedAt = async () => {
    const askId = await world.askOf('group-report');
    return (await test.store.read(view => view.rows(asks).get(askId))).completedAt;
  };

  it('keeps each heading with who wrote it, and line ends as they were', async () => {
    const kept = await world.write(ben, 'group-report', 'progress', ' Two audits.\r\n\r\nBoth published. ');
    assert.equal(kept.kind, 'kept');
    const state = await world.report('group-report');
    const [first] = state.headings;
    assert.deepEqual(
      [first?.id, first?.answer?.content.text, first?.answer?.by.name, first?.answer?.version],
      ['progress', 'Two audits.\n\nBoth published.', 'Ben Cole', 1],
    );
    assert.equal(missingHeadings(state).length, 6);
    assert.deepEqual([state.done, state.total, await completedAt()], [0, 1, null], 'a draft is no return');
  });

  it('makes no new version of the same words, whoever sends them', async () => {
    await world.write(ben, 'group-report', 'progress', 'Two audits.');
    for (const email of [ben, ann]) {
      for (const seenVersion of [0, 1]) {
        const again = await world.write(email, 'group-report', 'progress', 'Two audits. ', { seenVersion });
        assert.equal(again.kind, 'same');
      }
    }
    const rows = await versions('progress');
    assert.deepEqual([rows.length, rows[0]?.personId], [1, await world.person(ben)]);
  });

  it('shows what came between to whoever wrote on an older version, and keeps theirs', async () => {
    await world.write(ben, 'group-report', 'progress', 'Ben’s words.');
    const late = await world.write(ann, 'group-report', 'progress', 'Ann’s words.', { seenVersion: 0 });
    assert.ok(late.kind === 'conflict');
    assert.deepEqual([late.theirs.content.text, late.theirs.by.name], ['Ben’s words.', 'Ben Cole']);
    assert.equal(await textOf('progress'), 'Ben’s words.');
    const mine = await world.write(ann, 'group-report', 'progress', 'Ann’s words.', { seenVersion: 1 });
    assert.equal(mine.kind, 'kept');
    assert.deepEqual(
      (await versions('progress')).map(({ version }) => version),
      [1, 2],
    );
  });

  it('takes nothing away for whoever only pressed Next on what they saw', async () => {
    await world.write(ben, 'group-report', 'progress', 'First.');
    await world.write(ben, 'group-report', 'progress', 'Second.', { seenVersion: 1 });
    const stepped = await world.write(ann, 'group-report', 'progress', 'First.', { seenVersion: 1 });
    const blank = await world.write(ann, 'group-report', 'progress', '', { seenVersion: 0 });
    assert.deepEqual([stepped.kind, blank.kind, await textOf('progress')], ['same', 'same', 'Second.']);
  });

  it('keeps one of two texts that arrive at the same time, and shows it to the other', async () => {
    const askId = await world.askOf('group-report');
    const results = await Promise.all(
      [ann, ben].map(async email =>
        saveHeading({ store: test.store, clock: world.clock }, await world.as(email), {
          askId,
          heading: 'impact',
          seenVersion: 0,
          text: `From ${email}`,
        }),
      ),
    );
    assert.deepEqual(results.map(({ kind }) => kind).sort(), ['conflict', 'kept']);
    assert.equal((await versions('impact')).length, 1);
  });

  it('takes a heading out that is emptied, and an undo brings it back', async () => {
    await world.write(ben, 'group-report', 'voice', 'Six families said so.');
    assert.equal((await world.write(ben, 'group-report', 'voice', '  ')).kind, 'cleared');
    assert.equal(await textOf('voice'), null);
    const cleared = (await world.report('group-report')).lastSaved;
    assert.equal(cleared?.withdrawn, true);
    await undoAnswer({ store: test.store, clock: world.clock }, await world.as(ben), {
      askId: await world.askOf('group-report'),
      returnId: cleared?.returnId ?? '',
    });
    assert.equal(await textOf('voice'), 'Six families said so.');
  });

  it('takes 4,000 characters, and says so of one more', async () => {
    const most = await world.write(ben, 'group-report', 'progress', 'x'.repeat(4000));
    assert.equal(most.kind, 'kept');
    const more = await world.write(ben, 'group-report', 'current', 'x'.repeat(4001));
    assert.ok(more.kind === 'problems');
    assert.match(more.problems.text ?? '', /4,001 characters; the most is 4,000/);
    assert.equal(await textOf('current'), null);
  });

  it('is written by the group’s people and whoever is in its channel, and by nobody else', async () => {
    await assert.rejects(world.write(cat, 'group-report', 'progress', 'Mine'), code('not_allowed'));
    const channelRowId = await world.channel('qa');
    assert.equal((await world.write(cat, 'group-report', 'progress', 'Mine', { channelRowId })).kind, 'kept');
    await assert.rejects(world.write(ben, 'group-report', 'novel', 'Mine'), code('input_invalid'));
    const other = await newReportWorld(test.store);
    await other.open(PERIOD, '2026-07-10');
    await assert.rejects(
      saveHeading({ store: test.store, clock: world.clock }, await world.as(ben), {
        askId: await other.askOf('group-report'),
        heading: 'progress',
        seenVersion: 0,
        text: 'x',
      }),
      code('ask_unknown'),
    );
  });

  it('lets the manager enter for somebody, with both names', async () => {
    await world.write(mia, 'group-report', 'progress', 'By mail.', { givenBy: ben });
    const [first] = (await world.report('group-report')).headings;
    assert.deepEqual([first?.answer?.by.name, first?.answer?.enteredBy?.name], ['Ben Cole', 'Mia Manager']);
    await assert.rejects(
      world.write(ann, 'group-report', 'progress', 'For Ben.', { givenBy: ben }),
      code('not_allowed'),
    );
  });

  it('shows the last submitted report as the last words, and never a draft', async () => {
    await world.writeAll(ben, 'group-report', 'of the first quarter');
    await world.submit(ann, 'group-report');
    await world.write(ben, 'group-report', 'impact', 'never submitted');
    world.clock.set('2026-07-20T09:00:00Z');
    await world.open('2026-27 Q2', '2026-10-10');
    const lastOf = async (period: string) => {
      const state = await world.report('group-report', period);
      const heading = state.headings.find(({ id }) => id === 'impact');
      return [heading?.last?.period, heading?.last?.content.text, heading?.answer];
    };
    assert.deepEqual(await lastOf('2026-27 Q2'), [PERIOD, 'impact of the first quarter', null]);
    await world.write(ben, 'group-report', 'impact', 'a draft of the second', { period: '2026-27 Q2' });
    world.clock.set('2026-10-20T09:00:00Z');
    await world.open('2026-27 Q3', '2027-01-10');
    assert.deepEqual((await lastOf('2026-27 Q3')).slice(0, 2), [PERIOD, 'impact of the first quarter']);
  });

  it('refreshes the standing card for each thing that is kept, and for nothing else', async () => {
    const askId = await world.askOf('group-report');
    await world.standing(askId, await world.channel('qa'));
    const refreshes = () =>
      test.store.read(view => view.rows(deliveries).count({ boardId: world.boardId, purpose: 'refresh' }));
    await world.write(ben, 'group-report', 'impact', '');
    assert.equal(await refreshes(), 0);
    await world.write(ben, 'group-report', 'impact', 'x');
    assert.equal(await refreshes(), 1);
  });
});
