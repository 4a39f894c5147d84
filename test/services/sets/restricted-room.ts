/** A board with a restricted set, whose words all bear one mark, and somebody of each standing to look for it. */
import { openRound } from '../../../services/rounds/open-round.ts';
import { asks, rounds } from '../../../services/store/entities/rounds.ts';
import { sqliteStore, type TestStore } from '../../support/stores.ts';
import { addPeople, people } from '../people/standing-people.ts';
import { type Entry, newWorld, type RawBoard, rawAction, saved, type World } from '../world.ts';
import { setRoom } from './set-room.ts';

/** In every word of the restricted action and its set. */
export const MARK = 'ZEBRA';
export const REF = '2.1.a';
export const FIRST = '2026-27 Q1';

export const named = [people.named, people['named-owner']];

export const restrictedSet = (given: Entry = {}): Entry => ({
  key: 'zebra-review',
  title: `After the review of ${MARK}`,
  actions: [REF],
  every: '2 weeks',
  restricted: named,
  ...given,
});

const words = {
  progress: `Progress of ${MARK}`,
  impact: `Impact of ${MARK}`,
  next: `Next of ${MARK}`,
  blockers: `Blockers of ${MARK}`,
  revisedDue: '2026-09-30',
  revisedReason: `Moved for ${MARK}`,
  decisionWhat: `Decide on ${MARK}`,
  decisionFrom: 'Exec',
  decisionBy: '2026-07-20',
};

export interface RestrictedRoom {
  test: TestStore;
  world: World;
  channel: string;
  /** The group's ask of the period, and the ask of the restricted turn. */
  ordinary: string;
  turn: string;
  look: (at?: string) => Promise<void>;
}

/**
 * The action was asked for and answered where everybody read it, before it became restricted; then it was answered in
 * the first turn of its set.
 */
export async function restrictedRoom(): Promise<RestrictedRoom> {
  const test = await sqliteStore();
  const edit = (raw: RawBoard) => {
    addPeople(raw);
    Object.assign(rawAction(raw, REF), { title: `Title of ${MARK}` });
    Object.assign(raw, { digest: { day: 'monday', at: '09:00' } });
  };
  const world = await newWorld(test.store, { now: '2026-06-08T09:00:00Z', edit });
  const channel = await world.channel('qa');
  const { look } = setRoom(world);
  await openRound(world, { boardId: world.boardId, period: FIRST, due: '2026-07-10' });
  const before = await world.ask(FIRST, 'qa');
  const answered = { rating: 'red', progress: `Old ${MARK}`, blockers: `Stuck ${MARK}` };
  await saved(world.save(people.chair, before, REF, answered));
  await world.standing(before.askId, channel);
  await look();
  await world.reimport(raw => Object.assign(raw, { sets: [restrictedSet()] }));
  await look('2026-06-08T09:02:00Z');
  const turn = await turnAsk(world);
  const state = await world.ask(turn.period, 'qa');
  await saved(world.save(people['named-owner'], state, REF, { rating: 'amber', ...words }));
  return { test, world, channel, ordinary: before.askId, turn: turn.askId, look };
}

export async function turnAsk({ store, boardId }: World): Promise<{ askId: string; period: string }> {
  return store.read(async view => {
    const all = await view.rows(rounds).find({ boardId });
    const round = all.find(({ setId, closedAt }) => setId !== null && closedAt === null);
    const ask = await view.rows(asks).first({ roundId: round?.id ?? '' });
    return { askId: ask?.id ?? '', period: round?.period ?? '' };
  });
}
