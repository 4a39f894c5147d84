import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { newDatabase } from '../../support/stores.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Other tests start the bot from a bundle; whoever runs it starts it so. */
describe('The thread of the background work', () => {
  it('starts from the files as they are, and ends in order with the bot', async () => {
    const { url, remove } = await newDatabase('sqlite');
    const identity = {
      MicrosoftAppId: 'an-app',
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppPassword: 'secret',
    };
    const bot = spawn(process.execPath, ['--import', 'tsx', 'bot/main.ts'], {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        ...identity,
        MicrosoftAppTenantId: 'a-tenant',
        DATABASE_URL: url,
        PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const ended = once(bot, 'exit');
      let said = '';
      bot.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      while (!said.includes('background work begun') && bot.exitCode === null) await pause(20);
      bot.kill('SIGTERM');
      assert.deepEqual(await ended, [0, null], said);
      assert.doesNotMatch(said, /fault/);
    } finally {
      bot.kill('SIGKILL');
      await remove();
    }
  });
});
