import assert from 'node:assert/strict';
import type { KindName } from '../../../services/returns/kinds.ts';
import { openRound } from '../../../services/rounds/open-round.ts';
import { deliveries } from '../../../services/store/entities/delivery.ts';
import { askParts, asks } from '../../../services/store/entities/rounds.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { newWorld, type RawBoard, type World } from '../world.ts';

/** QA and Practice report in words, Training Hub counts, agencies return once a year. */
function everyKind(raw: RawBoard): void {
  const [qa, practice] = raw.groups.filter(group => group['id'] !== 'exec');
  Object.assign(qa ?? {}, { asks: ['action-updates', 'group-report'] });
  Object.assign(practice ?? {}, { asks: ['action-updates', 'training-figures'] });
  Object.assign(raw.agencies[0] ?? {}, {
    asks: ['agency-statement', 'section-11'],
    contact: 'leo@police.example',
  });
  Object.assign(raw.agencies[1] ?? {}, { asks: ['section-11'] });
  Object.assign(raw.plan.priorities[0] ?? {}, { reports: ['2026-05', { month: '2026-11', to: 'Exec' }] });
  Object.assign(raw.plan.priorities[0]?.outcomes[0] ?? {}, { measure: 'Pupils missing' });
  Object.assign(raw, {
    training: {
      compliance: [
        { agency: 'Police', levels: ['1', '2'] },
        { agency: 'Council', levels: ['3'], group: 'Practice' },
      ],
    },
  });
}

onOneDatabase('What is owed in a period', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store, { edit: everyKind });
  });

  const askedFor = async (period: string, due: string, kinds: string[] = []) => {
    const opened = await openRound(world, { boardId: world.boardId, period, due, kinds });
    return opened.asked.map(({ to, kind, parts }) => `${kind}: ${to} ${parts}`);
  };

  const yearly = ['agency-statement: Police 1', 'section-11: Council 1', 'section-11: Police 1'];
  const quarterly = [
    'measures: Quality Group 1',
    'training-figures: Practice Group 1',
    'compliance: Police 2',
    'compliance: Practice Group 1',
    'group-report: Quality Group 1',
  ];
  const updates = ['action-updates: Quality Group 3', 'action-updates: Practice Group 3'];

  it('follows the board file: a quarter brings what is counted and written each quarter', async () => {
    assert.deepEqual(await askedFor('2026-27 Q2', '2026-10-10'), [...updates, ...quarterly]);
  });

  it('brings a priority’s report in the months of the plan', async () => {
    assert.deepEqual(await askedFor('2026-27 Q1', '2026-07-10'), [
      ...updates,
      ...quarterly,
      'priority-report: Priority 1: One 1',
    ]);
  });

  it('brings what agencies return once a year with the period that ends it', async () => {
    assert.deepEqual(await askedFor('2026-27 Q4', '2027-04-10'), [...updates, ...quarterly, ...yearly]);
  });

  it('brings only updates and figures in a month', async () => {
    assert.deepEqual(await askedFor('2026-08', '2026-09-10'), [
      ...updates,
      'training-figures: Practice Group 1',
    ]);
  });

  it('is what is named, whatever the season, and adds to a round that is open', async () => {
    assert.deepEqual(await askedFor('2026-27 Q2', '2026-10-10', ['Section 11']), [
      'section-11: Council 1',
      'section-11: Police 1',
    ]);
    assert.deepEqual(await askedFor('2026-27 Q2', '2026-10-10'), [...updates, ...quarterly]);
    await assert.rejects(
      askedFor('2026-27 Q2', '2026-10-10', ['tea']),
      /“tea” is not a kind of return\. The kinds are: action-updates/,
    );
  });

  it('comes once from an agency and a priority’s lead, whatever rounds overlap', async () => {
    await askedFor('2026-27 Q1', '2026-07-10');
    const year = await askedFor('2026-27', '2027-04-10');
    assert.ok(!year.some(line => line.startsWith('priority-report')), year.join('\n'));
    assert.ok(year.includes('section-11: Police 1'));
  });

  it('names the parts: each agency and level, each outcome', async () => {
    await askedFor('2026-27 Q2', '2026-10-10');
    const parts = await test.store.read(async view => {
      const rows = await view.rows(asks).find({ boardId: world.boardId, kind: 'compliance' });
      const all = await view.rows(askParts).find({ askId: rows.map(ask => ask.id) });
      return rows.map(ask => all.filter(part => part.askId === ask.id).map(part => part.subjectId.at(-1)));
    });
    assert.deepEqual(parts.sort(), [['1', '2'], ['3']]);
  });

  it('goes to a group’s channel, and to an agency’s contact in a chat', async () => {
    await world.channel('practice');
    await askedFor('2026-27 Q2', '2026-10-10', ['compliance']);
    const due = await test.store.read(view =>
      view.rows(deliveries).find({ boardId: world.boardId, purpose: 'ask' }),
    );
    assert.deepEqual(due.map(row => row.placeKind).sort(), ['channel', 'person']);
    assert.equal(
      due.find(row => row.placeKind === 'person')?.placeId,
      await world.person('leo@police.example'),
    );
  });

  it('says who cannot be reached: a group without a channel, an agency of whom nobody is named', async () => {
    const opened = await openRound(world, {
      boardId: world.boardId,
      period: '2026-27 Q4',
      due: '2027-04-10',
      kinds: ['section-11', 'group-report'] satisfies KindName[],
    });
    assert.deepEqual(opened.unreached, { groups: ['Quality Group'], agencies: [] });
    const nobody = await newWorld(test.store, {
      edit: raw => {
        everyKind(raw);
        raw.agencies.push({ name: 'Cafcass', asks: ['section-11'] });
      },
    });
    const again = await openRound(nobody, {
      boardId: nobody.boardId,
      period: '2026-27 Q4',
      due: '2027-04-10',
      kinds: ['section-11'],
    });
    assert.deepEqual(again.unreached.agencies, ['Cafcass']);
  });

  it('follows a board file that changes while the round is open: what is unanswered goes and comes', async () => {
    await askedFor('2026-27 Q2', '2026-10-10');
    await world.reimport(raw => {
      Object.assign(raw, {
        training: { compliance: [{ agency: 'Police', levels: ['1', '3'] }] },
      });
      for (const group of raw.groups) if (group['id'] === 'practice') group['asks'] = ['action-updates'];
      Object.assign(raw.plan.priorities[0]?.outcomes[0] ?? {}, { measure: undefined });
    });
    const kinds = await test.store.read(async view => {
      const rows = await view.rows(asks).find({ boardId: world.boardId });
      const parts = await view.rows(askParts).find({ boardId: world.boardId });
      return rows
        .filter(ask => ask.kind !== 'action-updates')
        .map(
          ask => `${ask.kind} ${parts.filter(part => part.askId === ask.id).map(p => p.subjectId.at(-1))}`,
        );
    });
    // A card that was posted stays, and asks for nothing any more.
    assert.deepEqual(kinds.sort(), [
      'compliance ',
      'compliance 1,3',
      'group-report e',
      'measures ',
      'training-figures ',
    ]);
  });
});
