/** Whatever comes in is answered in plain words or with a 4xx, saves nothing, and the bot lives on. */
import assert from 'node:assert/strict';
import { boards, people } from '../../services/store/entities/board.ts';
import { deliveries } from '../../services/store/entities/delivery.ts';
import { returns } from '../../services/store/entities/returns.ts';
import { asks } from '../../services/store/entities/rounds.ts';
import type { Answer } from '../support/teams/client.ts';
import { isObject, type JsonObject, valueAt } from '../support/teams/json.ts';
import { askCard, dataOf, inputsIn, reply, type Stage, shown, startStage, wordsIn } from './support.ts';

describe('bad input', () => {
  let stage: Stage;
  let ask = '';
  let form: JsonObject;
  let saving: JsonObject;

  before(async () => {
    stage = await startStage();
    ask = await askCard(stage);
    form = shown(await stage.teams.press(stage.ann, ask, /^Update 1\.1\.a /)).card;
    saving = dataOf(form, 'update.save');
  });
  after(() => stage?.stop());

  /** Nothing was saved, nothing was said, and what came back is a code alone. */
  async function refused(answer: Answer, status: number, code: string): Promise<void> {
    assert.equal(answer.status, status);
    assert.deepEqual(answer.body, { error: { code } });
  }

  async function nothingChanged(work: () => Promise<void>): Promise<void> {
    const counted = () =>
      stage.store.read(async view => [
        await view.rows(returns).count(),
        await view.rows(deliveries).count(),
        await view.rows(boards).count(),
      ]);
    const before = await counted();
    await work();
    assert.deepEqual(await counted(), before);
  }

  /** A plain answer: 200 with a card, or a refusal; never a stack, a path or a message of a library. */
  function isPlain(answer: Answer): void {
    assert.ok(answer.status < 500, `${answer.status}: ${JSON.stringify(answer.body)}`);
    const text = JSON.stringify(answer.body ?? '');
    assert.doesNotMatch(text, /at .*\.[tj]s|node_modules|TypeError|ZodError|SELECT|services\//);
  }

  describe('bodies', () => {
    it('refuses what is no activity of Teams', async () => {
      const good = stage.teams.activity(stage.mia, 'personal', { type: 'message', text: 'status' });
      const bodies: unknown[] = [
        '{"type":"message"',
        'status',
        [],
        [good],
        null,
        17,
        {},
        { type: 'message' },
        { ...good, channelId: 'webchat' },
        { ...good, channelId: undefined },
        { ...good, conversation: 'here' },
        { ...good, from: null },
        { ...good, type: { $ne: null } },
      ];
      await nothingChanged(async () => {
        for (const body of bodies) {
          const answer = await stage.teams.raw(body);
          const told = JSON.stringify(body).slice(0, 80);
          assert.equal(answer.status, 400, told);
          assert.ok(isObject(valueAt(answer.body, 'error')), told);
          isPlain(answer);
        }
      });
    });

    it('refuses an activity that does not say where answers go, as its token does', async () => {
      const good = stage.teams.activity(stage.mia, 'personal', { type: 'message', text: 'status' });
      await nothingChanged(async () => {
        for (const serviceUrl of [undefined, null, '', 5, ['https://smba.trafficmanager.net/uk/']]) {
          await refused(await stage.teams.raw({ ...good, serviceUrl }), 401, 'unauthorised');
        }
      });
    });

    it('refuses a body that is too large', async () => {
      const activity = stage.teams.activity(stage.mia, 'personal', {
        type: 'message',
        text: 'x'.repeat(600_000),
      });
      await refused(await stage.teams.raw(activity), 413, 'too_large');
    });

    it('takes an activity that it never saw before for nothing', async () => {
      for (const type of ['handoff', 'neverSeen', 'messageReaction', 'endOfConversation', 'event']) {
        const answer = await stage.teams.raw(stage.teams.activity(stage.mia, 'personal', { type }));
        isPlain(answer);
      }
      const invoke = { type: 'invoke', name: 'composeExtension/query', value: {} };
      const answer = await stage.teams.raw(stage.teams.activity(stage.mia, 'personal', invoke));
      await refused(answer, 400, 'invoke_unknown');
    });

    it('answers an invoke without a value, or with one that is no press, plainly', async () => {
      const values = [undefined, null, 'text', 7, [], {}, { action: 'x' }, { action: { verb: 9 } }];
      for (const name of ['adaptiveCard/action', 'task/fetch', 'task/submit']) {
        for (const value of values) {
          const over = { type: 'invoke', name, ...(value === undefined ? {} : { value }) };
          const answer = await stage.teams.raw(stage.teams.activity(stage.ann, 'Quality Assurance', over));
          isPlain(answer);
          assert.match(JSON.stringify(answer.body), /no longer in use/);
        }
      }
    });

    it('refuses what lies too deep in itself', async () => {
      let deep: JsonObject = { end: true };
      for (let level = 0; level < 2000; level += 1) deep = { deep };
      const over = { type: 'invoke', name: 'task/submit', value: { data: deep } };
      const answer = await stage.teams.raw(stage.teams.activity(stage.ann, 'Quality Assurance', over));
      await refused(answer, 400, 'too_deep');
    });

    it('has no other pages to tell of', async () => {
      for (const path of ['/', '/api/messages', '/.env', '/api/messages/..%2f..%2fetc']) {
        const response = await fetch(new URL(path, stage.bot.url));
        assert.ok([404, 405].includes(response.status), `${path} ${response.status}`);
        assert.doesNotMatch(await response.text(), /\bat \/|does not exist|restify/i);
      }
      const health = await fetch(new URL('/healthz', stage.bot.url));
      assert.deepEqual([health.status, await health.json()], [200, { status: 'ok' }]);
      const ready = await fetch(new URL('/readyz', stage.bot.url));
      assert.deepEqual([ready.status, await ready.json()], [200, { status: 'ready' }]);
    });
  });

  describe('presses', () => {
    const send = async (over: JsonObject) =>
      shown(
        await stage.teams.taskSubmit(stage.ann, ask, {
          rating: 'green',
          progress: 'Words.',
          ...saving,
          ...over,
        }),
      );

    it('refuses ids of another ask, another group, another board, and of nothing', async () => {
      const others = await stage.store.read(view => view.rows(asks).find({ boardId: stage.boardId }));
      const ownAsk = saving['ask'];
      const foreign = others.filter(({ id }) => id !== ownAsk);
      assert.equal(foreign.length, 2);
      await nothingChanged(async () => {
        for (const { id } of foreign) {
          assert.match((await send({ ask: id })).words, /That action is not among those/);
        }
        assert.match((await send({ ask: 'no-such-ask' })).words, /a round that is no longer there/);
        assert.match((await send({ action: 'no-such-action' })).words, /That action is not among those/);
        assert.match(
          (await send({ verb: 'update.undo', return: 'none' })).words,
          /no longer there|Please update/,
        );
      });
    });

    it('refuses what a card of ours never sends', async () => {
      const wrong: JsonObject[] = [
        { ask: 7 },
        { ask: { $gt: '' } },
        { action: ['a'] },
        { version: '1; drop table' },
        { version: -1 },
        { version: 1e99 },
        { ask: 'x'.repeat(10_000) },
        { verb: 'update.delete-everything' },
        { verb: '__proto__' },
        { verb: 'constructor' },
        { verb: 12 },
        { verb: '' },
      ];
      await nothingChanged(async () => {
        for (const over of wrong) {
          assert.match(
            (await send(over)).words,
            /out of date or was changed|no longer in use/,
            JSON.stringify(over).slice(0, 80),
          );
        }
      });
    });

    it('is not led astray by keys of prototypes', async () => {
      const data = JSON.parse(
        JSON.stringify({ ...saving, rating: 'green' }).replace(
          /^\{/,
          '{"__proto__":{"progress":"Injected"},"constructor":{"prototype":{"x":1}},',
        ),
      ) as JsonObject;
      await nothingChanged(async () => {
        const answer = shown(await stage.teams.taskSubmit(stage.ann, ask, data));
        assert.match(answer.words, /Say what has been done/);
      });
    });

    it('gives a text that is too long back, whole, with its problem', async () => {
      const long = 'Long words. '.repeat(417).trim();
      await nothingChanged(async () => {
        const answer = await send({ progress: long });
        assert.match(answer.words, /This has 5,003 characters; the most is 4,000/);
        assert.equal(inputsIn(answer.card)['progress'], long);
      });
    });

    it('says where a number or a list stands in the place of a word', async () => {
      await nothingChanged(async () => {
        const answer = await send({ progress: 42, impact: ['x'], evidence: { a: 1 }, revisedDue: 20270101 });
        assert.match(answer.words, /This must be text/);
        assert.match((await send({ rating: 'purple' })).words, /Choose a rating/);
        assert.match((await send({ evidence: 'javascript:alert(1)' })).words, /begins with https/);
        assert.match((await send({ decisionWhat: 'What?' })).words, /Say from whom/);
      });
    });

    it('gives the words back where the presser may not answer', async () => {
      const chat = (await reply(stage, stage.cara, 'personal', 'help')).activityId ?? '';
      await nothingChanged(async () => {
        const data = { ...saving, rating: 'red', progress: 'Kept for later.' };
        const answer = shown(await stage.teams.taskSubmit(stage.cara, chat, data));
        assert.match(answer.words, /Only members of Quality Assurance and Scrutiny Group/);
        assert.equal(inputsIn(answer.card)['progress'], 'Kept for later.');
      });
    });

    it('lets nobody but the manager name another as the one whose answer it is', async () => {
      const mia = await stage.store.read(view => view.rows(people).first({ email: 'mia.hart@example.org' }));
      await nothingChanged(async () => {
        const answer = await send({ givenBy: mia?.id ?? '', progress: 'In her name.' });
        assert.match(answer.words, /Only the board's manager can enter an answer for somebody else/);
        assert.equal(inputsIn(answer.card)['progress'], 'In her name.');
      });
    });

    it('lets nobody but the manager post a summary, whatever ids they send', async () => {
      const chat = (await reply(stage, stage.cara, 'personal', 'help')).activityId ?? '';
      await nothingChanged(async () => {
        const press = { verb: 'summary.post', data: { summary: 'some-id' } };
        const answer = shown(await stage.teams.execute(stage.cara, chat, press));
        assert.match(answer.words, /Only the board's manager can post a summary/);
      });
    });
  });

  // Tests of its own would run before those of the suites in it.
  describe('after all that', () => {
    it('lives on, and its log holds no word of anybody and no secret', async () => {
      const said = await reply(stage, stage.mia, 'personal', 'status');
      assert.match(wordsIn(said.card), /Vale SCP/);
      await stage.teams.taskSubmit(stage.ann, ask, {
        ...saving,
        rating: 'green',
        progress: 'Unheard-of words.',
      });
      const { stdout, stderr } = stage.bot.output();
      assert.equal(stderr, '');
      assert.equal(stage.bot.process.exitCode, null);
      const secrets = ['Unheard-of', 'Kept for later', 'Long words', 'Ann Ward', '@example.org', 'Bearer'];
      for (const secret of [...secrets, stage.world.login.secret]) {
        assert.ok(!stdout.includes(secret), `the log holds “${secret}”`);
      }
      for (const line of stdout.trim().split('\n')) JSON.parse(line);
    });
  });
});
