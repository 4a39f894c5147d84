import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlaygroundError, startPlayground } from '../../../bot/local/playground.ts';
import { playgroundConfig } from '../../../bot/local/playground-config.ts';

const config = playgroundConfig({
  board: { name: 'A Safeguarding Partnership', short: 'ASP' },
  botName: 'Collate',
  teamName: 'ASP',
  people: [{ key: 'a@example.org', name: 'A', email: 'a@example.org' }],
  currentPersonKey: 'a@example.org',
  channels: [{ name: 'Subgroups' }],
  tenantId: 't1',
});

describe('Starting the Playground', function () {
  this.timeout(60_000);
  let dataDir: string;
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'collate-playground-'));
  });
  after(() => rm(dataDir, { recursive: true, force: true }));

  it('says which port is taken, and how to choose another', async () => {
    const other = createServer();
    await new Promise<void>(done => other.listen(0, '127.0.0.1', done));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await assert.rejects(
      startPlayground({ botEndpoint: 'http://127.0.0.1:1/api/messages', port, config, dataDir }),
      (error: unknown) =>
        error instanceof PlaygroundError &&
        error.code === 'port-taken' &&
        error.message.includes('--playground-port'),
    );
    await new Promise(done => other.close(done));
  });

  it('says what its log says when the config is broken', async () => {
    const broken = { ...config, users: [] };
    await assert.rejects(
      startPlayground({
        botEndpoint: 'http://127.0.0.1:1/api/messages',
        port: 0,
        config: broken,
        dataDir,
        readyWithin: 15_000,
      }),
      (error: unknown) =>
        error instanceof PlaygroundError && error.code === 'not-started' && error.message.length > 80,
    );
  });
});
