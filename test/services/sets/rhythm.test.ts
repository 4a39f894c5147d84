import assert from 'node:assert/strict';
import { calendarOf } from '../../../services/rounds/working-days.ts';
import { actionSetsSchedule, turnSlots } from '../../../services/schedule/schedules/action-sets.ts';
import type { ActionSet } from '../../../services/sets/read-sets.ts';
import { everyRule, type Rhythm, sayEvery, turnsFrom } from '../../../services/sets/rhythm.ts';
import type { BoardRow } from '../../../services/store/entities/board.ts';

const board = { timezone: 'Europe/London', holidays: null, settings: {} } as BoardRow;
const calendar = calendarOf(board);

function turns(rhythm: Rhythm, day: string, count: number) {
  const found: string[][] = [];
  for (const { starts, opens, due } of turnsFrom(rhythm, day, calendar)) {
    found.push([starts, opens.toISOString().slice(0, 16), due]);
    if (found.length === count) break;
  }
  return found;
}

const set = (given: Partial<ActionSet>): ActionSet => ({
  id: 'set',
  boardId: 'board',
  key: 'review',
  title: 'After the review',
  everyCount: 2,
  everyUnit: 'week',
  startsOn: '2026-06-01',
  untilOn: null,
  position: 0,
  since: new Date('2026-05-20T10:00:00Z'),
  endedAt: null,
  retiredAt: null,
  restrictedAt: null,
  actionIds: [],
  ...given,
});

const opening = (of: ActionSet, from: string, until: string) =>
  turnSlots(board, of, { from: new Date(from), until: new Date(until) }).map(({ at, turn, about }) => [
    at.toISOString().slice(0, 16),
    turn.due,
    about,
  ]);

describe('The rhythm of a set', () => {
  it('is written in weeks or months, and said so', () => {
    const read = (text: string) => everyRule.safeParse(text).data;
    assert.deepEqual(read('2 weeks'), { count: 2, unit: 'week' });
    assert.deepEqual(read('Fortnightly'), { count: 2, unit: 'week' });
    assert.deepEqual(read('month'), { count: 1, unit: 'month' });
    for (const none of ['soon', '0 weeks', '2 days', 'week 2', '']) assert.equal(read(none), undefined, none);
    assert.equal(sayEvery({ everyCount: 1, everyUnit: 'week' }), 'every week');
    assert.equal(sayEvery({ everyCount: 3, everyUnit: 'month' }), 'every 3 months');
  });

  it('opens a turn in the morning of its first day, and has it due on its last working day', () => {
    const fortnights: Rhythm = { startsOn: '2026-06-01', everyCount: 2, everyUnit: 'week' };
    assert.deepEqual(turns(fortnights, '2026-06-20', 2), [
      ['2026-06-15', '2026-06-15T08:00', '2026-06-26'],
      ['2026-06-29', '2026-06-29T08:00', '2026-07-10'],
    ]);
    const months: Rhythm = { startsOn: '2026-10-31', everyCount: 1, everyUnit: 'month' };
    assert.deepEqual(turns(months, '2020-01-01', 3), [
      ['2026-10-31', '2026-11-02T07:30', '2026-11-27'],
      ['2026-11-30', '2026-11-30T09:00', '2026-12-30'],
      ['2026-12-31', '2026-12-31T09:00', '2027-01-29'],
    ]);
  });

  it('goes round closed days, and leaves a day to answer on', () => {
    const weeks: Rhythm = { startsOn: '2026-12-25', everyCount: 1, everyUnit: 'week' };
    assert.deepEqual(turns(weeks, '2026-12-25', 1), [['2026-12-25', '2026-12-29T07:30', '2026-12-31']]);
  });

  it('starts at once where its first day is past, in the turn of today, when people may be written to', () => {
    const late = set({ since: new Date('2026-06-17T21:00:00Z') });
    assert.deepEqual(opening(late, '2026-06-17T20:00:00Z', '2026-06-30T00:00:00Z'), [
      ['2026-06-18T06:30', '2026-06-26', 'review, the turn that is due 26 Jun 2026'],
      ['2026-06-29T08:00', '2026-07-10', 'review, the turn that is due 10 Jul 2026'],
    ]);
  });

  it('ends after its last day, with a slot that says so, and asks no more once it is over', () => {
    const until = set({ untilOn: '2026-06-20' });
    assert.deepEqual(opening(until, '2026-05-31T00:00:00Z', '2026-12-31T00:00:00Z'), [
      ['2026-06-01T08:00', '2026-06-12', 'review, the turn that is due 12 Jun 2026'],
      ['2026-06-15T08:00', '2026-06-26', 'review, the turn that is due 26 Jun 2026'],
      ['2026-06-29T08:00', '2026-07-10', 'review ends'],
    ]);
    const over = set({ endedAt: new Date('2026-06-02T10:00:00Z') });
    assert.deepEqual(opening(over, '2026-05-31T00:00:00Z', '2026-12-31T00:00:00Z'), []);
    assert.equal(actionSetsSchedule.name, 'action-sets');
  });
});
