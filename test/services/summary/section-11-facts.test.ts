import assert from 'node:assert/strict';
import { saveSection11 } from '../../../services/returns/section-11.ts';
import { undoAnswer } from '../../../services/returns/undo-answer.ts';
import { openRound } from '../../../services/rounds/open-round.ts';
import { agencies } from '../../../services/store/entities/board.ts';
import { asks, rounds } from '../../../services/store/entities/rounds.ts';
import { compileFacts } from '../../../services/summary/compile-facts.ts';
import { freeze, isIntact } from '../../../services/summary/freeze.ts';
import { findRound, readRecords } from '../../../services/summary/records.ts';
import { onlyGroups, onlyOverdue, onlyPriority } from '../../../services/summary/scopes.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { newWorld, type World } from '../world.ts';

onOneDatabase('Section 11 in the facts', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store, {
      now: '2027-03-01T09:00:00Z',
      edit: raw => {
        raw.agencies = [
          { name: 'Police', asks: ['section-11'] },
          { name: 'Council', asks: ['section-11'] },
          { name: 'Fire' },
        ];
      },
    });
  });

  const openYear = (period: string, due: string) =>
    openRound(world, { boardId: world.boardId, period, due, kinds: ['section-11', 'action-updates'] });

  async function save(email: string, period: string, agency: string, openActions: string) {
    const { boardId } = world;
    const askId = await test.store.read(async view => {
      const round = await view.rows(rounds).first({ boardId, period });
      const asked = await view.rows(agencies).first({ boardId, name: agency });
      const ask = await view.rows(asks).first({ roundId: round?.id ?? '', agencyId: asked?.id ?? '' });
      return ask?.id ?? '';
    });
    const fields = { overall: 'partly-met', returnedOn: '2027-02-12', openActions, note: 'Two are old.' };
    const saved = await saveSection11(world, await world.as(email), { askId, seenVersion: null, fields });
    assert.ok(saved.kind === 'saved', JSON.stringify(saved));
    return { askId, returnId: saved.answer.returnId };
  }

  /** The facts as they were at an instant; now unless given. */
  const factsOf = (period: string, asAt = world.clock.now()) =>
    test.store.read(async view =>
      compileFacts(
        await readRecords(view, world.boardId, await findRound(view, world.boardId, period), asAt),
      ),
    );

  const SILENT = {
    returned: false,
    overall: null,
    returnedOn: null,
    openActions: null,
    nextOn: null,
    note: null,
    source: null,
    last: null,
  };

  it('name every agency that is asked, by name, silence told apart', async () => {
    await openYear('2026-27 Q4', '2027-03-20');
    await save('ann@police.example', '2026-27 Q4', 'Police', '4');
    assert.deepEqual((await factsOf('2026-27 Q4')).section11, [
      { agency: 'Council', ...SILENT },
      {
        agency: 'Police',
        returned: true,
        overall: 'partly-met',
        returnedOn: '2027-02-12',
        openActions: 4,
        nextOn: null,
        note: 'Two are old.',
        source: {
          by: 'Ann Ward',
          agency: 'Police',
          at: '2027-03-01T09:00:00.000Z',
          version: 1,
          period: '2026-27 Q4',
          enteredBy: null,
        },
        last: null,
      },
    ]);
  });

  it('are as they were at the time they are asked for', async () => {
    await openYear('2026-27 Q4', '2027-03-20');
    const first = await save('ann@police.example', '2026-27 Q4', 'Police', '4');
    world.clock.set('2027-03-02T09:00:00Z');
    const second = await save('ann@police.example', '2026-27 Q4', 'Police', '1');
    const actionsAt = async (instant?: string) =>
      (await factsOf('2026-27 Q4', instant ? new Date(instant) : undefined)).section11[1]?.openActions;
    assert.equal(await actionsAt('2027-03-01T08:59:59Z'), null);
    assert.equal(await actionsAt('2027-03-01T09:00:00Z'), 4);
    assert.equal(await actionsAt(), 1);
    const actor = await world.as('ann@police.example');
    await undoAnswer(world, actor, second);
    assert.equal(await actionsAt(), 4);
    assert.ok(first.returnId);
  });

  it('tell last year’s return beside this one’s, and beside silence', async () => {
    await openYear('2026-27 Q4', '2027-03-20');
    await save('ann@police.example', '2026-27 Q4', 'Police', '4');
    world.clock.set('2028-03-01T09:00:00Z');
    await openYear('2027-28 Q4', '2028-03-20');
    await save('ben@council.example', '2027-28 Q4', 'Council', '2');
    const now = await factsOf('2027-28 Q4');
    assert.deepEqual(
      now.section11.map(({ agency, returned, last }) => [agency, returned, last]),
      [
        ['Council', true, null],
        ['Police', false, { period: '2026-27 Q4', overall: 'partly-met', openActions: 4 }],
      ],
    );
    const before = await factsOf('2026-27 Q4');
    assert.deepEqual(
      before.section11.map(({ returned }) => returned),
      [false, true],
    );
  });

  it('are of the board as a whole, and no part of a group’s, a priority’s or what is overdue', async () => {
    await openYear('2026-27 Q4', '2027-03-20');
    const whole = await factsOf('2026-27 Q4');
    assert.equal(whole.section11.length, 2);
    for (const part of [onlyGroups(whole, ['QA']), onlyPriority(whole, '1'), onlyOverdue(whole)])
      assert.deepEqual(part.section11, []);
  });

  it('freeze with the paper: figures sealed, notes and names removable', async () => {
    await openYear('2026-27 Q4', '2027-03-20');
    await save('ann@police.example', '2026-27 Q4', 'Police', '4');
    const frozen = freeze(await factsOf('2026-27 Q4'));
    const changed = (edit: (police: (typeof frozen.facts.section11)[number]) => void) => {
      const copy = structuredClone(frozen);
      const police = copy.facts.section11[1];
      if (police) edit(police);
      return isIntact(copy);
    };
    assert.ok(isIntact(frozen));
    assert.ok(!changed(police => Object.assign(police, { openActions: 3 })));
    assert.ok(!changed(police => Object.assign(police, { note: 'All are new.' })));
    assert.ok(changed(police => Object.assign(police, { note: '[removed]' })));
  });
});
