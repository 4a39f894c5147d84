import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calendarOf, openMoment } from '../../../services/rounds/working-days.ts';
import { canHold, isIn } from '../../../services/schedule/schedule.ts';
import { addDays, instantAt } from '../../../services/time.ts';

const calendar = (quiet: { from: string; to: string } | null = null) =>
  calendarOf({
    timezone: 'Europe/London',
    holidays: null,
    settings: { quiet } as Parameters<typeof calendarOf>[0]['settings'],
  });
const span = (from: string, until: string) => ({ from: new Date(from), until: new Date(until) });

describe('A span of time', () => {
  it('can hold a slot at its time of day, by the clocks of the board', () => {
    const nine = (from: string, until: string) => canHold(calendar(), span(from, until), ['09:00']);
    assert.equal(nine('2026-06-01T07:59:00Z', '2026-06-01T08:00:00Z'), true);
    assert.equal(nine('2026-06-01T08:00:00Z', '2026-06-01T08:59:00Z'), false, 'its beginning is left out');
    assert.equal(nine('2026-12-01T07:59:00Z', '2026-12-01T08:59:00Z'), false);
    assert.equal(nine('2026-12-01T08:59:00Z', '2026-12-01T09:01:00Z'), true);
  });

  it('can hold none at other times, but for the ends of quiet hours and of days, to which slots move', () => {
    const held = Array.from({ length: 24 * 60 }, (_, minute) => {
      const until = new Date(Date.parse('2026-06-01T00:00:00Z') + minute * 60_000);
      const from = new Date(until.getTime() - 60_000);
      return canHold(calendar(), { from, until }, ['09:00']) ? until.toISOString().slice(11, 16) : '';
    });
    assert.deepEqual(held.filter(Boolean), ['06:30', '08:00', '23:00']);
  });

  it('can hold one whose time the clocks skip', () => {
    // 01:30 of this day comes at 02:30.
    const skipped = span('2026-03-29T01:10:00Z', '2026-03-29T01:40:00Z');
    assert.ok(isIn(skipped, instantAt('2026-03-29', '01:30', 'Europe/London')));
    assert.equal(canHold(calendar(), skipped, ['01:30']), true);
  });

  it('can hold every slot that lies in it, whatever the quiet hours, over both changes of the clocks', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30'))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 800 }),
        time,
        fc.option(fc.record({ from: time, to: time })),
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 0, max: 3000 }),
        (day, at, quiet, before, after) => {
          const board = calendar(quiet);
          const slot = openMoment(board, instantAt(addDays('2026-03-20', day), at, board.zone));
          const around = {
            from: new Date(slot.getTime() - before * 60_000),
            until: new Date(slot.getTime() + after * 60_000),
          };
          assert.ok(isIn(around, slot) && canHold(board, around, [at]), JSON.stringify({ slot, around }));
        },
      ),
      { numRuns: 500 },
    );
  });
});
