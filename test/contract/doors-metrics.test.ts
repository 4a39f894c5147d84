/** What can be counted from outside, by whom, and that nothing else can be read from it. */
import assert from 'node:assert/strict';
import { refusals } from '../../bot/door/refusal.ts';
import { requestKinds } from '../../bot/metrics.ts';
import { METRICS_TOKEN, metric, sendRaw } from './door-tools.ts';
import { askCard, reply, type Stage, startStage } from './support.ts';

const read = (stage: Stage, ...headers: string[]) =>
  sendRaw(stage.bot.port, { method: 'GET', path: '/metrics', headers });

describe('GET /metrics', () => {
  let stage: Stage;
  before(async () => {
    stage = await startStage({ env: { METRICS_TOKEN } });
  });
  after(() => stage?.stop());

  it('answers who shows the token, and nobody else, wherever they come from', async () => {
    for (const headers of [
      [],
      ['authorization', 'Bearer wrong'],
      ['authorization', METRICS_TOKEN],
      ['authorization', `Bearer ${METRICS_TOKEN}x`],
      ['authorization', `Bearer ${METRICS_TOKEN}`, 'authorization', `Bearer ${METRICS_TOKEN}`],
      ['authorization', (await stage.world.issuer.authorization()) ?? ''],
      ['x-forwarded-for', '127.0.0.1'],
    ]) {
      const { status, body } = await read(stage, ...headers);
      assert.deepEqual([status, body], [401, '{"error":{"code":"unauthorised"}}']);
    }
    const { status, headers } = await read(stage, 'authorization', `Bearer ${METRICS_TOKEN}`);
    assert.deepEqual([status, headers['content-type']], [200, 'text/plain; version=0.0.4; charset=utf-8']);
  });

  it('counts requests and answers by kind, and refusals by code', async () => {
    const [requests, answers] = [
      await metric(stage, 'collate_requests_total'),
      await metric(stage, 'collate_answers_total'),
    ];
    await reply(stage, stage.mia, 'personal', 'help');
    const ask = await askCard(stage);
    await stage.teams.press(stage.ann, ask, /^Update 1\.1\.a /);
    await stage.teams.execute(stage.ann, ask, { verb: 'ask.show', data: {} });
    await stage.teams.raw({}, {});
    await stage.teams.raw({}, { fault: 'garbage' });
    const more = (before: Record<string, number>, after: Record<string, number>) =>
      Object.fromEntries(
        Object.entries(after)
          .map(([label, count]) => [label, count - (before[label] ?? 0)] as const)
          .filter(([, count]) => count !== 0),
      );
    assert.deepEqual(more(requests, await metric(stage, 'collate_requests_total')), {
      'kind=message': 1,
      'kind=dialog': 1,
      'kind=press': 1,
    });
    assert.deepEqual(more(answers, await metric(stage, 'collate_answers_total')), {
      'kind=message,outcome=answered': 1,
      'kind=dialog,outcome=answered': 1,
      'kind=press,outcome=answered': 1,
    });
    const refused = await metric(stage, 'collate_requests_refused_total');
    assert.equal(refused['code=not_an_activity'], 1);
    assert.ok((refused['code=unauthorised'] ?? 0) >= 1);
    const seconds = await metric(stage, 'collate_answer_seconds_count');
    assert.equal(seconds['kind=dialog'], 1);
  });

  it('has as many lines as there are codes and kinds, whatever is sent', async () => {
    for (const type of ['made-up-1', 'made-up-2', '"} 1\ninjected 7']) {
      await stage.teams.raw(stage.teams.activity(stage.mia, 'personal', { type, name: type }));
    }
    const codes = Object.keys(await metric(stage, 'collate_requests_refused_total'));
    assert.deepEqual(
      codes.sort(),
      Object.keys(refusals)
        .map(code => `code=${code}`)
        .sort(),
    );
    const kinds = Object.keys(await metric(stage, 'collate_requests_total'));
    assert.deepEqual(kinds.sort(), requestKinds.map(kind => `kind=${kind}`).sort());
    const { body } = await read(stage, 'authorization', `Bearer ${METRICS_TOKEN}`);
    assert.doesNotMatch(body, /made-up|injected/);
  });

  it('tells of the process, and of no person, id or secret', async () => {
    const { body } = await read(stage, 'authorization', `Bearer ${METRICS_TOKEN}`);
    for (const name of [
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_seconds',
    ])
      assert.match(body, new RegExp(`^${name} `, 'm'));
    const { appId, tenantId, login } = stage.world;
    for (const secret of [appId, tenantId, login.secret, METRICS_TOKEN, 'Hart', 'example.org', stage.boardId])
      assert.ok(!body.includes(secret), secret);
  });
});

describe('GET /metrics without METRICS_TOKEN', () => {
  let stage: Stage;
  before(async () => {
    stage = await startStage({ upTo: 'started' });
  });
  after(() => stage?.stop());

  it('is not there, also for this computer', async () => {
    for (const headers of [[], ['authorization', 'Bearer '], ['authorization', 'Bearer undefined']]) {
      const { status, body } = await read(stage, ...headers);
      assert.deepEqual([status, body], [404, '{"error":{"code":"not_found"}}']);
    }
  });
});
