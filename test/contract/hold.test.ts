/** Inline forms live inside the shared message: its refresh waits until the last of them is closed. */
import assert from 'node:assert/strict';
import { deliveries } from '../../services/store/entities/delivery.ts';
import type { Person } from '../support/teams/directory.ts';
import type { JsonObject } from '../support/teams/json.ts';
import { askCard, cardAt, reply, type Stage, shown, startStage, wordsIn } from './support.ts';

describe('an inline form and the refresh of its message', () => {
  let stage: Stage;
  let ask = '';
  let policies = '';
  let saves = 0;

  before(async () => {
    stage = await startStage({ forms: 'inline' });
    ask = await askCard(stage);
    await reply(stage, stage.mia, 'Room 4', 'link PPG');
    policies = await askCard(stage, 'Room 4', /Procedures/);
  });
  after(() => stage?.stop());

  const open = async (person: Person, message: string, row: RegExp) =>
    shown(await stage.teams.press(person, message, row)).card;
  const save = (person: Person, message: string, card: JsonObject, which = 'Save') => {
    saves += 1;
    return stage.teams.press(
      person,
      message,
      which,
      { rating: 'green', progress: `Words ${saves}.` },
      { card },
    );
  };
  const updatesSince = (from: number) =>
    stage.world.connector.sent
      .slice(from)
      .filter(({ kind, channel }) => kind === 'update' && channel?.name === 'Quality Assurance');
  const waiting = () =>
    stage.store.read(view =>
      view.rows(deliveries).count({ purpose: 'refresh', placeKind: 'channel', state: ['due', 'retrying'] }),
    );

  /** A save in another channel and its refresh: what was due before it would have been sent before it. */
  async function elsewhere(): Promise<void> {
    const from = stage.world.connector.sent.length;
    const form = await open(stage.cara, policies, /^(Update|Edit) 2\.1\.b /);
    await save(stage.cara, policies, form);
    await stage.world.connector.waitFor(
      ({ kind, channel }) => kind === 'update' && channel?.name === 'Room 4',
      { from },
    );
  }

  it('leaves the message alone while another has a form open in it, and refreshes after their save', async () => {
    const anns = await open(stage.ann, ask, /^Update 1\.1\.a /);
    const from = stage.world.connector.sent.length;
    const saved = shown(await save(stage.dev, ask, await open(stage.dev, ask, /^Update 1\.1\.b /)));
    assert.match(saved.words, /Saved 1\.1\.b/);
    await elsewhere();
    assert.deepEqual(updatesSince(from), []);
    assert.equal(await waiting(), 1);

    const own = shown(await save(stage.ann, ask, anns));
    assert.match(own.words, /2 of 8 done/, 'what was typed stood, and was saved');
    const { activityId } = await cardAt(stage, 'Quality Assurance', /2 of 8 done/, { from, kind: 'update' });
    assert.equal(activityId, ask);
  });

  it('waits for the last of several, whether it saves or goes back', async () => {
    const anns = await open(stage.ann, ask, /^Update 1\.1\.c /);
    const carasForm = await open(stage.mia, ask, /^Update 1\.1\.d /);
    const from = stage.world.connector.sent.length;
    const next = shown(await save(stage.ann, ask, anns, 'Save and next'));
    await stage.teams.press(stage.mia, ask, 'Back', {}, { card: carasForm });
    await elsewhere();
    assert.deepEqual(updatesSince(from), [], 'Save and next keeps the form open');
    const back = shown(await stage.teams.press(stage.ann, ask, 'Back', {}, { card: next.card }));
    assert.match(back.words, /3 of 8 done/);
    await cardAt(stage, 'Quality Assurance', /3 of 8 done/, { from, kind: 'update' });
  });

  it('lets nothing new into a channel where somebody is typing', async () => {
    const form = await open(stage.ann, ask, /^Update 1\.1\.d /);
    const from = stage.world.connector.sent.length;
    await reply(stage, stage.mia, 'Quality Assurance', 'link TH');
    await elsewhere();
    const posted = () =>
      stage.world.connector.sent.slice(from).some(({ card }) => /Training Hub · /.test(wordsIn(card)));
    assert.equal(posted(), false);
    await stage.teams.press(stage.ann, ask, 'Back', {}, { card: form });
    await cardAt(stage, 'Quality Assurance', /Training Hub · /, { from, kind: 'post' });
  });

  it('does not take a list that was asked for to be the shared card', async () => {
    const list = await reply(stage, stage.dev, 'Quality Assurance', 'mine');
    const form = await open(stage.dev, list.activityId ?? '', /^Update 1\.1\.d /);
    const from = stage.world.connector.sent.length;
    await save(stage.dev, list.activityId ?? '', form);
    await cardAt(stage, 'Quality Assurance', /4 of 8 done/, { from, kind: 'update' });
    await elsewhere();
    const updated = updatesSince(from).map(({ activityId }) => activityId);
    assert.ok(updated.includes(ask));
    assert.ok(!updated.includes(list.activityId));
  });
});
