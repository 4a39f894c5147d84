import assert from 'node:assert/strict';
import { type ErrorCode, isCollateError } from '../../../services/errors.ts';
import type { Actor } from '../../../services/people/access.ts';
import {
  dropSent,
  keepSent,
  lookAtSent,
  type Received,
  receiveReport,
  reportsForSent,
  type SentLook,
} from '../../../services/reports/sent-report.ts';
import { missingHeadings, seenCode } from '../../../services/returns/written-report.ts';
import { returns } from '../../../services/store/entities/returns.ts';
import { sentFiles } from '../../../services/store/entities/training.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { ann, ben, cat, leo, mia, newReportWorld, PERIOD, type ReportWorld } from './report-world.ts';
import { plain, styled, wordFile } from './word-files.ts';

const code = (wanted: ErrorCode) => (error: unknown) => isCollateError(error, wanted);

onOneDatabase('A Word file sent in 1:1 chat', open => {
  let test: TestStore;
  let world: ReportWorld;
  let deps: { store: TestStore['store']; clock: ReportWorld['clock'] };
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newReportWorld(test.store, {
      edit: raw => {
        const practice = raw.groups.find(group => group['id'] === 'practice');
        if (practice) practice['asks'] = ['group-report'];
      },
    });
    await world.open(PERIOD, '2026-07-10');
    deps = { store: test.store, clock: world.clock };
  });

  const file = () =>
    wordFile(
      plain('Our quarter'),
      styled('Key areas of progress and achievement'),
      plain('From the file.'),
      styled('Impact and outcomes'),
      plain('x'.repeat(4100)),
      styled('Training issues'),
    );
  const send = async (email: string, bytes?: Buffer): Promise<Received> =>
    receiveReport(deps, await world.as(email), { name: 'report.docx', bytes: bytes ?? (await file()) });
  const look = async (email: string): Promise<SentLook> => {
    const received = await send(email);
    return received.kind === 'look' ? received.look : assert.fail(received.kind);
  };
  const keep = async (actor: Actor, found: SentLook, choices: Record<string, 'draft' | 'file'> = {}) =>
    keepSent(deps, actor, { fileId: found.fileId, seen: seenCode(found.state), choices });
  const saved = () => test.store.read(view => view.rows(returns).count({ boardId: world.boardId }));
  const textOf = async (heading: string) => {
    const state = await world.report('group-report');
    return state.headings.find(({ id }) => id === heading)?.answer?.content.text ?? null;
  };

  it('is looked at first: what it fills, what is too long, empty, absent and not placed', async () => {
    const found = await look(ben);
    assert.equal(found.state.asked.name, 'Quality Group');
    assert.deepEqual(
      found.headings.map(({ id, fate }) => [id, fate]),
      [
        ['progress', 'fills'],
        ['current', 'absent'],
        ['future', 'absent'],
        ['impact', 'too-long'],
        ['voice', 'absent'],
        ['changed', 'absent'],
        ['training-issues', 'empty'],
      ],
    );
    assert.equal(found.notPlaced, 'Our quarter');
    assert.match(found.headings.find(({ id }) => id === 'impact')?.problem ?? '', /4,100 characters/);
    assert.equal(await saved(), 0);
  });

  it('fills the draft with what fits, once, and submits nothing', async () => {
    const actor = await world.as(ben);
    const found = await look(ben);
    for (let press = 0; press < 2; press += 1) {
      const done = await keep(actor, found);
      assert.ok(done.kind === 'kept', done.kind);
      assert.equal(done.look.headings.find(({ id }) => id === 'progress')?.fate, 'same');
      assert.equal(done.look.headings.find(({ id }) => id === 'impact')?.fate, 'too-long');
    }
    assert.deepEqual([await textOf('progress'), await textOf('impact')], ['From the file.', null]);
    assert.equal(await saved(), 1);
    const state = await world.report('group-report');
    assert.deepEqual([missingHeadings(state).length, state.submission, state.done], [6, null, 0]);
    assert.equal(state.headings[0]?.answer?.by.name, 'Ben Cole');
  });

  it('overwrites nothing unseen: a heading with a text is asked about', async () => {
    await world.write(ann, 'group-report', 'progress', 'Ann’s words.');
    const actor = await world.as(ben);
    const found = await look(ben);
    assert.equal(found.headings[0]?.fate, 'differs');
    assert.equal(found.headings[0]?.answer?.content.text, 'Ann’s words.');
    const open = await keep(actor, found);
    assert.ok(open.kind === 'undecided');
    assert.deepEqual(
      open.undecided.map(({ id }) => id),
      ['progress'],
    );
    assert.equal((await keep(actor, found, { progress: 'draft' })).kind, 'kept');
    assert.equal(await textOf('progress'), 'Ann’s words.');
    assert.equal((await keep(actor, found, { progress: 'file' })).kind, 'kept');
    assert.equal(await textOf('progress'), 'From the file.');
  });

  it('is looked at again where the draft changed meanwhile', async () => {
    const actor = await world.as(ben);
    const found = await look(ben);
    await world.write(ann, 'group-report', 'progress', 'Ann’s words.');
    const changed = await keep(actor, found, { progress: 'file' });
    assert.ok(changed.kind === 'changed');
    assert.equal(changed.look.headings[0]?.fate, 'differs');
    assert.equal(await textOf('progress'), 'Ann’s words.');
  });

  it('goes to the report whose headings it has, of those that its sender may write', async () => {
    const statement = await wordFile(
      styled('Review of the year'),
      plain('Much.'),
      styled('Future plans'),
      plain('More.'),
    );
    const received = await send(leo, statement);
    assert.ok(received.kind === 'look');
    assert.deepEqual(
      [received.look.state.kind, received.look.state.asked.name],
      ['agency-statement', 'Police'],
    );
  });

  it('asks which report is meant, where several are', async () => {
    const received = await send(mia);
    assert.ok(received.kind === 'choose');
    assert.deepEqual(received.asks.map(({ asked }) => asked.name).sort(), [
      'Practice Group',
      'Quality Group',
    ]);
    const manager = await world.as(mia);
    const { fileId } = received;
    await assert.rejects(lookAtSent(deps, manager, { fileId }), code('ask_unknown'));
    assert.equal((await reportsForSent(deps, manager, fileId)).asks.length, 2);
    const askId = received.asks.find(({ asked }) => asked.name === 'Practice Group')?.askId ?? '';
    const chosen = await lookAtSent(deps, manager, { fileId, askId });
    assert.equal(chosen.state.asked.name, 'Practice Group');
    assert.equal((await lookAtSent(deps, manager, { fileId })).state.asked.name, 'Practice Group');
  });

  it('is its sender’s alone, for a day', async () => {
    const { fileId } = await look(ben);
    const others = await world.as(ann);
    await assert.rejects(lookAtSent(deps, others, { fileId }), code('file_gone'));
    await dropSent(deps, others, fileId);
    const owner = await world.as(ben);
    assert.equal((await lookAtSent(deps, owner, { fileId })).fileId, fileId);
    world.clock.set('2026-06-02T09:00:01Z');
    await assert.rejects(lookAtSent(deps, owner, { fileId }), code('file_gone'));
    await look(ben);
    const rows = await test.store.read(view => view.rows(sentFiles).find({ boardId: world.boardId }));
    assert.equal(rows.length, 1, 'what nobody used is forgotten');
    await dropSent(deps, owner, rows[0]?.id ?? '');
    assert.equal(await test.store.read(view => view.rows(sentFiles).count({ boardId: world.boardId })), 0);
  });

  it('is taken of those alone who are asked, while a round is open', async () => {
    const stranger = await newReportWorld(test.store);
    await assert.rejects(
      receiveReport(deps, await stranger.as(cat), { name: 'a.docx', bytes: await file() }),
      code('round_none_open'),
    );
    const { fileId, state } = await look(ben);
    const other = (await world.report('agency-statement')).askId;
    await assert.rejects(
      lookAtSent(deps, await world.as(ben), { fileId, askId: other }),
      code('not_allowed'),
    );
    assert.equal(state.kind, 'group-report');
    await assert.rejects(send(ben, Buffer.from('no')), code('file_unreadable'));
    await assert.rejects(send(ben, await wordFile(plain('Minutes'))), code('file_unreadable'));
  });

  it('is entered for another by the manager, with both names', async () => {
    const received = await send(mia);
    assert.ok(received.kind === 'choose');
    const manager = await world.as(mia);
    const askId = await world.askOf('group-report');
    const chosen = received.asks.find(({ asked }) => asked.name === 'Quality Group')?.askId ?? askId;
    const found = await lookAtSent(deps, manager, { fileId: received.fileId, askId: chosen });
    await keepSent(deps, manager, {
      fileId: found.fileId,
      seen: seenCode(found.state),
      choices: {},
      givenById: await world.person(ben),
    });
    const after = await lookAtSent(deps, manager, { fileId: received.fileId });
    const { answer } = after.headings[0] ?? {};
    assert.deepEqual([answer?.by.name, answer?.enteredBy?.name], ['Ben Cole', 'Mia Manager']);
  });
});
