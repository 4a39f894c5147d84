/** Strangers cost no memory: whatever they make up is forgotten with their request. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { METRICS_TOKEN, metric, refusalsTold, sendRaw } from './door-tools.ts';
import { reply, type Stage, startStage, wordsIn } from './support.ts';

const REQUESTS = 4_000;
const AT_ONCE = 20;

describe('tenants that a stranger makes up', function () {
  this.timeout(90_000);
  let stage: Stage;
  const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });

  before(async () => {
    // Without limits, since these would turn most of the requests away before they are looked at.
    const env = { METRICS_TOKEN, REQUESTS_PER_MINUTE: '0' };
    stage = await startStage({ env, entry: 'test/contract/counting-bot.ts' });
    await reply(stage, stage.mia, 'personal', 'help');
  });
  after(async () => {
    agent.destroy();
    await stage?.stop();
  });

  /** How many issuers the library knows in the bot's process. */
  async function issuers(): Promise<number> {
    const from = stage.bot.output().stdout.length;
    stage.bot.process.kill('SIGUSR2');
    for (let tries = 0; tries < 200; tries += 1) {
      const found = /\{"issuers":(\d+)\}/.exec(stage.bot.output().stdout.slice(from))?.[1];
      if (found) return Number(found);
      await new Promise(next => setTimeout(next, 25));
    }
    throw new Error('The bot did not say how many issuers there are.');
  }

  async function post(authorization: string, body: string): Promise<number> {
    const headers = ['content-type', 'application/json', 'authorization', authorization];
    return (await sendRaw(stage.bot.port, { headers, parts: [body], agent })).status;
  }

  it(`are not remembered after ${REQUESTS} of them, under our own issuer`, async () => {
    const before = await issuers();
    const heap = (await metric(stage, 'nodejs_heap_size_used_bytes'))[''] ?? 0;
    const good = (await stage.world.issuer.authorization()) ?? '';
    const [header, payload, signature] = good.slice('Bearer '.length).split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as object;
    const body = JSON.stringify(stage.teams.activity(stage.mia, 'personal', { type: 'message', text: 'x' }));
    let sent = 0;
    const worker = async () => {
      while (sent < REQUESTS) {
        sent += 1;
        const made = { ...claims, tid: randomUUID() };
        const token = `${header}.${Buffer.from(JSON.stringify(made)).toString('base64url')}.${signature}`;
        assert.equal(await post(`Bearer ${token}`, body), 401);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    assert.equal((await refusalsTold(stage))['unauthorised'], REQUESTS);
    assert.equal(await issuers(), before);
    // Measured: about 10 MB more or less, whatever the collector has got round to.
    const grown = ((await metric(stage, 'nodejs_heap_size_used_bytes'))[''] ?? 0) - heap;
    assert.ok(grown < 80 * 1024 * 1024, `${Math.round(grown / 1024 / 1024)} MB more`);
  });

  it('are not remembered either where Teams itself signs for them', async () => {
    const before = await issuers();
    const activity = stage.teams.activity(stage.mia, 'personal', { type: 'event', name: 'nothing' });
    for (let count = 0; count < 50; count += 1) {
      const answer = await stage.teams.raw(activity, { claims: { tid: randomUUID() } });
      assert.equal(answer.status, 200);
    }
    assert.equal(await issuers(), before);
  });

  it('leave the bot as it was', async () => {
    assert.match(wordsIn((await reply(stage, stage.mia, 'personal', 'status')).card), /Vale SCP/);
    assert.equal(stage.bot.output().stderr, '');
  });
});
