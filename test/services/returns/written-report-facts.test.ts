import assert from 'node:assert/strict';
import { ERASED } from '../../../services/privacy/erased.ts';
import { undoAnswer } from '../../../services/returns/undo-answer.ts';
import { summaries } from '../../../services/store/entities/summaries.ts';
import { compileFacts } from '../../../services/summary/compile-facts.ts';
import type { Facts } from '../../../services/summary/facts.ts';
import { type Frozen, freeze, isIntact } from '../../../services/summary/freeze.ts';
import { closeRound, postSummary, readLatestPaper } from '../../../services/summary/papers.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { findRound, readRecords } from '../../../services/summary/records.ts';
import { reportCode, trainingIssues } from '../../../services/summary/report-facts.ts';
import { onlyGroups, onlyOverdue, onlyPriority } from '../../../services/summary/scopes.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { ann, ben, leo, mia, newReportWorld, PERIOD, type ReportWorld } from '../reports/report-world.ts';

onOneDatabase('Written reports in the facts', open => {
  let test: TestStore;
  let world: ReportWorld;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newReportWorld(test.store, {
      edit: raw => {
        const practice = raw.groups.find(group => group['id'] === 'practice');
        if (practice) practice['asks'] = ['action-updates'];
      },
    });
    await world.open(PERIOD, '2026-07-10');
  });

  const facts = (): Promise<Facts> =>
    readFacts({ store: test.store, clock: world.clock }, world.boardId, PERIOD);
  const factsAt = (asAt: string): Promise<Facts> =>
    test.store.read(async view => {
      const round = await findRound(view, world.boardId, PERIOD);
      return compileFacts(await readRecords(view, world.boardId, round, new Date(asAt)));
    });
  const undo = async (email: string) => {
    const state = await world.report('group-report');
    const returnId = state.submission?.answer.returnId ?? '';
    const where = { askId: state.askId, returnId };
    await undoAnswer({ store: test.store, clock: world.clock }, await world.as(email), where);
  };

  it('hold what was submitted, with who wrote and who submitted it; a draft is a missing return', async () => {
    await world.writeAll(ben, 'group-report');
    const before = await facts();
    assert.deepEqual(before.reports, []);
    assert.deepEqual(
      before.returns.missing.map(({ group, kind, answered, of }) => [group, kind, answered, of]).sort(),
      [
        ['Police', 'agency-statement', 0, 1],
        ['Priority 1', 'priority-report', 0, 1],
        ['QA', 'group-report', 0, 1],
      ],
    );
    world.clock.set('2026-06-05T10:00:00Z');
    await world.submit(ann, 'group-report');
    await world.writeAll(leo, 'priority-report');
    await world.submit(leo, 'priority-report');
    const after = await facts();
    assert.deepEqual([after.returns.expected, after.returns.received], [3, 2]);
    assert.deepEqual(
      after.reports.map(({ kind, asked, state, period }) => [kind, asked, state, period]),
      [
        ['group-report', 'QA', 'submitted', PERIOD],
        ['priority-report', 'Priority 1', 'submitted', PERIOD],
      ],
    );
    const [report] = after.reports;
    assert.deepEqual(
      [report?.source.by, report?.source.agency, report?.source.at],
      ['Ann Ward', 'Police', '2026-06-05T10:00:00.000Z'],
    );
    assert.equal(report?.headings.length, 7);
    const [first] = report?.headings ?? [];
    assert.deepEqual(
      [first?.id, first?.title, first?.text, first?.source.by, first?.source.at],
      [
        'progress',
        'Key areas of progress and achievement',
        'progress as it is',
        'Ben Cole',
        '2026-06-01T09:00:00.000Z',
      ],
    );
    assert.notEqual(reportCode(after.reports[0] as never), reportCode(after.reports[1] as never));
  });

  it('keep the submitted words while the draft goes on, and say that it does', async () => {
    await world.writeAll(ben, 'group-report', 'first');
    await world.submit(ann, 'group-report');
    world.clock.set('2026-06-10T09:00:00Z');
    await world.write(ben, 'group-report', 'impact', 'impact second');
    const told = async () => {
      const [report] = (await facts()).reports;
      return [report?.state, report?.headings.find(({ id }) => id === 'impact')?.text];
    };
    assert.deepEqual(await told(), ['changed since', 'impact first']);
    world.clock.set('2026-06-11T09:00:00Z');
    await world.submit(ann, 'group-report');
    assert.deepEqual(await told(), ['submitted', 'impact second']);
    await undo(ann);
    assert.deepEqual(await told(), ['changed since', 'impact first']);
  });

  it('are as they were at the time that is asked for', async () => {
    await world.writeAll(ben, 'group-report', 'first');
    world.clock.set('2026-06-05T10:00:00Z');
    await world.submit(ann, 'group-report');
    world.clock.set('2026-06-10T10:00:00Z');
    await world.write(ben, 'group-report', 'impact', 'impact second');
    world.clock.set('2026-06-11T10:00:00Z');
    await world.submit(ann, 'group-report');
    const at = async (asAt: string) =>
      (await factsAt(asAt)).reports.map(({ state, headings }) => [
        state,
        headings.find(({ id }) => id === 'impact')?.text,
      ]);
    assert.deepEqual(await at('2026-06-04T00:00:00Z'), []);
    assert.deepEqual(await at('2026-06-06T00:00:00Z'), [['submitted', 'impact first']]);
    assert.deepEqual(await at('2026-06-10T12:00:00Z'), [['changed since', 'impact first']]);
    assert.deepEqual(await at('2026-06-12T00:00:00Z'), [['submitted', 'impact second']]);
  });

  it('name the training issues of each subgroup, “None” among them', async () => {
    await world.writeAll(ben, 'group-report');
    await world.write(ben, 'group-report', 'training-issues', 'None');
    await world.submit(ann, 'group-report');
    await world.writeAll(leo, 'priority-report');
    await world.submit(leo, 'priority-report');
    assert.deepEqual(
      trainingIssues(await facts()).map(({ group, text, source }) => [group, text, source.by]),
      [['QA', 'None', 'Ben Cole']],
    );
  });

  it('stand in the part of a group or a priority that they are of, and in no other', async () => {
    for (const [kind, email] of [
      ['group-report', ann],
      ['priority-report', leo],
      ['agency-statement', leo],
    ] as const) {
      await world.writeAll(email, kind);
      await world.submit(email, kind);
    }
    const all = await facts();
    const asked = ({ reports }: Facts) => reports.map(report => report.asked);
    assert.deepEqual(asked(all), ['QA', 'Priority 1', 'Police']);
    assert.deepEqual(asked(onlyGroups(all, ['QA'])), ['QA']);
    assert.deepEqual(asked(onlyGroups(all, ['Practice'])), []);
    assert.deepEqual(asked(onlyPriority(all, '1')), ['Priority 1']);
    assert.deepEqual(asked(onlyPriority(all, '2')), []);
    assert.deepEqual(asked(onlyPriority(onlyGroups(all, ['QA']), '1')), [], 'a part of a part shows no more');
    assert.deepEqual(asked(onlyOverdue(all)), []);
  });

  it('stay as they are in an approved paper, whose words can be erased and not changed', async () => {
    await world.channel('exec');
    await world.writeAll(ben, 'group-report', 'first');
    await world.submit(ann, 'group-report');
    const deps = { store: test.store, clock: world.clock };
    const manager = await world.as(mia);
    await closeRound(deps, manager, PERIOD);
    await postSummary(deps, manager, { period: PERIOD });
    await world.write(ben, 'group-report', 'impact', 'impact second');
    await world.submit(ann, 'group-report');
    const paper = await readLatestPaper(deps, world.boardId, PERIOD);
    assert.equal(paper.isIntact, true);
    assert.equal(
      paper.facts.reports[0]?.headings.find(({ id }) => id === 'impact')?.text,
      'impact first',
      'what was approved',
    );
    const row = await test.store.read(view => view.rows(summaries).first({ boardId: world.boardId }));
    const frozen = row as unknown as Frozen;
    const retold = (text: string): Frozen => {
      const changed = structuredClone(frozen);
      for (const heading of changed.facts.reports[0]?.headings ?? []) heading.text = text;
      return changed;
    };
    assert.equal(isIntact(retold(ERASED)), true);
    assert.equal(isIntact(retold('Something else.')), false);
    assert.equal(isIntact(freeze(await facts())), true);
  });

  it('count a submission after the due day as late', async () => {
    await world.writeAll(ben, 'group-report');
    world.clock.set('2026-07-12T09:00:00Z');
    await world.submit(ann, 'group-report');
    const own = (await facts()).returns.byGroup.find(({ kind }) => kind === 'group-report');
    assert.deepEqual([own?.answered, own?.late], [1, true]);
  });
});
