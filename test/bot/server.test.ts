import assert from 'node:assert/strict';
import { type BotServer, startServer } from '../../bot/server.ts';
import { isCollateError } from '../../services/errors.ts';
import { silentLog } from '../../services/ports.ts';

describe('the HTTP server', () => {
  let server: BotServer;
  let isReady = true;
  const received: unknown[] = [];

  const start = (port: number) =>
    startServer({
      host: '127.0.0.1',
      port,
      receive: async (_authorization, body) => {
        received.push(body);
        return { status: 202, body: { taken: true } };
      },
      ready: async () => isReady,
      log: silentLog,
    });

  before(async () => {
    server = await start(0);
  });
  after(() => server.stop());

  const at = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init);

  it('hands activities on and gives the answer back', async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await at('/api/messages', { method: 'POST', headers, body: '{"a":1}' });
    assert.deepEqual([answer.status, await answer.json()], [202, { taken: true }]);
    assert.deepEqual(received, [{ a: 1 }]);
  });

  it('tells whether it can work', async () => {
    assert.equal((await at('/readyz')).status, 200);
    isReady = false;
    const answer = await at('/readyz');
    assert.deepEqual([answer.status, await answer.json()], [503, { status: 'not ready' }]);
    assert.equal((await at('/healthz')).status, 200);
  });

  it('says in words that its port is taken', async () => {
    await assert.rejects(start(server.port), error => {
      assert.ok(isCollateError(error, 'port_taken'));
      assert.match(error.message, new RegExp(`Port ${server.port} is in use.*Set PORT`));
      return true;
    });
  });
});
