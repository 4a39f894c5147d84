/** A priority lead's report over the wire: asked in 1:1 chat, posted where the plan says. */
import assert from 'node:assert/strict';
import { systemClock } from '../../services/ports.ts';
import { headingsOf } from '../../services/returns/report-headings.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import { asks } from '../../services/store/entities/rounds.ts';
import type { Person } from '../support/teams/directory.ts';
import type { JsonObject } from '../support/teams/json.ts';
import { dayFromNow, PERIOD } from './board.ts';
import { cardAt, reply, type Stage, shown, startStage, titlesIn, wordsIn } from './support.ts';

const edit = (source: string) =>
  source.replace(
    '      lead: Police\n',
    '      lead: Police\n      reports: [2026-04, {month: 2026-05, to: joint board}]\n',
  );

describe('a priority lead’s report', () => {
  let stage: Stage;
  let ask = '';
  let posted = '';

  before(async () => {
    stage = await startStage({ upTo: 'installed', edit });
    await openRound(
      { store: stage.store, clock: systemClock },
      { boardId: stage.boardId, period: PERIOD, due: dayFromNow(20), kinds: ['priority-report'] },
    );
  });
  after(() => stage?.stop());

  const toPerson = async (person: Person, pattern: RegExp, from = 0) => {
    const sent = await stage.world.connector.waitFor(
      one => one.person === person && one.activityId !== undefined && pattern.test(wordsIn(one.card)),
      { from, timeoutMs: 8000 },
    );
    return sent.activityId ?? '';
  };
  const press = async (card: JsonObject, which: string | RegExp, inputs: Record<string, string> = {}) =>
    shown(await stage.teams.press(stage.ann, ask, which, inputs, { card, dialog: true }));

  it('is asked of the lead agency’s people in 1:1 chat, and of nobody else', async () => {
    await stage.teams.installForPerson(stage.ann);
    ask = await toPerson(stage.ann, /Please write the report on this priority by/);
    const words = wordsIn(stage.world.connector.cardOf(ask));
    assert.match(words, /Priority 1: .* · 0 of 5 headings written/);
    assert.match(words, /Goes to Executive Group and joint board when it is submitted\./);
    const others = stage.world.connector.sent.filter(
      ({ person, channel, card }) =>
        (channel || person !== stage.ann) && /report on this priority/.test(wordsIn(card)),
    );
    assert.deepEqual(others, []);
  });

  it('is posted where the plan says once it is submitted, and to the manager for the others', async () => {
    await stage.teams.installForPerson(stage.mia);
    let step = shown(await stage.teams.press(stage.ann, ask, 'Write'));
    for (const { title } of headingsOf['priority-report'])
      step = await press(step.card, /^Next/, { text: `${title}: ${'what was found. '.repeat(200)}` });
    const from = stage.world.connector.sent.length;
    const done = await press(step.card, 'Submit');
    assert.match(done.words, /Submitted: priority lead’s report of Priority 1/);
    const { activityId, card } = await cardAt(stage, 'Executive', /Priority lead’s report/, {
      from,
      kind: 'post',
    });
    posted = activityId;
    const words = wordsIn(card);
    assert.match(words, /Submitted by Ann Ward, Police/);
    assert.match(words, /For Executive Group\.\nTo be passed on to the joint board\./);
    assert.ok(!titlesIn(card).some(title => /^(Submit|Edit|Write)/.test(title)), 'it is to be read');
    await toPerson(stage.mia, /To be passed on to the joint board/, from);
  });

  it('is read in full by those whom it was posted to', async () => {
    const read = shown(await stage.teams.press(stage.cara, posted, /^Read all of “What has worked well/));
    assert.match(read.words, /What has worked well: what was found\./);
    assert.ok(wordsIn(read.card).length > 3000);
    const whole = shown(
      await stage.teams.press(
        stage.cara,
        posted,
        '‹ The whole report',
        {},
        { card: read.card, dialog: true },
      ),
    );
    assert.match(whole.words, /Submitted by Ann Ward/);
  });

  it('is read by nobody else', async () => {
    const mine = await toPerson(stage.mia, /To be passed on/);
    const codes = { from: 'submitted', heading: 'worked', page: 0 };
    const asked = await stage.store.read(view =>
      view.rows(asks).first({ boardId: stage.boardId, kind: 'priority-report' }),
    );
    const askId = asked?.id ?? '';
    const verb = 'report-reading.read';
    const allowed = await stage.teams.execute(stage.mia, mine, { verb, data: { ...codes, ask: askId } });
    assert.match(shown(allowed).words, /what was found/);
    await stage.teams.installForPerson(stage.dev);
    const devs = (await reply(stage, stage.dev, 'personal', 'help')).activityId ?? '';
    const refused = await stage.teams.execute(stage.dev, devs, { verb, data: { ...codes, ask: askId } });
    assert.match(shown(refused).words, /This report is for those whom it was sent to/);
    assert.doesNotMatch(shown(refused).words, /what was found/);
  });

  it('is refreshed in place when it is submitted again, or taken back', async () => {
    let from = stage.world.connector.sent.length;
    const step = shown(await stage.teams.press(stage.ann, ask, /^Edit What has worked/));
    await press(step.card, 'Next', { text: 'Something new.' });
    const look = shown(await stage.teams.press(stage.ann, ask, /^Look/));
    await press(look.card, 'Submit again');
    const again = await cardAt(stage, 'Executive', /Something new\./, { from });
    assert.deepEqual([again.kind, again.activityId], ['update', posted]);

    from = stage.world.connector.sent.length;
    await stage.world.connector.waitFor(
      one =>
        one.activityId === ask && /Last saved: the report as submitted \(version 2\)/.test(wordsIn(one.card)),
      { timeoutMs: 8000 },
    );
    await stage.teams.press(stage.ann, ask, 'Undo what was saved last');
    const before = await cardAt(stage, 'Executive', /What has worked well: what was found/, { from });
    assert.deepEqual([before.kind, before.activityId], ['update', posted]);
  });
});
