/** A calendar sent in 1:1 chat: over signed HTTP, from the file to the dates of meetings. */
import assert from 'node:assert/strict';
import { titleId } from '../../cards/calendar/look-card.ts';
import { titleKey } from '../../services/calendar/whose-meeting.ts';
import { boards, groups } from '../../services/store/entities/board.ts';
import { event, ics } from '../services/calendar/calendars.ts';
import { dayFromNow } from './board.ts';
import { type FileHost, startFileHost } from './file-host.ts';
import { type Stage, shown, startStage, wordsIn } from './support.ts';

describe('A calendar that the manager sends', () => {
  let stage: Stage;
  let host: FileHost;

  before(async () => {
    host = await startFileHost();
    stage = await startStage({ upTo: 'installed' });
  });
  after(async () => {
    await stage?.stop();
    await host?.stop();
  });

  const day = dayFromNow(60);
  const compact = (of: string) => of.replaceAll('-', '');
  const send = (person: Stage['ann'], bytes: Uint8Array) => host.send(stage, person, 'meetings.ics', bytes);
  const meetings = async () =>
    (await stage.store.read(view => view.rows(boards).get(stage.boardId))).meetings ?? {};

  it('is refused from others, and where it is no calendar', async () => {
    const file = ics([event('a', 'QAS', compact(day))]);
    const { card } = await send(stage.ann, file);
    assert.match(wordsIn(card), /Only the board's manager can say when groups meet/);
    assert.match(wordsIn((await send(stage.mia, Buffer.from('Soup'))).card), /not a calendar file/);
    assert.deepEqual(await meetings(), {});
  });

  it('is looked at, matched, and taken once', async () => {
    const title = 'Monthly review';
    const dentist = event('b', 'Dentist', compact(dayFromNow(3)));
    const file = ics([event('a', title, compact(day)), dentist]);
    const { card, activityId = '' } = await send(stage.mia, file);
    assert.match(wordsIn(card), /Whose meetings are these\?/);
    const qas = await stage.store.read(view =>
      view.rows(groups).first({ boardId: stage.boardId, key: 'qas' }),
    );
    const chosen = { [titleId(titleKey(title))]: qas?.id ?? '' };
    const look = shown(await stage.teams.press(stage.mia, activityId, 'Look again', chosen));
    assert.match(look.words, /1 date of 1 group\.[\s\S]*Quality Assurance and Scrutiny Group\nNew: /);
    assert.deepEqual(await meetings(), {}, 'a look changes nothing');
    const taken = shown(
      await stage.teams.press(stage.mia, activityId, 'Use these dates', {}, { card: look.card }),
    );
    assert.match(taken.words, /Taken: 1 date of meetings\./);
    const days = Object.entries(await meetings()).map(([id, list]) => [id, list.map(meeting => meeting.day)]);
    assert.deepEqual(days, [[qas?.id, [day]]]);
    const again = await send(stage.mia, file);
    assert.match(wordsIn(again.card), /Nothing would change: these dates stand here already\./);
    assert.doesNotMatch(JSON.stringify(stage.bot.output()), /Dentist|Monthly review/);
  });
});
