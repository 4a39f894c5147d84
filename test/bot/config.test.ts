import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig, requireIdentity } from '../../bot/config.ts';
import { isCollateError } from '../../services/errors.ts';
import { settings } from '../../services/settings/settings.ts';
import { bundled } from '../support/bundle.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const identity = {
  MicrosoftAppId: 'app',
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: 'TENANT',
  MicrosoftAppPassword: 'hush-hush',
};

function problemsOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    assert.ok(isCollateError(error, 'config_invalid'));
    return error.message;
  }
  throw new Error('The settings were taken.');
}

describe('readConfig', () => {
  it('needs nothing, and says what it takes then', () => {
    const config = readConfig({});
    assert.equal(config.port, 3978);
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.databaseUrl, 'sqlite:data/collate.sqlite');
    assert.equal(config.forms, 'dialog');
    assert.deepEqual(config.allowedTenants, []);
    assert.ok(config.allowedServiceHosts.includes('smba.trafficmanager.net'));
  });

  it('serves the registration’s tenant unless others are named', () => {
    assert.deepEqual(readConfig(identity).allowedTenants, ['tenant']);
    assert.deepEqual(readConfig({ ...identity, ALLOWED_TENANTS: 'One, TWO ,' }).allowedTenants, [
      'one',
      'two',
    ]);
  });

  it('passes the identity on under the names of the library', () => {
    const given = {
      ...identity,
      ToBotFromChannelTokenIssuer: 'https://issuer.example',
      OAuthUrl: 'https://o.example',
    };
    const { identity: passed } = readConfig(given);
    for (const [name, value] of Object.entries(given)) {
      assert.equal(passed[name as keyof typeof passed], value, name);
    }
  });

  it('tells every problem at once, with the mend and without the value', () => {
    const told = problemsOf({
      PORT: 'eighty-secret',
      DATABASE_URL: 'mysql://user:secret@host/db',
      FORMS: 'secret-forms',
      LOG_LEVEL: 'secret-level',
      MicrosoftAppId: 'app',
      MicrosoftAppType: 'secret-type',
      CertificateThumbprint: 'secret-print',
      ToChannelFromBotLoginUrl: 'secret login',
    });
    for (const expected of [
      /PORT must be a port number/,
      /DATABASE_URL must be sqlite:FILE or postgres/,
      /FORMS must be dialog or inline/,
      /LOG_LEVEL must be debug, info, warn or error/,
      /MicrosoftAppType must be SingleTenant/,
      /MicrosoftAppTenantId is missing/,
      /CertificateThumbprint and CertificatePrivateKey go together/,
      /ToChannelFromBotLoginUrl must be a URL/,
    ]) {
      assert.match(told, expected);
    }
    assert.doesNotMatch(told, /secret/);
  });

  it('knows which proofs go with which kind of identity', () => {
    const { MicrosoftAppPassword: _password, ...without } = identity;
    assert.match(problemsOf(without), /MicrosoftAppPassword is missing/);
    assert.match(
      problemsOf({ ...identity, MicrosoftAppType: 'UserAssignedMsi' }),
      /MicrosoftAppPassword must not be set/,
    );
    assert.ok(readConfig({ ...without, MicrosoftAppType: 'UserAssignedMsi' }));
    assert.ok(readConfig({ ...without, CertificateThumbprint: 'a', CertificatePrivateKey: 'b' }));
    assert.match(problemsOf({ MicrosoftAppId: 'app' }), /MicrosoftAppType is missing/);
  });

  it('refuses ports that there are not', () => {
    for (const PORT of ['65536', '-1', '80.5', '1e3'])
      assert.match(problemsOf({ PORT }), /port number/, PORT);
    assert.equal(readConfig({ PORT: '0' }).port, 0);
  });

  it('describes each setting once', () => {
    assert.equal(new Set(settings.map(({ name }) => name)).size, settings.length);
    assert.ok(settings.every(({ about }) => about.endsWith('.')));
  });
});

describe('the bot alone', () => {
  it('has no word to say against an identity', () => requireIdentity(readConfig(identity)));

  it('refuses to start without one, and says what to set', () => {
    // As `npm run serve` has it.
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bot/main.ts'], {
      cwd: root,
      env: { PATH: process.env['PATH'] ?? '' },
      encoding: 'utf8',
      timeout: 55_000,
    });
    assert.equal(status, 1);
    assert.equal(stdout, '');
    for (const name of [
      'MicrosoftAppId',
      'MicrosoftAppType',
      'MicrosoftAppTenantId',
      'MicrosoftAppPassword',
      'npm start',
    ])
      assert.ok(stderr.includes(name), name);
    assert.doesNotMatch(stderr, /at .*\.ts/);
  });

  it('says in words that its port is taken', async () => {
    const other = createServer();
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
    const folder = mkdtempSync(join(tmpdir(), 'collate-config-'));
    try {
      const { port } = other.address() as AddressInfo;
      const { status, stderr } = spawnSync(process.execPath, await bundled('bot/main.ts'), {
        cwd: root,
        env: {
          PATH: process.env['PATH'] ?? '',
          ...identity,
          PORT: String(port),
          DATABASE_URL: `sqlite:${join(folder, 'collate.sqlite')}`,
        },
        encoding: 'utf8',
        timeout: 55_000,
      });
      assert.equal(status, 1);
      assert.match(stderr, new RegExp(`Port ${port} is in use by another program\\. Set PORT`));
      assert.doesNotMatch(stderr, /EADDRINUSE|\n\s+at |hush-hush/);
    } finally {
      other.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
