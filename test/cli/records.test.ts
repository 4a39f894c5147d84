/** The audit list, retention and the check, as a person types them. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealAudit } from '../../services/audit/seal.ts';
import { auditEvents } from '../../services/store/entities/audit.ts';
import { OLD, oldRounds, SECRET } from '../services/privacy/old-rounds.ts';
import type { World } from '../services/world.ts';
import { sqliteStore, type TestStore } from '../support/stores.ts';
import { collate } from './run.ts';

describe('collate audit, retention, person and check', function () {
  this.timeout(120_000);
  let test: TestStore;
  let world: World;
  let env: Record<string, string>;
  before(async () => {
    test = await sqliteStore();
    world = await oldRounds(test.store, { months: '1' });
    env = { DATABASE_URL: test.url };
  });
  after(() => test?.dispose());

  const json = async (args: string[], code = 0) => {
    const { out: stdout, ...run } = await collate([...args, '--json'], env);
    assert.equal(run.code, code, stdout);
    return JSON.parse(stdout) as Record<string, never>;
  };

  it('lists who did what, and notes that it was read', async () => {
    const { out: stdout, code } = await collate(['audit', '--event', 'return', '--limit', '2'], env);
    assert.equal(code, 0);
    assert.match(stdout, /Ann Ward, Police \(chair\) {2}saved an answer/);
    assert.equal(stdout.trim().split('\n').length, 2);
    const { events } = await json(['audit', '--event', 'board.read']);
    assert.match(JSON.stringify(events), /"what":"audit"/);
    assert.equal((await collate(['audit', '--since', 'soon'], env)).code, 1);
  });

  it('checks the chain, and ends with 1 where it is broken, naming the place', async () => {
    await sealAudit(world, 'test');
    const whole = await collate(['audit', '--verify'], env);
    assert.deepEqual([whole.code, whole.err], [0, '']);
    const [, noted = ''] = /to note elsewhere: (\S+)/.exec(whole.out) ?? [];
    assert.equal((await collate(['audit', '--verify', '--noted', noted], env)).code, 0);
    const third = await test.store.read(view =>
      view.rows(auditEvents).first({ boardId: world.boardId, position: 3 }),
    );
    const change = (event: string) =>
      test.store.write(unit => unit.rows(auditEvents).update({ id: third?.id ?? '' }, { event }));
    await change('board.read');
    const broken = await json(['audit', '--verify'], 1);
    assert.deepEqual(broken['firstBreak'], { position: 3, id: third?.id, why: 'changed' });
    await change(third?.event ?? '');
    assert.equal((await json(['audit', '--verify']))['firstBreak'], null);
  });

  it('removes nothing without --yes, and with it what it showed', async () => {
    for (const args of [['retention'], ['retention', '--dry-run'], ['retention', '--dry-run', '--yes']]) {
      const { out: stdout, code } = await collate(args, env);
      assert.equal(code, 0);
      assert.match(stdout, /2026-27 Q1: 7 texts of action updates/);
      assert.match(stdout, /Nothing was removed/);
      assert.doesNotMatch(stdout, new RegExp(SECRET));
    }
    assert.equal((await collate(['round', 'hold', OLD, '--reason', 'A review'], env)).code, 0);
    assert.match((await collate(['retention', '--yes'], env)).out, /Held, so kept: 2026-27 Q1 \(A review\)/);
    assert.equal((await collate(['round', 'release', OLD], env)).code, 0);
    assert.match((await collate(['retention', '--yes'], env)).out, /Removed:\n2026-27 Q1: 7 texts/);
    assert.match((await collate(['retention', '--yes'], env)).out, /Nothing was left to remove/);
    assert.match((await collate(['summary', '--period', OLD], env)).out, /\[removed\]/);
  });

  it('says what keeps a person from being forgotten', async () => {
    const { out: stdout, code } = await collate(['person', 'forget', 'ben@council.example'], env);
    assert.deepEqual([code, /board file names them/.test(stdout)], [0, true]);
    const forced = await collate(['person', 'forget', 'ben@council.example', '--yes', '--json'], env);
    assert.match(forced.out, /"code":"person_has_duties"/);
  });

  it('checks settings, database, board and audit, tells no secret, and changes nothing', async () => {
    const secret = 'hush-hush-hush';
    const identity = { MicrosoftAppId: 'app', MicrosoftAppType: 'SingleTenant', MicrosoftAppTenantId: 't' };
    const good = await collate(['check'], { ...env, ...identity, MicrosoftAppPassword: secret });
    assert.equal(good.code, 0, good.out);
    assert.match(good.out, /MicrosoftAppPassword is set, and not shown/);
    assert.match(good.out, /schema is today’s/);
    assert.match(good.out, /1 with the role of manager/);
    assert.doesNotMatch(good.out + good.err, new RegExp(secret));
    const bad = await collate(['check', '--json'], { ...env, ...identity, PORT: 'x' });
    assert.equal(bad.code, 1);
    assert.match(bad.out, /PORT must be a port number/);
    assert.match(bad.out, /MicrosoftAppPassword is missing/);
    const nowhere = await collate(['check', '--json'], {
      DATABASE_URL: `postgres://u:${secret}@127.0.0.1:1/x`,
    });
    assert.equal(nowhere.code, 1);
    assert.match(nowhere.out, /cannot be reached \(ECONNREFUSED\)/);
    assert.doesNotMatch(nowhere.out + nowhere.err, new RegExp(secret));
    const folder = mkdtempSync(join(tmpdir(), 'collate-check-'));
    const file = join(folder, 'none.sqlite');
    const absent = await collate(['check'], { DATABASE_URL: `sqlite:${file}` });
    assert.deepEqual([absent.code, existsSync(file)], [0, false]);
    rmSync(folder, { recursive: true });
  });
});
