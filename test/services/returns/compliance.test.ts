import assert from 'node:assert/strict';
import { type ErrorCode, isCollateError } from '../../../services/errors.ts';
import type { Actor } from '../../../services/people/access.ts';
import {
  type ComplianceSaved,
  type ComplianceState,
  readComplianceAsk,
  saveCompliance,
} from '../../../services/returns/compliance.ts';
import { undoAnswer } from '../../../services/returns/undo-answer.ts';
import { openRound } from '../../../services/rounds/open-round.ts';
import { agencies } from '../../../services/store/entities/board.ts';
import { deliveries } from '../../../services/store/entities/delivery.ts';
import { returns } from '../../../services/store/entities/returns.ts';
import { asks, rounds } from '../../../services/store/entities/rounds.ts';
import { complianceFigures } from '../../../services/store/entities/training.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { type Entry, newWorld, type RawBoard, type World } from '../world.ts';

const ann = 'ann@police.example';
const ben = 'ben@council.example';
const mia = 'mia@board.example';
const code = (wanted: ErrorCode) => (error: unknown) => isCollateError(error, wanted);
const counts = { eligible: '440', inDate: '412', asAt: '2026-05-31' };

/** QA is asked for the council and the fire service, the police's own people for the police. */
function withCompliance(raw: RawBoard): void {
  raw.agencies = [{ name: 'Police' }, { name: 'Council' }, { name: 'Fire' }];
  (raw as unknown as Entry)['training'] = {
    levels: { 1: 'Awareness' },
    targets: [
      { level: 1, percent: 95 },
      { level: 2, percent: 88 },
      { level: 2, percent: 80, agency: 'Police' },
    ],
    compliance: [
      { agency: 'Council', levels: [1, 2, 3], group: 'QA' },
      { agency: 'Fire', levels: [2], group: 'QA' },
      { agency: 'Police', levels: [1, 2] },
    ],
  };
}

