/** A small board with a set of actions, and the clock that opens its turns. */
import assert from 'node:assert/strict';
import type { Log } from '../../../services/ports.ts';
import { lookAtAll } from '../../../services/schedule/look.ts';
import { actionSetsSchedule } from '../../../services/schedule/schedules/action-sets.ts';
import { remindersSchedule } from '../../../services/schedule/schedules/reminders.ts';
import { rounds } from '../../../services/store/entities/rounds.ts';
import { slots } from '../../../services/store/entities/schedule.ts';
import type { Entry, RawBoard, World } from '../world.ts';

export const ann = 'ann@police.example';
export const cat = 'cat@council.example';
const silent: Log = { debug() {}, info() {}, warn() {}, error: message => assert.fail(message) };

export const review = (given: Entry = {}) => ({
  key: 'review',
  title: 'After the review',
  actions: ['1.1.a', '1.1.b'],
  every: '2 weeks',
  ...given,
});

export const withSet =
  (given: Entry = {}) =>
  (raw: RawBoard) =>
    Object.assign(raw, { sets: [review(given)] });

export function setRoom(world: World) {
  /** The clock moves, and what is due by it is done. */
  const look = async (at?: string) => {
    if (at) world.clock.set(at);
    await lookAtAll({ ...world, log: silent }, [actionSetsSchedule, remindersSchedule]);
  };
  return {
    look,
    /** The set is imported, and its first turn opens. */
    begin: async (given: Entry = {}) => {
      await look();
      await world.reimport(withSet(given));
      await look('2026-06-01T09:01:00Z');
    },
    /** Every round, oldest first. */
    turns: () =>
      world.store.read(view =>
        view.rows(rounds).find({ boardId: world.boardId }, { orderBy: { openedAt: 'asc' } }),
      ),
    refs: async (period: string, group: string) => {
      const { actions } = await world.ask(period, group);
      return actions.map(({ ref }) => ref).sort();
    },
    /** What became of the slots of a schedule. */
    about: async (schedule: string) =>
      (await world.store.read(view => view.rows(slots).find({ boardId: world.boardId, schedule }))).map(
        ({ about, reason }) => `${about}${reason ? `: ${reason}` : ''}`,
      ),
  };
}
