/** Nobody is let in but Teams: every bad token, over HTTP, against the real library. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';
import { serve } from '../support/teams/http.ts';
import { type TokenOptions, tokenFaults } from '../support/teams/issuer.ts';
import type { JsonObject } from '../support/teams/json.ts';
import { rsaKeyPair } from '../support/teams/keys.ts';
import { METRICS_TOKEN, refusalsTold, sendRaw, snapshot } from './door-tools.ts';
import { reply, type Stage, startStage, wordsIn } from './support.ts';
import { settled } from './waiting.ts';

describe('the door', () => {
  let stage: Stage;
  let body = '';
  const secrets: string[] = [];

  before(async () => {
    stage = await startStage({ env: { METRICS_TOKEN } });
    await reply(stage, stage.mia, 'personal', 'help');
    await settled(stage);
    body = JSON.stringify(stage.teams.activity(stage.mia, 'personal', { type: 'message', text: 'status' }));
    secrets.push(stage.world.login.secret, METRICS_TOKEN, 'Bearer', 'BEGIN', 'channel-key');
  });
  after(() => stage?.stop());

  /** One answer, a code and nothing else; nothing stored, nothing sent, no token fetched, the code counted. */
  async function refused(
    send: () => Promise<{ status: number; body: unknown }>,
    status: number,
    code: string,
  ): Promise<void> {
    const { connector, login } = stage.world;
    const look = async () => ({
      rows: await snapshot(stage.store),
      calls: connector.calls.length,
      tokens: login.tokenRequests.length,
    });
    const before = await look();
    const told = await refusalsTold(stage);
    const answer = await send();
    assert.equal(answer.status, status);
    assert.deepEqual(answer.body, { error: { code } });
    assert.deepEqual(await look(), before);
    assert.deepEqual(await refusalsTold(stage), { ...told, [code]: (told[code] ?? 0) + 1 });
  }

  const withToken = (token: TokenOptions) => () => stage.teams.raw(body, token);

  const withHeaders = (headers: string[]) => async () => {
    const parts = [body];
    const answer = await sendRaw(stage.bot.port, {
      headers: ['content-type', 'application/json', ...headers],
      parts,
    });
    return { status: answer.status, body: JSON.parse(answer.body) as unknown };
  };

  describe('refuses a token that is', () => {
    for (const fault of tokenFaults) {
      it(fault, () => refused(withToken({ fault }), 401, 'unauthorised'));
    }
  });

  describe('refuses a token whose claims say', () => {
    // When the test runs, and not when its file is read, which may be minutes before.
    const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
    const claims: Record<string, () => JsonObject> = {
      'no end': () => ({ exp: undefined }),
      'an end that is no number': () => ({ exp: '9999999999' }),
      'an end six minutes ago': () => ({ exp: inSeconds(-360) }),
      'a beginning in six minutes': () => ({ nbf: inSeconds(360) }),
      'a beginning that is no number': () => ({ nbf: 'now' }),
      'the audience of another bot, whose id begins alike': () => ({ aud: `${stage.world.appId}0` }),
      'several audiences': () => ({ aud: [stage.world.appId, randomUUID()] }),
      'several issuers': () => ({ iss: [stage.world.issuer.issuer] }),
      'the issuer with a slash': () => ({ iss: `${stage.world.issuer.issuer}/` }),
      'the issuer of another cloud': () => ({ iss: 'https://api.botframework.us' }),
      'the emulator of this tenant': () => ({
        iss: `https://sts.windows.net/${stage.world.tenantId}/`,
        tid: stage.world.tenantId,
        ver: '1.0',
        appid: stage.world.appId,
      }),
      'an empty service URL': () => ({ serviceurl: '' }),
      'the service URL without its slash': () => ({
        serviceurl: stage.world.connector.serviceUrl.replace(/\/$/, ''),
      }),
      'the service URL in a list': () => ({ serviceurl: [stage.world.connector.serviceUrl] }),
    };
    for (const [what, over] of Object.entries(claims)) {
      it(what, () => refused(() => stage.teams.raw(body, { claims: over() }), 401, 'unauthorised'));
    }
  });

  it('takes a clock that is four minutes off', async () => {
    const now = Math.floor(Date.now() / 1000);
    for (const claims of [{ exp: now - 240 }, { nbf: now + 240 }]) {
      assert.equal((await stage.teams.raw(body, { claims })).status, 200);
    }
  });

  describe('refuses a token that brings its own key', () => {
    const claims = () => ({
      iss: stage.world.issuer.issuer,
      aud: stage.world.appId,
      serviceurl: stage.world.connector.serviceUrl,
      exp: Math.floor(Date.now() / 1000) + 3600,
    });

    it('in its header, or at an address that is never asked', async () => {
      const { publicKey, privateKey } = await rsaKeyPair('stranger-key');
      const jwk = { ...(await exportJWK(publicKey)), kid: 'stranger-key' };
      let asked = 0;
      const stranger = await serve(() => {
        asked += 1;
        return { status: 200, body: { keys: [jwk] } };
      });
      const at = `http://127.0.0.1:${stranger.port}/keys`;
      try {
        for (const kid of ['stranger-key', 'channel-key', '../../etc/passwd', at]) {
          const header = { alg: 'RS256', kid, jwk, jku: at, x5u: at };
          const token = await new SignJWT(claims()).setProtectedHeader(header).sign(privateKey);
          await refused(withToken({ authorization: `Bearer ${token}` }), 401, 'unauthorised');
        }
        assert.equal(asked, 0);
      } finally {
        await stranger.stop();
      }
    });

    it('or none, however that is spelt', async () => {
      const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      for (const alg of ['none', 'None', 'NONE', 'nOnE', '', 'RS256']) {
        for (const header of [{ alg, kid: 'channel-key' }, { alg }]) {
          for (const signature of ['', 'AAAA']) {
            const token = `${encode(header)}.${encode(claims())}.${signature}`;
            const answer = await stage.teams.raw(body, { authorization: `Bearer ${token}` });
            assert.deepEqual([answer.status, answer.body], [401, { error: { code: 'unauthorised' } }]);
          }
        }
      }
    });
  });

  describe('refuses a good token in an odd header:', () => {
    const odd: Record<string, (good: string) => string[]> = {
      'sent twice': good => ['Authorization', good, 'Authorization', good],
      'beside a bad one': good => ['Authorization', good, 'authorization', 'Bearer x.y.z'],
      'after a bad one': good => ['authorization', 'Bearer x.y.z', 'Authorization', good],
      'twice in one': good => ['Authorization', `${good}, ${good}`],
      'with words behind it': good => ['Authorization', `${good} and more`],
      'after two spaces': good => ['Authorization', good.replace(' ', '  ')],
      'after a tab': good => ['Authorization', good.replace(' ', '\t')],
      'without its scheme': good => ['Authorization', good.replace('Bearer ', '')],
      'under another name': good => ['Proxy-Authorization', good],
      'as a cookie': good => ['Cookie', `Authorization=${good}`],
    };
    for (const [what, headers] of Object.entries(odd)) {
      it(what, async () => {
        const good = (await stage.world.issuer.authorization()) ?? '';
        await refused(withHeaders(headers(good)), 401, 'unauthorised');
      });
    }

    it('in the address', async () => {
      const good = (await stage.world.issuer.authorization()) ?? '';
      const path = `/api/messages?access_token=${good.slice(7)}`;
      const answer = await sendRaw(stage.bot.port, {
        path,
        headers: ['content-type', 'application/json'],
        parts: [body],
      });
      assert.deepEqual([answer.status, answer.body], [401, '{"error":{"code":"unauthorised"}}']);
    });

    it('longer than any header may be', async () => {
      const answer = await sendRaw(stage.bot.port, {
        headers: ['authorization', `Bearer ${'a'.repeat(20_000)}`],
      });
      assert.deepEqual([answer.status, answer.body], [431, '']);
    });
  });

  describe('refuses with a good token', () => {
    const activity = () => JSON.parse(body) as JsonObject & { conversation: JsonObject };

    it('a conversation of another tenant, or of none', async () => {
      for (const tenantId of [randomUUID(), '', undefined]) {
        const { conversation, channelData: _, ...rest } = activity();
        const other = { ...rest, conversation: { ...conversation, tenantId } };
        await refused(() => stage.teams.raw(other), 403, 'tenant_not_allowed');
      }
    });

    it('another tenant in the conversation, whatever its channel data say', async () => {
      const other = activity();
      other.conversation['tenantId'] = randomUUID();
      await refused(() => stage.teams.raw(other), 403, 'tenant_not_allowed');
    });

    it('a service URL that is not the token’s', async () => {
      for (const serviceUrl of ['https://evil.example/', 'https://smba.trafficmanager.net/uk/', undefined]) {
        await refused(() => stage.teams.raw({ ...activity(), serviceUrl }), 401, 'unauthorised');
      }
    });

    it('a service URL that the token vouches for, on a host that is not known', async () => {
      for (const serviceUrl of [
        'https://evil.example/',
        'https://smba.trafficmanager.net.evil.example/uk/',
        'https://smba.trafficmanager.net@evil.example/uk/',
        'http://smba.trafficmanager.net/uk/',
        'file:///etc/passwd',
        'no address',
      ]) {
        const claims = { serviceurl: serviceUrl };
        await refused(
          () => stage.teams.raw({ ...activity(), serviceUrl }, { claims }),
          403,
          'service_url_not_allowed',
        );
      }
    });
  });

  describe('after all that', () => {
    it('lets Teams in as before', async () => {
      assert.match(wordsIn((await reply(stage, stage.mia, 'personal', 'status')).card), /Vale SCP/);
    });

    it('has printed no key, no token, no stack and no words of the library', () => {
      const { stdout, stderr } = stage.bot.output();
      assert.equal(stderr, '');
      for (const secret of secrets) assert.ok(!stdout.includes(secret), `the log holds “${secret}”`);
      for (const line of stdout.trim().split('\n')) JSON.parse(line);
      assert.doesNotMatch(stdout, /refused by the library alone|node_modules|\bat .*\.js/);
    });
  });
});
