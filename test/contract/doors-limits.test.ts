/** Floods are held off; what Teams does on a busy day is not. */
import assert from 'node:assert/strict';
import { METRICS_TOKEN, metric, refusalsTold, sendRaw, snapshot } from './door-tools.ts';
import { askCard, reply, type Stage, startStage } from './support.ts';
import { settled } from './waiting.ts';

const PER_MINUTE = 60;

describe('limits at the door', function () {
  this.timeout(60_000);
  let stage: Stage;
  let good = '';

  const status = (text = 'help') =>
    JSON.stringify(stage.teams.activity(stage.mia, 'personal', { type: 'message', text }));

  before(async () => {
    stage = await startStage({
      env: { METRICS_TOKEN, REQUESTS_PER_MINUTE: String(PER_MINUTE), TRUST_PROXY: '1' },
    });
    good = (await stage.world.issuer.authorization()) ?? '';
    await settled(stage);
  });
  after(() => stage?.stop());

  /** A request that came through the one proxy in front, from this address. */
  const from = (address: string, authorization: string, body = status()) =>
    sendRaw(stage.bot.port, {
      headers: [
        'content-type',
        'application/json',
        'authorization',
        authorization,
        'x-forwarded-for',
        `9.9.9.9, ${address}`,
      ],
      parts: [body],
    });

  async function flood(address: string): Promise<void> {
    const answers = await Promise.all(
      Array.from({ length: PER_MINUTE + 10 }, () => from(address, 'Bearer a.b.c')),
    );
    const statuses = new Set(answers.map(answer => answer.status));
    assert.deepEqual([...statuses].sort(), [401, 429]);
    const late = answers.find(answer => answer.status === 429);
    assert.equal(late?.body, '{"error":{"code":"too_many_requests"}}');
    assert.match(late?.headers['retry-after'] ?? '', /^[1-9]\d?$/);
  }

  it('let fifty people press at once in one channel, and one person fifty times', async () => {
    const ask = await askCard(stage);
    const presses = Array.from({ length: 50 }, (_, index) => {
      const person = [stage.ann, stage.dev, stage.cara, stage.guest][index % 4] ?? stage.ann;
      return stage.teams.press(person, ask, /^Update 1\.1\.a /);
    });
    const alone = Array.from({ length: 50 }, () => stage.teams.press(stage.mia, ask, /^Update 1\.1\.a /));
    for (const answer of await Promise.all([...presses, ...alone])) assert.equal(answer.status, 200);
    assert.deepEqual(await refusalsTold(stage), {});
    assert.equal((await metric(stage, 'collate_answers_total'))['kind=dialog,outcome=answered'], 100);
  });

  it('hold off one person who sends without end, and nobody else', async () => {
    const rows = await snapshot(stage.store);
    // Somebody who has sent nothing yet, and so may send as much at once as the limit says.
    const somebody = stage.teams.activity(stage.cara, 'personal', { type: 'event', name: 'x' });
    const activity = { ...somebody, from: { id: '29:made-up', aadObjectId: 'made-up' } };
    const told = (await refusalsTold(stage))['too_many_requests'] ?? 0;
    const answers = await Promise.all(
      Array.from({ length: PER_MINUTE * 2 }, () => stage.teams.raw(activity)),
    );
    const late = answers.filter(answer => answer.status === 429);
    // The limit fills up again while a slow machine still answers.
    assert.ok(late.length > 0 && late.length <= PER_MINUTE, `${late.length} of ${answers.length}`);
    for (const { body } of late) assert.deepEqual(body, { error: { code: 'too_many_requests' } });
    assert.equal((await refusalsTold(stage))['too_many_requests'], told + late.length);
    assert.deepEqual(await snapshot(stage.store), rows);
    assert.ok((await reply(stage, stage.mia, 'personal', 'help')).card);
  });

  it('hold off one conversation in which everybody sends without end', async () => {
    // Made-up senders, as a channel of many would have them; each of them sends once.
    const bodies = Array.from({ length: PER_MINUTE * 7 }, (_, index) => {
      const activity = stage.teams.activity(stage.ann, 'Room 4', { type: 'event', name: 'x' });
      return { ...activity, from: { id: `29:made-up-${index}`, aadObjectId: `made-up-${index}` } };
    });
    const answers: number[] = [];
    for (let at = 0; at < bodies.length; at += 50) {
      const some = await Promise.all(bodies.slice(at, at + 50).map(body => stage.teams.raw(body)));
      answers.push(...some.map(answer => answer.status));
    }
    assert.ok(answers.filter(each => each === 429).length > 0);
    assert.ok(answers.slice(0, PER_MINUTE * 5).every(each => each === 200));
    const elsewhere = stage.teams.activity(stage.ann, 'personal', { type: 'event', name: 'x' });
    assert.equal((await stage.teams.raw(elsewhere)).status, 200);
  });

  it('hear no more of an address that was refused too often, and go on hearing Teams', async () => {
    await reply(stage, stage.mia, 'personal', 'help');
    await flood('203.0.113.7');
    // Another address, another budget; what the stranger wrote before the proxy's own word is not believed.
    assert.equal((await from('203.0.113.8', 'Bearer a.b.c')).status, 401);
    // Through the same address: a token that was found good before passes, one that must be checked does not.
    assert.equal((await from('203.0.113.7', good)).status, 200);
    const fresh = (await stage.world.issuer.authorization({ claims: { jti: 'another' } })) ?? '';
    assert.equal((await from('203.0.113.7', fresh)).status, 429);
    assert.equal((await from('203.0.113.8', fresh)).status, 200);
  });

  it('cost nothing for requests that are let in', async () => {
    const bodies = Array.from({ length: 4 * PER_MINUTE }, (_, index) =>
      JSON.stringify({
        ...stage.teams.activity(stage.ann, 'personal', { type: 'event', name: 'x' }),
        from: { id: `29:somebody-${index}` },
        conversation: { id: `a:chat-${index}`, conversationType: 'personal', tenantId: stage.world.tenantId },
      }),
    );
    for (let at = 0; at < bodies.length; at += 40) {
      const answers = await Promise.all(
        bodies.slice(at, at + 40).map(body => from('203.0.113.9', good, body)),
      );
      for (const { status } of answers) assert.equal(status, 200);
    }
  });
});
