/** The progress of a round over the wire: in the manager's 1:1 chat and the executive's channel, while answers come in. */
import assert from 'node:assert/strict';
import { dayFromNow } from './board.ts';
import { cardAt, dataOf, reply, type Stage, shown, startStage, titlesIn, wordsIn } from './support.ts';

describe('the progress of a round', function () {
  this.timeout(60_000);
  let stage: Stage;

  before(async () => {
    stage = await startStage({
      database: 'postgres',
      edit: source => `${source}rounds: {progressTo: executive}\n`,
    });
  });
  after(() => stage?.stop());

  /** In the manager's own chat. */
  const mine = (pattern: RegExp, from = 0) =>
    stage.world.connector.waitFor(
      ({ person, card, activityId }) =>
        person === stage.mia && activityId !== undefined && pattern.test(wordsIn(card)),
      { from, timeoutMs: 20_000 },
    );

  it('is told to the manager when it opens, and to the executive, where nobody can remind', async () => {
    const { card } = await mine(/2026-27 Q1: 0 of 3 returns in/);
    assert.match(wordsIn(card), /Not in \(3\)\nQAS\n/);
    assert.match(wordsIn(card), /PPG\nnobody is reached: no channel or contact/);
    assert.deepEqual(titlesIn(card), ['Remind those not in', 'What is missing']);
    const shared = await cardAt(stage, 'Executive', /2026-27 Q1: 0 of 3 returns in/);
    assert.deepEqual(titlesIn(shared.card), ['What is missing']);
  });

  it('is brought up to date in its place within seconds', async () => {
    const posted = await mine(/2026-27 Q1: 0 of 3/);
    const from = stage.world.connector.sent.length;
    for (const ref of ['1.1.a', '1.1.b', '1.1.c'])
      await reply(stage, stage.ann, 'Quality Assurance', `update ${ref} green Words of ${ref}.`);
    const updated = await mine(/QAS\n3 of 8/, from);
    assert.deepEqual([updated.kind, updated.activityId], ['update', posted.activityId]);
    await cardAt(stage, 'Executive', /QAS\n3 of 8/, { from, kind: 'update' });
  });

  it('shows what is missing with whom to call, and the way back', async () => {
    const { activityId = '' } = await mine(/QAS/);
    const missing = shown(await stage.teams.press(stage.mia, activityId, 'What is missing'));
    assert.match(missing.words, /2026-27 Q1: not in \(3\)/);
    assert.match(missing.words, /Policy and Procedures Group\n2\.1\.c \(no lead\)|2\.1\.b \(Cara Poole\)/);
    assert.doesNotMatch(missing.words, /1\.1\.a/);
    const back = shown(
      await stage.teams.press(stage.mia, activityId, '‹ Progress', {}, { card: missing.card }),
    );
    assert.match(back.words, /QAS\n3 of 8/);
  });

  it('reminds those who are not in with one press, and with two no more', async () => {
    const { activityId = '', card } = await mine(/QAS\n3 of 8/);
    const data = dataOf(card ?? {}, 'progress.remind');
    const press = () => stage.teams.execute(stage.mia, activityId, { verb: 'progress.remind', data });
    const [one, two] = await Promise.all([press(), press()]);
    const words = [shown(one).words, shown(two).words];
    assert.equal(words.filter(said => /1 reminder goes/.test(said)).length, 1, words.join('\n---\n'));
    assert.equal(words.filter(said => /nobody is reminded again/.test(said)).length, 1);
    assert.deepEqual(titlesIn(shown(one).card), ['What is missing'], 'no button under the same finger');
  });

  it('is for who may see the board; only the manager reminds', async () => {
    const { card } = await mine(/QAS\n3 of 8/);
    const data = dataOf(card ?? {}, 'progress.remind');
    const own = (await reply(stage, stage.cara, 'personal', 'mine')).activityId ?? '';
    const tried = await stage.teams.execute(stage.cara, own, { verb: 'progress.view', data });
    assert.match(shown(tried).words, /Only .* can see the whole board/);
    const shared = await cardAt(stage, 'Executive', /returns in/);
    const byDev = await stage.teams.execute(stage.dev, shared.activityId, {
      verb: 'progress.remind',
      data,
    });
    assert.match(shown(byDev).words, /Only the board's manager can send reminders/);
    const seen = shown(await stage.teams.press(stage.dev, shared.activityId, 'What is missing'));
    assert.match(seen.words, /not in \(3\)/);
    const typed = await reply(stage, stage.mia, 'personal', 'round progress');
    assert.match(wordsIn(typed.card), /QAS\n3 of 8/);
  });

  it('follows the round when it moves, and stands as it was left when it is closed', async () => {
    let from = stage.world.connector.sent.length;
    await reply(stage, stage.mia, 'personal', `round move due ${dayFromNow(15)} because papers go out early`);
    const moved = await mine(/Now needed by .*: papers go out early/, from);
    assert.equal(moved.kind, 'update');
    from = stage.world.connector.sent.length;
    const told = await reply(stage, stage.mia, 'personal', 'round close');
    const words = wordsIn(told.card);
    assert.match(words, /Round 2026-27 Q1 is closed/);
    for (const name of [
      'Quality Assurance and Scrutiny Group',
      'Policy and Procedures Group',
      'Training Hub',
    ])
      assert.match(words, new RegExp(`Not in: .*${name}.* A draft summary goes to Mia Hart alone`));
    const closed = await mine(/2026-27 Q1, closed: 0 of 3 returns in/, from);
    assert.equal(closed.kind, 'update');
    assert.match(wordsIn(closed.card), /Closed on .* with 0 in\./);
    assert.deepEqual(titlesIn(closed.card), ['What is missing']);
  });
});