onOneDatabase('Saving compliance figures', open => {
  let test: TestStore;
  let world: World;
  let group: ComplianceState;
  let police: ComplianceState;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store, { edit: withCompliance });
    [group, police] = await askedIn('2026-27 Q1', '2026-07-10');
  });

  const openAndFind = (period: string, due: string) =>
    openRound(world, { boardId: world.boardId, period, due, kinds: ['compliance'] });

  /** The asks of the group and of the police in a round that opens now. */
  async function askedIn(period: string, due: string): Promise<[ComplianceState, ComplianceState]> {
    await openAndFind(period, due);
    const { boardId } = world;
    return test.store.read(async view => {
      const round = await view.rows(rounds).first({ boardId, period });
      const found = await view.rows(asks).find({ roundId: round?.id ?? '', kind: 'compliance' });
      const state = (ask: (typeof found)[number] | undefined) =>
        readComplianceAsk(view, boardId, ask?.id ?? '');
      return [await state(found.find(ask => ask.groupId)), await state(found.find(ask => ask.agencyId))];
    });
  }

  const read = ({ askId }: ComplianceState) =>
    test.store.read(view => readComplianceAsk(view, world.boardId, askId));

  const partOf = (state: ComplianceState, agency: string, level: number) =>
    state.lines.find(line => line.agency === agency && line.level === level)?.part ?? 'none';

  interface More {
    seenVersion?: number | null;
    sure?: boolean;
    givenById?: string;
    actor?: Actor;
  }

  const [COUNCIL, POLICE] = [
    ['Council', 2],
    ['Police', 2],
  ] as const;

  async function save(
    email: string,
    state: ComplianceState,
    [agency, level]: readonly [string, number],
    fields: Entry,
    { actor, seenVersion = null, ...more }: More = {},
  ): Promise<ComplianceSaved> {
    const input = { askId: state.askId, part: partOf(state, agency, level), seenVersion, fields, ...more };
    return saveCompliance(world, actor ?? (await world.as(email)), input);
  }

  async function saved(...given: Parameters<typeof save>) {
    const result = await save(...given);
    assert.ok(result.kind === 'saved', JSON.stringify(result));
    return result.answer;
  }

  const tally = () =>
    test.store.read(async view => ({
      returns: await view.rows(returns).count({ boardId: world.boardId }),
      figures: await view.rows(complianceFigures).count({ boardId: world.boardId }),
    }));

  it('asks a group for the agencies that the board file gives it, and others themselves', () => {
    const names = (state: ComplianceState) =>
      state.lines.map(line => `${line.agency}: ${line.levelName}, ${line.target}`);
    assert.deepEqual(names(group), [
      'Council: Level 1, Awareness, 95',
      'Council: Level 2, 88',
      'Council: Level 3, null',
      'Fire: Level 2, 88',
    ]);
    assert.deepEqual(names(police), ['Police: Level 1, Awareness, 95', 'Police: Level 2, 80']);
    assert.equal(police.asked.name, 'Police');
  });

  it('keeps what was given, by agency and level, and shows what is missing first', async () => {
    const answer = await saved(ben, group, COUNCIL, { ...counts, note: 'Without agency staff.' });
    const council = await test.store.read(view =>
      view.rows(agencies).first({ boardId: world.boardId, name: 'Council' }),
    );
    assert.deepEqual(answer.content, {
      agencyId: council?.id,
      level: 2,
      eligible: 440,
      inDate: 412,
      publishedFrom: null,
      publishedTo: null,
      asAt: '2026-05-31',
      note: 'Without agency staff.',
    });
    const state = await read(group);
    assert.deepEqual(
      [state.done, state.total, state.lines.map(({ answer: given }) => given?.version ?? null)],
      [1, 4, [null, null, null, 1]],
    );
    assert.equal(state.lines.at(-1)?.answer?.by.name, 'Ben Cole');
    const range = await saved(ben, group, ['Fire', 2], { published: '87.5-100 %', asAt: '2026-05-31' });
    const { eligible, inDate, publishedFrom, publishedTo } = range.content;
    assert.deepEqual([eligible, inDate, publishedFrom, publishedTo], [null, null, 87.5, 100]);
    const nobody = await saved(ben, group, ['Council', 3], {
      eligible: '0',
      inDate: '0',
      asAt: '2026-05-31',
    });
    assert.deepEqual([nobody.content.eligible, nobody.content.inDate], [0, 0]);
  });

  it('is complete when every agency and level is in', async () => {
    const completedAt = async () =>
      (await test.store.read(view => view.rows(asks).get(police.askId))).completedAt !== null;
    await saved(ann, police, POLICE, counts);
    assert.equal(await completedAt(), false);
    await saved(ann, police, ['Police', 1], counts);
    assert.equal(await completedAt(), true);
  });

  it('saves the same press once, and counts versions', async () => {
    const first = await saved(ann, police, POLICE, counts, { seenVersion: 0 });
    const again = await saved(ann, police, POLICE, { ...counts, eligible: ' 440 ' }, { seenVersion: 0 });
    assert.deepEqual(again, first);
    const second = await saved(ann, police, POLICE, { ...counts, inDate: '413' }, { seenVersion: 1 });
    assert.equal(second.version, 2);
    assert.deepEqual(await tally(), { returns: 2, figures: 2 });
  });

  it('shows what came between, and saves nothing', async () => {
    await saved(ann, police, POLICE, counts, { seenVersion: 0 });
    const late = await save(mia, police, POLICE, { ...counts, inDate: '400' }, { seenVersion: 0 });
    assert.ok(late.kind === 'conflict');
    assert.equal(late.theirs.content.inDate, 412);
    assert.equal((await tally()).returns, 1);
  });

  it('refuses what is impossible, and saves nothing', async () => {
    const result = await save(ann, police, POLICE, { ...counts, inDate: '441' });
    assert.ok(result.kind === 'problems');
    assert.match(result.problems.inDate ?? '', /more than the 440/);
    const future = await save(ann, police, POLICE, { ...counts, asAt: '2026-06-02' }, { sure: true });
    assert.ok(future.kind === 'problems' && future.problems.asAt);
    assert.deepEqual(await tally(), { returns: 0, figures: 0 });
  });

  it('knows the last answer, however long ago, and asks back once where figures jump', async () => {
    await saved(ann, police, POLICE, { eligible: '400', inDate: '380', asAt: '2026-05-31' });
    world.clock.set('2026-09-01T09:00:00Z');
    await askedIn('2026-27 Q2', '2026-10-10');
    world.clock.set('2026-12-01T09:00:00Z');
    const [, q3] = await askedIn('2026-27 Q3', '2027-01-10');
    const line = q3.lines.find(({ level }) => level === 2);
    assert.deepEqual(
      [line?.answer, line?.last?.period, line?.last?.content.inDate],
      [null, '2026-27 Q1', 380],
    );
    assert.equal(q3.lines.find(({ level }) => level === 1)?.last, null);

    const jump = { eligible: '800', inDate: '480', asAt: '2026-11-30' };
    const asked = await save(ann, q3, POLICE, jump);
    assert.ok(asked.kind === 'improbable');
    assert.deepEqual(asked.reasons, [
      'Staff who need it at least doubled since 2026-27 Q1: 800 against 400.',
      'The percent in date moved by 30 points or more since 2026-27 Q1: 60 % against 95 %.',
    ]);
    assert.equal((await tally()).returns, 1);
    await saved(ann, q3, POLICE, jump, { sure: true });
    assert.equal((await saved(ann, q3, POLICE, jump)).version, 1, 'pressed again, it is the same save');
    await saved(ann, q3, POLICE, { ...jump, note: 'Two forces merged.' });
  });

  it('asks back in the first round too, where a correction jumps', async () => {
    await saved(ann, police, POLICE, counts);
    const asked = await save(ann, police, POLICE, { ...counts, eligible: '4400' });
    assert.ok(asked.kind === 'improbable');
    assert.match(asked.reasons[0] ?? '', /since version 1: 4,400 against 440/);
  });

  it('takes an agency’s figures of its own people, and a group’s of its members', async () => {
    await assert.rejects(save(ben, police, POLICE, counts), (error: unknown) => {
      assert.ok(isCollateError(error, 'not_allowed'));
      assert.match(error.message, /Only people of Police/);
      return true;
    });
    await assert.rejects(save('cat@council.example', group, COUNCIL, counts), code('not_allowed'));
    const channelRowId = await world.channel('qa');
    const actor = await world.as(ben, channelRowId);
    await assert.rejects(save(ben, police, POLICE, counts, { actor }), code('not_allowed'));
    await saved('leo@police.example', police, POLICE, counts);
  });

  it('lets the manager alone enter for another, and keeps both names', async () => {
    const givenById = await world.person(ann);
    const entered = await saved(mia, police, POLICE, counts, { givenById });
    assert.deepEqual([entered.by.name, entered.enteredBy?.name], ['Ann Ward', 'Mia Manager']);
    await assert.rejects(
      save('leo@police.example', police, POLICE, counts, { givenById }),
      code('not_allowed'),
    );
  });

  it('refuses parts that it is not about, and asks of other boards and kinds', async () => {
    const actor = await world.as(ann);
    const other = await newWorld(test.store, { edit: withCompliance });
    const input = { askId: police.askId, seenVersion: null, fields: counts };
    for (const part of [partOf(group, 'Council', 2), `${police.asked.id} 3`, 'x', '', 'whole'])
      await assert.rejects(saveCompliance(world, actor, { ...input, part }), code('input_invalid'));
    const part = partOf(police, 'Police', 2);
    await assert.rejects(saveCompliance(world, await other.as(ann), { ...input, part }), code('ask_unknown'));
    await world.open('2026-27 Q1', '2026-07-10');
    const updates = await world.ask('2026-27 Q1', 'qa');
    await assert.rejects(
      saveCompliance(world, actor, { ...input, askId: updates.askId, part }),
      code('ask_unknown'),
    );
    assert.equal((await tally()).returns, 0);
  });

  it('undoes back to what stood, and to nothing, and keeps every version', async () => {
    const first = await saved(ann, police, POLICE, counts);
    const second = await saved(ann, police, POLICE, { ...counts, inDate: '420', note: 'Recounted.' });
    const actor = await world.as(ann);
    const undo = (returnId: string) => undoAnswer(world, actor, { askId: police.askId, returnId });
    await undo(second.returnId);
    const line = async () => (await read(police)).lines.find(({ level }) => level === 2);
    assert.deepEqual((await line())?.answer?.content, first.content);
    assert.equal((await line())?.answer?.version, 3);
    assert.equal((await read(police)).lastSaved, null, 'there is nothing more to undo');
    await assert.rejects(undo(first.returnId), code('nothing_to_undo'));
    const alone = await saved(ann, police, ['Police', 1], counts);
    await undo(alone.returnId);
    assert.equal((await read(police)).lines.find(({ level }) => level === 1)?.answer, null);
    assert.equal((await tally()).returns, 5);
  });

  it('makes the card due to be refreshed where it stands', async () => {
    await world.standing(group.askId, await world.channel('qa'));
    const refreshes = () =>
      test.store.read(view => view.rows(deliveries).count({ boardId: world.boardId, purpose: 'refresh' }));
    const before = await refreshes();
    await saved(ben, group, COUNCIL, counts);
    assert.equal((await refreshes()) - before, 1);
  });
});
