/** What comes with a good token and is no activity: refused by its form, within limits, and never kept waiting for. */
import assert from 'node:assert/strict';
import { METRICS_TOKEN, type RawRequest, refusalsTold, sendRaw, snapshot } from './door-tools.ts';
import { reply, type Stage, startStage, wordsIn } from './support.ts';
import { settled } from './waiting.ts';

const MB = 1024 * 1024;

describe('the door, for bodies', () => {
  let stage: Stage;
  let good = '';
  let token = '';

  before(async () => {
    stage = await startStage({ env: { METRICS_TOKEN } });
    await reply(stage, stage.mia, 'personal', 'help');
    await settled(stage);
    good = JSON.stringify(stage.teams.activity(stage.mia, 'personal', { type: 'message', text: 'status' }));
    token = (await stage.world.issuer.authorization()) ?? '';
  });
  after(() => stage?.stop());

  const json = ['content-type', 'application/json'];

  async function refused(request: RawRequest, status: number, code: string): Promise<void> {
    const calls = stage.world.connector.calls.length;
    const rows = await snapshot(stage.store);
    const told = await refusalsTold(stage);
    const headers = ['authorization', token, ...(request.headers ?? json)];
    const answer = await sendRaw(stage.bot.port, { ...request, headers });
    assert.deepEqual([answer.status, answer.body], [status, JSON.stringify({ error: { code } })]);
    assert.equal(stage.world.connector.calls.length, calls);
    assert.deepEqual(await snapshot(stage.store), rows);
    assert.deepEqual(await refusalsTold(stage), { ...told, [code]: (told[code] ?? 0) + 1 });
  }

  describe('of another kind', () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/json-patch+json',
      'application/jsonp',
      'application/json; charset=utf-16',
      'application/json, text/plain',
    ]) {
      it(type, () =>
        refused({ headers: ['content-type', type], parts: [good] }, 415, 'unsupported_media_type'),
      );
    }

    it('none named', () => refused({ headers: [], parts: [good] }, 415, 'unsupported_media_type'));

    for (const encoding of ['gzip', 'br', 'deflate, gzip']) {
      it(`packed as ${encoding}`, () =>
        refused(
          { headers: [...json, 'content-encoding', encoding], parts: [good] },
          415,
          'unsupported_encoding',
        ));
    }

    it('takes JSON in UTF-8, however that is written', async () => {
      for (const type of [
        'application/json',
        'application/json;charset=UTF-8',
        'Application/JSON; charset="utf-8"',
      ]) {
        const headers = ['authorization', token, 'content-type', type];
        assert.equal((await sendRaw(stage.bot.port, { headers, parts: [good] })).status, 200, type);
      }
    });
  });

  describe('broken', () => {
    const broken: Record<string, () => string | Buffer> = {
      'cut off': () => good.slice(0, -5),
      'with words behind it': () => `${good} and more`,
      twice: () => good + good,
      empty: () => '',
      'of blanks': () => '   ',
      'in single quotes': () => good.replaceAll('"', "'"),
      'with a comma too many': () => good.replace(/\}$/, ',}'),
      'of bytes that are no text': () => Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x80]),
      'in UTF-16': () => Buffer.from(good, 'utf16le'),
    };
    for (const [what, make] of Object.entries(broken)) {
      it(what, () => refused({ parts: [make()] }, 400, 'not_json'));
    }

    it('deep: lists, objects, and one that never closes', async () => {
      const deep = [
        '['.repeat(100_000) + ']'.repeat(100_000),
        `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
        '['.repeat(200_000),
        good.replace('"text":"status"', `"value":${'['.repeat(65)}${']'.repeat(65)}`),
      ];
      for (const text of deep) await refused({ parts: [text] }, 400, 'too_deep');
    });

    it('is not deep for brackets in its words', async () => {
      const words = good.replace('"status"', JSON.stringify(`status ${'[{"\\'.repeat(200)}`));
      const headers = ['authorization', token, ...json];
      assert.equal((await sendRaw(stage.bot.port, { headers, parts: [words] })).status, 200);
    });
  });

  describe('too large', () => {
    it('as it says itself', () =>
      refused(
        { headers: [...json, 'content-length', String(20 * MB)], parts: [good], ends: false },
        413,
        'too_large',
      ));

    it('without saying so', () =>
      refused(
        { headers: [...json, 'transfer-encoding', 'chunked'], parts: [Buffer.alloc(MB, ' ')], ends: false },
        413,
        'too_large',
      ));

    it('and goes on: its connection is cut', async () => {
      const cut = sendRaw(stage.bot.port, {
        headers: ['authorization', token, ...json, 'content-length', String(500 * MB)],
        parts: Array.from({ length: 60 }, () => Buffer.alloc(MB, ' ')),
        ends: false,
      });
      // Whether the answer is read before the cut is the client's luck.
      const ended = await cut.then(
        ({ status }) => status,
        () => 413,
      );
      assert.equal(ended, 413);
    });
  });

  it('waits five seconds for a body and no longer', async function () {
    this.timeout(60_000);
    const started = performance.now();
    const slow = (parts: string[]) =>
      sendRaw(stage.bot.port, {
        headers: ['authorization', token, ...json, 'content-length', '4000'],
        parts,
        ends: false,
      });
    const answers = await Promise.all([slow([]), slow([good.slice(0, 20)])]);
    for (const { status, body } of answers) {
      assert.deepEqual([status, body], [408, '{"error":{"code":"too_slow"}}']);
    }
    assert.ok(performance.now() - started < 15_000);
  });

  it('does not read a stranger’s body at all', async () => {
    const started = performance.now();
    const answer = await sendRaw(stage.bot.port, {
      headers: [...json, 'content-length', '400000'],
      parts: ['{'],
      ends: false,
    });
    assert.deepEqual([answer.status, answer.body], [401, '{"error":{"code":"unauthorised"}}']);
    assert.ok(performance.now() - started < 4_000, 'answered before the body came');
  });

  it('has only these doors', async () => {
    const closed: [string, string, number, string][] = [
      ['GET', '/api/messages', 405, 'method_not_allowed'],
      ['PUT', '/api/messages', 405, 'method_not_allowed'],
      ['DELETE', '/api/messages', 405, 'method_not_allowed'],
      ['POST', '/api/messages/', 404, 'not_found'],
      ['POST', '/API/MESSAGES', 404, 'not_found'],
      ['POST', '/', 404, 'not_found'],
      ['GET', '/.env', 404, 'not_found'],
      ['GET', '/api/messages/%00', 404, 'not_found'],
      ['GET', '/%c0%ae%c0%ae/etc/passwd', 404, 'not_found'],
    ];
    for (const [method, path, status, code] of closed) {
      const answer = await sendRaw(stage.bot.port, { method, path, headers: ['authorization', token] });
      assert.ok([status, 400].includes(answer.status), `${method} ${path} ${answer.status}`);
      if (answer.status === status) assert.equal(answer.body, JSON.stringify({ error: { code } }));
      assert.doesNotMatch(answer.body, /restify|does not exist|node_modules/);
    }
  });

  describe('after all that', () => {
    it('lives on, and has printed nothing but its log', async () => {
      assert.match(wordsIn((await reply(stage, stage.mia, 'personal', 'status')).card), /Vale SCP/);
      const { stdout, stderr } = stage.bot.output();
      assert.equal(stderr, '');
      for (const line of stdout.trim().split('\n')) JSON.parse(line);
      assert.doesNotMatch(stdout, /wrote to the console|turn failed|"msg":"failed"/);
    });
  });
});
