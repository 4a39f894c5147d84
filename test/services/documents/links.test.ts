/** Links to documents: whose they are, how long they are good, and what somebody can make of one. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { csvOf } from '../../../services/documents/csv.ts';
import { LINK_TIME, makeLink, rotateLinkKey } from '../../../services/documents/links.ts';
import { openDocument, safeName } from '../../../services/documents/open.ts';
import { documentKinds } from '../../../services/documents/registry.ts';
import { isCollateError } from '../../../services/errors.ts';
import { terminal } from '../../../services/people/access.ts';
import { auditEvents } from '../../../services/store/entities/audit.ts';
import { roles } from '../../../services/store/entities/board.ts';
import { closeRound, postSummary } from '../../../services/summary/papers.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { newWorld, type World } from '../world.ts';

const PERIOD = '2026-27 Q1';

onOneDatabase('Links to documents', open => {
  let test: TestStore;
  let world: World;
  let mia: { boardId: string; personId: string; channelRowId: null };
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store);
    await world.channel('exec');
    await world.open(PERIOD, '2026-07-10');
    const ask = await world.ask(PERIOD, 'qa');
    await world.save('ann@police.example', ask, '1.1.a', {
      rating: 'green',
      progress: '=HYPERLINK("https://evil.example")',
      impact: 'Said “so”, twice\nover',
    });
    mia = { boardId: world.boardId, personId: await world.person('mia@board.example'), channelRowId: null };
    await closeRound(world, mia, PERIOD);
    await postSummary(world, mia, { period: PERIOD });
  });

  const link = (document: keyof typeof documentKinds = 'annex') =>
    makeLink(world, mia, document, { period: document === 'annex' ? PERIOD : null });
  const opened = (token: string) => openDocument(world, token, () => true);
  const later = (ms: number) => world.clock.set(new Date(world.clock.now().getTime() + ms));

  it('open what they are for, with a name that is safe', async () => {
    const found = await opened(await link());
    assert.equal(found.kind, 'opened');
    assert.ok(found.kind === 'opened');
    assert.equal(found.fileName, 'Small-2026-27-Q1-annex-paper-1.csv');
    const [head, first] = String(found.content).split('\r\n');
    assert.match(head ?? '', /^\uFEFFRef,Action,Priority/);
    assert.match(
      first ?? '',
      /^1\.1\.a,Action a,1,.*,"'=HYPERLINK\(""https:\/\/evil\.example""\)","Said “so”, twice\nover"/,
    );
    assert.match(first ?? '', /Ann Ward,Police,,2026-06-01T09:00:00\.000Z,1,2026-27 Q1$/);
    assert.equal(String(found.content).trim().split('\r\n').length, 6);
    const list = await opened(await link('audit-list'));
    assert.ok(list.kind === 'opened');
    assert.match(String(list.content), /document\.opened,opened a document,Mia Manager,,manager,link,,/);
  });

  it('are recorded when they are made and when they are opened', async () => {
    await opened(await link());
    const events = await test.store.read(view =>
      view.rows(auditEvents).find({ boardId: world.boardId, event: ['document.linked', 'document.opened'] }),
    );
    assert.deepEqual(
      events.map(({ event, personId, source, subject }) => [event, personId, source, subject]).sort(),
      [
        ['document.linked', mia.personId, 'personal', { document: 'annex', period: PERIOD }],
        ['document.opened', mia.personId, 'link', { document: 'annex', period: PERIOD }],
      ],
    );
  });

  it('end after their minutes', async () => {
    const token = await link();
    later(LINK_TIME - 1);
    assert.equal((await opened(token)).kind, 'opened');
    later(1);
    assert.deepEqual(await opened(token), { kind: 'expired', document: null });
  });

  it('are nothing once anything of them was changed', async () => {
    const token = await link();
    const [body = '', signature = ''] = token.split('.');
    const said = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    const forged = (patch: object) =>
      `${Buffer.from(JSON.stringify({ ...said, ...patch })).toString('base64url')}.${signature}`;
    for (const bad of [
      '',
      'x',
      body,
      `${body}.`,
      `${body}.${signature.slice(0, -1)}`,
      `${body}.${'A'.repeat(43)}`,
      `${token}x`,
      forged({ document: 'audit-list' }),
      forged({ person: 'somebody' }),
      forged({ until: Number(said['until']) + 1 }),
      forged({ k: 99 }),
      forged({ more: 1 }),
      `${'A'.repeat(5000)}.${signature}`,
    ]) {
      assert.deepEqual(await opened(bad), { kind: 'unknown', document: null }, bad.slice(0, 60));
    }
  });

  it('open nothing for who lost their role, left, or was never allowed it', async () => {
    const ann = { ...mia, personId: await world.person('ann@police.example') };
    for (const document of ['annex', 'audit-list'] as const) {
      await assert.rejects(makeLink(world, ann, document, { period: PERIOD }), error =>
        isCollateError(error, 'not_allowed'),
      );
    }
    const token = await link('audit-list');
    await test.store.write(unit => unit.rows(roles).remove({ personId: mia.personId }));
    assert.deepEqual(await opened(token), { kind: 'not_allowed', document: 'audit-list' });
    await test.store.write(unit =>
      unit.rows(roles).insert({ boardId: world.boardId, personId: mia.personId, role: 'manager' }),
    );
    assert.equal((await opened(token)).kind, 'opened');
    const annex = await link();
    await world.reimport(raw => {
      raw.people = raw.people.filter(({ email }) => email !== 'mia@board.example');
    });
    assert.deepEqual(await opened(annex), { kind: 'not_allowed', document: 'annex' });
  });

  it('live through a change of the key, unless that is at once', async () => {
    const first = await link();
    assert.ok((await rotateLinkKey(world, terminal(world.boardId), { atOnce: false })) > 1);
    const second = await link();
    assert.deepEqual([(await opened(first)).kind, (await opened(second)).kind], ['opened', 'opened']);
    await rotateLinkKey(world, terminal(world.boardId), { atOnce: true });
    assert.equal((await opened(second)).kind, 'unknown');
    assert.equal((await opened(await link())).kind, 'opened');
  });

  it('have one key, however many ask for the first at once', async () => {
    await rotateLinkKey(world, terminal(world.boardId), { atOnce: true });
    const tokens = await Promise.all(Array.from({ length: 5 }, () => link()));
    for (const token of tokens) assert.equal((await opened(token)).kind, 'opened');
  });

  it('say no more than “too often” to who opens too much', async () => {
    const token = await link();
    assert.deepEqual(await openDocument(world, token, () => false), { kind: 'too_often', document: 'annex' });
  });
});

describe('A .csv file', () => {
  it('has no cell that a spreadsheet takes for a formula', () => {
    for (const cell of ['=1+1', '+1', '-1', '@x', '\t=1', ' =1', '\r=1', '＝1']) {
      const [, line = ''] = csvOf(['a'], [[cell]]).split('\r\n');
      assert.ok(line.startsWith("'") || line.startsWith(`"'`), JSON.stringify([cell, line]));
    }
    assert.equal(
      csvOf(['a'], [['plain', 'a "b", c', 12, true, null]]),
      '\uFEFFa\r\nplain,"a ""b"", c",12,yes,\r\n',
    );
  });

  it('has a name that every disk takes', () => {
    assert.equal(safeName('../../Câfé “x”\r\nX-Evil: 1 / 2026-27 Q1'), 'Ca-fe-x-X-Evil-1-2026-27-Q1');
    assert.equal(safeName('…'), 'document');
  });
});

describe('The kinds of documents', () => {
  it('are those of the folder', () => {
    const others = ['csv', 'document', 'links', 'open', 'registry'];
    const files = readdirSync(new URL('../../../services/documents/', import.meta.url))
      .map(name => name.replace(/\.ts$/, ''))
      .filter(name => !others.includes(name));
    assert.deepEqual(Object.keys(documentKinds).sort(), files.sort());
  });
});
