/** The dates of meetings from calendar files: whose they are, what they change, and that they change it once. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCalendarsBeside } from '../../../services/calendar/file-calendars.ts';
import { importCalendar } from '../../../services/calendar/import-calendar.ts';
import {
  receiveCalendar,
  type SentCalendar,
  sayWhose,
  takeSentCalendar,
} from '../../../services/calendar/sent-calendar.ts';
import { titleKey, whoseMeeting } from '../../../services/calendar/whose-meeting.ts';
import { type ErrorCode, isCollateError } from '../../../services/errors.ts';
import type { Actor } from '../../../services/people/access.ts';
import { terminal } from '../../../services/people/access.ts';
import { importBoard } from '../../../services/plan/import-board.ts';
import { readPlan } from '../../../services/rounds/change-plan.ts';
import { auditEvents } from '../../../services/store/entities/audit.ts';
import { boards } from '../../../services/store/entities/board.ts';
import { rounds } from '../../../services/store/entities/rounds.ts';
import { sentFiles, spellings } from '../../../services/store/entities/training.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { fileOf, newWorld, type RawBoard, rawBoard, type World } from '../world.ts';
import { event, ics } from './calendars.ts';

const code =
  (wanted: ErrorCode, words = /./) =>
  (error: unknown) => {
    assert.ok(isCollateError(error, wanted), String(error));
    assert.match(error.message, words);
    return true;
  };

const calendar = (days: Record<string, string>) =>
  ics(Object.entries(days).map(([uid, day]) => event(uid, 'Executive Group meeting', day)));

describe('The title of an event', () => {
  const group = (key: string, name: string) => ({ id: key, key, short: key, name });
  const groups = [
    group('QAS', 'Quality Assurance and Scrutiny Group'),
    group('QA', 'Quality Assurance Group'),
    group('Exec', 'Executive Group'),
    group('Training', 'Training Hub'),
  ];
  const whose = (title: string, place = '', name = '', said = new Map<string, string>()) =>
    whoseMeeting({ title, place }, name, { groups, said })?.key ?? null;

  it('names a group by its name or short name, and the longer name wins', () => {
    assert.equal(whose('Quality Assurance & Scrutiny Sub-Group'), 'QAS', 'as people write it');
    assert.equal(whose('LSCP: Quality Assurance and Scrutiny Group (Teams)'), 'QAS');
    assert.equal(whose('Quality Assurance Group'), 'QA');
    assert.equal(whose('QAS 11 June 2026'), 'QAS');
    assert.equal(whose('Executive meeting'), 'Exec', 'without what it is');
    assert.equal(whose('Executive lunch'), null);
    assert.equal(whose('QAS and QA: joint day'), 'QAS');
    assert.equal(whose('Exec, Training: joint day'), 'Training');
    assert.equal(whose('Meeting', 'Room of the Executive Group'), 'Exec');
    assert.equal(whose('Meeting', 'Room 2', 'QAS meetings'), 'QAS');
  });

  it('means what somebody said of it, however it is dated', () => {
    const said = new Map([
      [titleKey('QAG, 11 June 2026'), 'QAS'],
      [titleKey('Training day'), '-'],
    ]);
    assert.equal(whose('QAG (Thursday 9th July)', '', '', said), 'QAS');
    assert.equal(whose('Training day', '', '', said), null);
    assert.equal(titleKey('11 June'), '11 june', 'a date alone is a title');
  });
});

onBothDatabases('A calendar of meetings', open => {
  let test: TestStore;
  let world: World;
  let mia: Actor & { personId: string };
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  const edit = (raw: RawBoard) =>
    Object.assign(raw, { calendar: [{ date: '2026-07-23' }, { group: 'QA', date: '2026-06-11' }] });
  beforeEach(async () => {
    world = await newWorld(test.store, { edit });
    const personId = await world.person('mia@board.example');
    mia = { ...(await world.as('mia@board.example')), personId };
  });

  const send = (bytes: Uint8Array, name = 'meetings.ics') => receiveCalendar(world, mia, { name, bytes });
  const take = (sent: SentCalendar, mode: 'only' | 'add' = 'only') =>
    takeSentCalendar(world, mia, sent.fileId, mode);
  const lookOf = (sent: SentCalendar) => {
    assert.ok(sent.look);
    return sent.look;
  };
  const q1 = async () => {
    const found = (await readPlan(world, mia)).find(({ period }) => period === '2026-27 Q1');
    return [found?.due, found?.meeting];
  };
  const events = async () =>
    (
      await test.store.read(view =>
        view.rows(auditEvents).find({ boardId: world.boardId, event: 'calendar.taken' }),
      )
    ).map(({ subject }) => subject);
  const meetings = async () => (await test.store.read(view => view.rows(boards).get(world.boardId))).meetings;

  it('moves the rounds when its dates are taken, once, and leaves ids and counts alone', async () => {
    assert.deepEqual(await q1(), ['2026-07-09', '2026-07-23']);
    const sent = await send(calendar({ a: '20260730', b: '20261022' }));
    const look = lookOf(sent);
    assert.deepEqual(
      look.groups.map(({ short, fresh, same, gone }) => ({ short, fresh, same, gone })),
      [{ short: 'Exec', fresh: ['2026-07-30', '2026-10-22'], same: [], gone: ['2026-07-23'] }],
    );
    const shifts = look.rounds.map(({ before, after }) => [after?.period, before?.due, after?.due]);
    assert.deepEqual(shifts.at(0), ['2026-27 Q1', '2026-07-09', '2026-07-16']);
    assert.deepEqual(await q1(), ['2026-07-09', '2026-07-23'], 'a look changes nothing');
    assert.equal((await take(sent)).taken, 2);
    assert.equal((await take(sent)).taken, 2, 'pressed twice');
    assert.deepEqual(await q1(), ['2026-07-16', '2026-07-30']);
    const again = await send(calendar({ a: '20260730', b: '20261022' }));
    assert.deepEqual(
      lookOf(again).groups.flatMap(({ fresh, gone }) => [...fresh, ...gone]),
      [],
    );
    assert.deepEqual(lookOf(again).rounds, []);
    await take(again);
    assert.deepEqual(await events(), [{ groups: 1, added: 2, removed: 1, rounds: 0 }]);
    const kept = await test.store.read(view => view.rows(sentFiles).find({ boardId: world.boardId }));
    assert.doesNotMatch(JSON.stringify([kept, await meetings()]), /Executive/, 'no title is kept');
  });

  it('brings an open round its new meeting, and leaves the day it is due on', async () => {
    await world.open('2026-27 Q1', '2026-07-09');
    const sent = await send(calendar({ a: '20260730' }));
    await take(sent);
    const [round] = await test.store.read(view => view.rows(rounds).find({ boardId: world.boardId }));
    assert.deepEqual(
      [round?.due, round?.meetingOn, round?.paperOn],
      ['2026-07-09', '2026-07-30', '2026-07-23'],
    );
    assert.deepEqual(
      (await events()).map(subject => subject['rounds']),
      [1],
    );
  });

  it('adds an invitation to what there is, moves that meeting alone, and lets it be withdrawn', async () => {
    await take(await send(calendar({ a: '20260723', b: '20261022' })));
    const moved = await send(ics([event('b', 'Executive Group', '20261029')], { head: ['METHOD:REQUEST'] }));
    assert.deepEqual(
      lookOf(moved).groups.map(({ fresh, same, gone }) => [fresh, same, gone]),
      [[['2026-10-29'], ['2026-07-23'], ['2026-10-22']]],
    );
    await take(moved);
    await take(await send(ics([event('b', 'Executive Group', '20261029')], { head: ['METHOD:CANCEL'] })));
    assert.deepEqual(
      Object.values((await meetings()) ?? {}).flatMap(list => list.map(({ day }) => day)),
      ['2026-07-23'],
    );
  });

  it('keeps the dates that it does not speak of where it is to be added', async () => {
    await take(await send(calendar({ a: '20260723' })));
    const more = await send(calendar({ c: '20261022' }), 'autumn.ics');
    assert.equal(lookOf(more).losesDays, true);
    await take(more, 'add');
    assert.deepEqual(
      Object.values((await meetings()) ?? {}).flatMap(list => list.map(({ day }) => day)),
      ['2026-07-23', '2026-10-22'],
    );
  });

  it('asks whose a title is, remembers it, and keeps no word of what is nobody’s', async () => {
    const file = ics([event('a', 'QAG 11', '20260618'), event('b', 'Swimming', '20260619')]);
    const sent = await send(file);
    assert.deepEqual(lookOf(sent).groups, []);
    await assert.rejects(take(sent), code('file_unmatched'));
    const qa = await world.group('qa');
    const said = await sayWhose(
      world,
      mia,
      sent.fileId,
      new Map([
        ['qag', qa],
        ['swimming', '-'],
      ]),
    );
    assert.deepEqual(
      lookOf(said).groups.map(({ short, fresh, gone }) => [short, fresh, gone]),
      [['QA', ['2026-06-18'], ['2026-06-11']]],
    );
    await take(said);
    const kept = await test.store.read(view => view.rows(spellings).find({ boardId: world.boardId }));
    assert.deepEqual(
      kept.map(({ spelling, meaning }) => [spelling, meaning]),
      [['qag', qa]],
    );
    const next = await send(ics([event('c', 'QAG 12', '20260716')]), 'next.ics');
    assert.deepEqual(
      lookOf(next).groups.map(({ short }) => short),
      ['QA'],
      'not asked twice',
    );
  });

  it('is the manager’s to send, and may say nothing of a child', async () => {
    const ann = {
      ...(await world.as('ann@police.example')),
      personId: await world.person('ann@police.example'),
    };
    const bytes = calendar({ a: '20260730' });
    await assert.rejects(
      receiveCalendar(world, ann, { name: 'a.ics', bytes }),
      code('not_allowed', /say when groups meet/),
    );
    const named = ics([event('a', 'Strategy meeting, NHS 943 476 5919', '20260618')]);
    await assert.rejects(send(named), code('identifier_found', /The titles/));
    assert.equal(await test.store.read(view => view.rows(sentFiles).count({ boardId: world.boardId })), 0);
  });

  it('stands until the board file says other dates of the group', async () => {
    await take(await send(calendar({ a: '20260730' })));
    await world.reimport(raw => Object.assign(raw.plan, { title: 'Another title' }));
    assert.deepEqual(await q1(), ['2026-07-16', '2026-07-30'], 'the file says the same as before');
    const { changes } = await world.reimport(raw =>
      Object.assign(raw, { calendar: [{ date: '2026-07-24' }] }),
    );
    assert.ok(changes.some(({ what, fields }) => what === 'group' && fields[0] === 'meetings'));
    assert.deepEqual(await q1(), ['2026-07-10', '2026-07-24']);
  });

  it('is taken at the terminal by a group’s name, or by what its titles are said to be', async () => {
    const file = ics([event('a', 'Board lunch', '20260730')]);
    const choice = { mode: 'only' as const, titles: [], group: null, take: true };
    const run = (more: object) =>
      importCalendar(world, terminal(world.boardId), file, { ...choice, ...more });
    await assert.rejects(run({}), code('file_unmatched'));
    await assert.rejects(
      run({ titles: [{ words: 'Board dinner', meaning: 'Exec' }] }),
      code('input_invalid'),
    );
    assert.deepEqual((await run({ group: 'Exec', take: false })).groups[0]?.fresh, ['2026-07-30']);
    assert.deepEqual(await q1(), ['2026-07-09', '2026-07-23']);
    await run({ titles: [{ words: 'Board lunch', meaning: 'Exec' }] });
    assert.deepEqual(await q1(), ['2026-07-16', '2026-07-30']);
    assert.deepEqual((await run({})).groups[0]?.fresh, [], 'remembered, and nothing new');
  });

  it('is read beside the board file that names it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'collate-calendars-'));
    try {
      const raw = rawBoard(world.key);
      Object.assign(raw, { calendar: [{ ics: 'meetings.ics' }, { ics: 'qa.ics', group: 'QA' }] });
      const path = join(folder, 'board.yaml');
      const file = fileOf(raw);
      await assert.rejects(
        readCalendarsBeside(path, file),
        code('board_file_unreadable', /names meetings\.ics: there is no such file/),
      );
      await writeFile(join(folder, 'qa.ics'), ics([event('q', 'Anything', '20260618')]));
      await writeFile(
        join(folder, 'meetings.ics'),
        ics([event('a', 'Executive Group', '20260730'), event('b', 'Swimming', '20260619')]),
      );
      const bring = async () =>
        importBoard(world, file, { calendars: await readCalendarsBeside(path, file) });
      const { changes, unmatched } = await bring();
      assert.deepEqual(
        changes.map(({ what, fields }) => [what, fields]),
        [['board', ['settings']]],
      );
      assert.deepEqual(unmatched, [{ ics: 'meetings.ics', title: 'Swimming', count: 1 }]);
      assert.deepEqual(await q1(), ['2026-07-16', '2026-07-30']);
      assert.deepEqual((await bring()).changes, [], 'a second time it changes nothing');
      assert.deepEqual((await importBoard(world, file)).changes, [], 'in chat what was read stands on');
      const other = fileOf(Object.assign(rawBoard(world.key), { calendar: [{ ics: 'other.ics' }] }));
      await assert.rejects(
        importBoard(world, other),
        code('board_file_invalid', /other\.ics, which can be read only beside/),
      );
      await writeFile(join(folder, 'meetings.ics'), ics([event('b', 'Swimming', '20260619')]));
      await assert.rejects(bring(), code('board_file_invalid', /no event is a meeting of a group here/));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
