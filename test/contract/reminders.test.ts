/** Reminders over the wire, by a clock that the test sets: in the channel, put off by the group, gone when all is in. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { addWorkingDays, calendarOf, workingDayUpTo } from '../../services/rounds/working-days.ts';
import { instantAt } from '../../services/time.ts';
import { valueAt } from '../support/teams/json.ts';
import { dayFromNow } from './board.ts';
import {
  askCard,
  cardAt,
  dataOf,
  reply,
  type Stage,
  shown,
  startStage,
  titlesIn,
  wordsIn,
} from './support.ts';

const calendar = calendarOf({
  timezone: 'Europe/London',
  holidays: null,
  settings: { ratings: {}, training: null, digest: null },
});

describe('A reminder in a channel', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'collate-clock-'));
  const file = join(folder, 'ahead');
  /** A reminder goes out on a working day; the tests act at ten o'clock on it. */
  const due = dayFromNow(20);
  const days = [10, 3].map(distance => addWorkingDays(calendar, due, -distance));
  const stand = (day: string, time: string) =>
    writeFileSync(file, String(instantAt(day, time, 'Europe/London').getTime() - Date.now()));
  let stage: Stage;

  before(async () => {
    writeFileSync(file, '0');
    const edit = (source: string) => source.replaceAll('cadence: when-called', 'cadence: quarterly');
    stage = await startStage({ entry: 'test/contract/clocked-bot.ts', env: { CLOCK_FILE: file }, edit });
    await askCard(stage);
  });
  after(async () => {
    await stage?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const reminder = (from: number) =>
    cardAt(stage, 'Quality Assurance', /Still to come by/, { from, kind: 'post' });

  it('names what is missing with the lead, calls nobody else, and leads to the card', async () => {
    const ask = await askCard(stage);
    const from = stage.world.connector.sent.length;
    stand(days[0] ?? '', '10:00');
    const sent = await reminder(from);
    const words = wordsIn(sent.card);
    assert.match(
      words,
      new RegExp(`Still to come by ${DateTime.fromISO(due).setLocale('en-US').toFormat('ccc d LLL yyyy')}`),
    );
    assert.match(words, /1\.1\.a\s+Audit how absence is followed up\s+Dev Rao/);
    assert.match(words, /1\.1\.b\s+Ask schools for their figures\s+no lead named/);
    const entities = valueAt(sent.card ?? {}, 'msteams', 'entities') as { text: string }[];
    assert.deepEqual(
      entities.map(({ text }) => text),
      ['<at>Lead of 1.1.a</at>'],
    );
    const link = JSON.stringify(sent.card);
    assert.match(link, /https:\/\/teams\.microsoft\.com\/l\/message\//);
    assert.ok(link.includes(ask), 'to the card that stands');
    const { aadGroupId } = stage.world.team;
    assert.ok(link.includes(`groupId=${aadGroupId}`), 'in its team');
  });

  it('is put off by the group with one press, and says so to all', async () => {
    const sent = await reminder(0);
    const [later] = titlesIn(sent.card).filter(title => /^Remind us on/.test(title));
    assert.ok(later);
    const { words } = shown(await stage.teams.press(stage.dev, sent.activityId, new RegExp(later)));
    assert.match(words, /Put off to .* by Dev Rao\./);
    const data = dataOf(sent.card ?? {}, 'reminder.snooze');
    const { verb: _verb, ...codes } = data;
    const again = await stage.teams.execute(stage.dev, sent.activityId, {
      verb: 'reminder.snooze',
      data: { ...codes, until: '2030-01-01' },
    });
    assert.match(shown(again).words, /cannot be put off to that day/);
  });

  it('takes the place of the one before, and calls the chair', async () => {
    const first = await reminder(0);
    const from = stage.world.connector.sent.length;
    stand(days[1] ?? '', '10:00');
    const second = await reminder(from);
    assert.notEqual(second.activityId, first.activityId);
    const entities = valueAt(second.card ?? {}, 'msteams', 'entities') as { text: string }[];
    assert.ok(entities.some(({ text }) => text === '<at>Chair</at>'));
    await stage.world.connector.waitFor(
      sent => sent.kind === 'delete' && sent.activityId === first.activityId,
      { timeoutMs: 8000 },
    );
  });

  it('moved by the manager, the ask comes anew with both days', async () => {
    const from = stage.world.connector.sent.length;
    const earlier = workingDayUpTo(calendar, addWorkingDays(calendar, due, -1));
    await reply(stage, stage.mia, 'personal', `round move due ${earlier} because papers go out early`);
    const moved = await cardAt(
      stage,
      'Quality Assurance',
      /Now needed by .* \(was .*\): papers go out early/,
      {
        from,
        kind: 'post',
      },
    );
    assert.match(wordsIn(moved.card), /Please update/);
  });

  it('shows the manager alone what happened by itself, and the plan', async () => {
    const said = await reply(stage, stage.mia, 'personal', 'schedule');
    assert.match(wordsIn(said.card), /Reminders: .*10 working days before it is due; done/);
    const plan = await reply(stage, stage.mia, 'personal', 'round plan');
    assert.match(wordsIn(plan.card), /opens .*, due .*/);
    const refused = await reply(stage, stage.ann, 'personal', 'schedule');
    assert.match(wordsIn(refused.card), /Only the board's manager/);
  });
});
