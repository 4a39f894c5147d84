/**
 * What must be true of simulated years. What is expected is reckoned apart from the schedules, from a list of bank
 * holidays and the platform's clocks; only on which days rounds open is taken from the planning, which has tests of
 * its own.
 */
import assert from 'node:assert/strict';
import { readPlanning } from '../../../services/rounds/planned-rounds.ts';
import { openingSlots } from '../../../services/schedule/schedules/open-rounds.ts';
import { boards, people } from '../../../services/store/entities/board.ts';
import { type DeliveryRow, deliveries } from '../../../services/store/entities/delivery.ts';
import { digests } from '../../../services/store/entities/digests.ts';
import { reminders } from '../../../services/store/entities/reminders.ts';
import { asks, rounds } from '../../../services/store/entities/rounds.ts';
import { type SlotRow, slots } from '../../../services/store/entities/schedule.ts';
import { clockOf, dayAfter, instantOf, isOpen, nearestWorked, weekdayOf, workedAway } from './london.ts';
import { type Simulated, SUBSCRIBERS } from './two-years.ts';
import type { DueSpan } from './two-years-life.ts';

const HOUR = 3_600_000;

/** A slot that has to be settled, where somebody looked in time. */
interface Wanted {
  key: string;
  at: Date;
}

export interface Counted {
  slots: number;
  done: Record<string, number>;
  skipped: Record<string, number>;
  outages: number;
  restarts: number;
}

/** @throws AssertionError for whatever does not hold */
export async function checkYears(simulated: Simulated): Promise<Counted> {
  assert.deepEqual(simulated.problems, []);
  const { store, boardId } = simulated;
  const settled = await store.read(view =>
    view.rows(slots).find({ boardId }, { orderBy: { at: 'asc', key: 'asc' } }),
  );
  checkTimes(settled, simulated);
  const of = (schedule: string) => settled.filter(row => row.schedule === schedule);
  const sent = await store.read(view => view.rows(deliveries).find({ boardId }));
  for (const { purpose, createdAt } of sent)
    assert.ok(isOpen(createdAt), `${purpose} ${createdAt.toISOString()}`);
  await checkOpenings(simulated, of('open-rounds'), sent);
  await checkReminders(simulated, of('reminders'), sent);
  await checkDigests(simulated, of('digest'), sent);
  checkProgress(simulated, of('progress'));
  const { outages, restarts } = simulated;
  return { slots: settled.length, ...countedOf(settled), outages, restarts };
}

function countedOf(settled: readonly SlotRow[]): Pick<Counted, 'done' | 'skipped'> {
  const done: Record<string, number> = {};
  const skipped: Record<string, number> = {};
  for (const { schedule, reason } of settled) {
    if (reason === null) done[schedule] = (done[schedule] ?? 0) + 1;
    else skipped[reason] = (skipped[reason] ?? 0) + 1;
  }
  return { done, skipped };
}

/** When somebody first looked, from an instant on, while people might be written to. */
const nextLook = ({ looked }: Simulated, from: Date): number | undefined =>
  looked.find(hour => hour >= from.getTime() && isOpen(new Date(hour)));

/** None on a closed day or in quiet hours, none early, and each as soon as anybody was awake. */
function checkTimes(settled: readonly SlotRow[], simulated: Simulated): void {
  const keys = settled.map(({ schedule, key }) => `${schedule} ${key}`);
  assert.equal(new Set(keys).size, keys.length, 'no slot twice');
  for (const { key, at, doneAt } of settled) {
    const where = `${key} at ${at.toISOString()}, done ${doneAt.toISOString()}`;
    assert.ok(isOpen(at) && isOpen(doneAt), where);
    const hour = Math.floor(doneAt.getTime() / HOUR) * HOUR;
    assert.equal(nextLook(simulated, at), hour, where);
  }
}

/** Each has its row, at its time; nothing else has one. */
function checkSettled(
  simulated: Simulated,
  settled: readonly SlotRow[],
  wanted: readonly (Wanted & { until: Date })[],
): void {
  const found = new Map(settled.map(row => [row.key, row]));
  const known = new Map(wanted.map(slot => [slot.key, slot]));
  for (const { key, at, until } of wanted) {
    const look = nextLook(simulated, at);
    if (look === undefined || look > until.getTime()) continue;
    assert.deepEqual(found.get(key)?.at, at, `${key} at ${at.toISOString()}`);
  }
  for (const { key, at } of settled) assert.deepEqual(known.get(key)?.at, at, `nobody expects ${key}`);
}

/** What became due of something went out once, and was not lost. */
function checkSentOnce(
  sent: readonly DeliveryRow[],
  purpose: DeliveryRow['purpose'],
  expected: readonly { subjectId: string; places: number }[],
): void {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  for (const row of sent.filter(each => each.purpose === purpose)) {
    const where = `${purpose} ${row.subjectId} ${row.placeId}`;
    assert.ok(!seen.has(where), `${where} twice`);
    seen.add(where);
    counts.set(row.subjectId, (counts.get(row.subjectId) ?? 0) + 1);
  }
  for (const { subjectId, places } of expected)
    assert.equal(counts.get(subjectId) ?? 0, places, `${purpose} ${subjectId}`);
  assert.equal(counts.size, expected.filter(({ places }) => places > 0).length, purpose);
}

/** Each planned round is opened once, where its slot says so, and asks for each return once. */
async function checkOpenings(
  simulated: Simulated,
  settled: readonly SlotRow[],
  sent: readonly DeliveryRow[],
): Promise<void> {
  const { store, boardId, from, until } = simulated;
  const { planned, opened, asked } = await store.read(async view => {
    const board = await view.rows(boards).get(boardId);
    const records = { ...(await readPlanning(view, board)), rounds: [] };
    return {
      planned: openingSlots(records, { from, until }),
      opened: await view.rows(rounds).find({ boardId }),
      asked: await view.rows(asks).find({ boardId }),
    };
  });
  checkSettled(
    simulated,
    settled,
    planned.map(({ key, at }) => ({ key, at, until })),
  );
  for (const { at } of planned) assert.equal(clockOf(at).time, '09:00', 'in winter and in summer');
  assert.deepEqual(
    settled.flatMap(({ state, key }) => (state === 'done' ? [key] : [])).sort(),
    opened.map(({ period }) => period).sort(),
  );
  const inChannel = asked.filter(({ groupId }) => groupId !== null);
  const ids = new Set(inChannel.map(({ id }) => id));
  checkSentOnce(
    sent.filter(({ subjectId, state }) => ids.has(subjectId) && state !== 'superseded'),
    'ask',
    inChannel.map(({ id }) => ({ subjectId: id, places: 1 })),
  );
}

/** The reminders of the time in which a round had one due day. */
function remindersOf({ roundId, due, lastInTime, since }: DueSpan, until: Date): Wanted[] {
  const days: [mark: string, day: string][] = [
    ['before-10', workedAway(due, -10)],
    ['before-3', workedAway(due, -3)],
    ['before-0', nearestWorked(due, -1)],
  ];
  const last = clockOf(until).day;
  for (let [day, week] = [workedAway(lastInTime, 5), 1]; day <= last; day = workedAway(day, 5), week += 1)
    days.push([`late-${week}`, day]);
  const told = clockOf(since).day;
  return days.flatMap(([mark, day]) => {
    const at = instantOf(day, '09:00');
    return day > told && at <= until ? [{ key: `${roundId} ${due} ${mark}`, at }] : [];
  });
}

/** Each that lay within the life of a round has its slot, and each slot that was done its messages, once. */
async function checkReminders(
  simulated: Simulated,
  settled: readonly SlotRow[],
  sent: readonly DeliveryRow[],
): Promise<void> {
  const { store, boardId, spans, until: end } = simulated;
  const { rows, asked } = await store.read(async view => ({
    rows: await view.rows(reminders).find({ boardId }),
    asked: await view.rows(asks).find({ boardId }),
  }));
  const isOfRound = ({ key }: SlotRow) => !key.startsWith('snoozed ');
  checkSettled(
    simulated,
    settled.filter(isOfRound),
    spans.flatMap(span => {
      const until = span.until ?? end;
      return remindersOf(span, until).map(slot => ({ ...slot, until }));
    }),
  );
  const putOff = rows.filter(({ snoozedUntil }) => snoozedUntil !== null);
  checkSettled(
    simulated,
    settled.filter(row => !isOfRound(row)),
    putOff.map(({ id, roundId, snoozedUntil }) => ({
      key: `snoozed ${id}`,
      at: instantOf(snoozedUntil ?? '', '09:00'),
      until: spans.findLast(span => span.roundId === roundId)?.until ?? end,
    })),
  );
  const done = settled.filter(({ state }) => state === 'done');
  for (const { roundId, groupId, audience, madeAt } of rows) {
    const of = done.filter(slot => slot.doneAt.getTime() === madeAt.getTime());
    assert.ok(of.length > 0, 'a reminder comes of a slot');
    if (audience !== 'group') continue;
    const waiting = asked.filter(ask => ask.roundId === roundId && ask.groupId === groupId);
    assert.ok(
      waiting.some(({ completedAt }) => completedAt === null || completedAt >= madeAt),
      'who has answered is not reminded',
    );
  }
  for (const slot of done)
    assert.ok(
      rows.some(({ madeAt }) => madeAt.getTime() === slot.doneAt.getTime()),
      `${slot.key} told nobody`,
    );
  const told = rows.map(row => [
    row.roundId,
    row.audience,
    row.groupId,
    row.agencyId,
    row.priorityId,
    +row.madeAt,
  ]);
  assert.equal(new Set(told.map(String)).size, told.length, 'nobody is told the same twice');
  const places = new Map<string, number>();
  for (const { purpose, subjectId } of sent)
    if (purpose === 'reminder') places.set(subjectId, (places.get(subjectId) ?? 0) + 1);
  checkSentOnce(
    sent,
    'reminder',
    rows.map(({ id }) => ({ subjectId: id, places: Math.max(1, places.get(id) ?? 0) })),
  );
}

/** On the morning after a round's last day, unless it was given another before. */
function checkProgress(simulated: Simulated, settled: readonly SlotRow[]): void {
  const wanted = simulated.spans.map(({ roundId, lastInTime, until }) => ({
    key: `${roundId} ${lastInTime}`,
    at: instantOf(nearestWorked(dayAfter(lastInTime), 1), '07:30'),
    until: until ?? simulated.until,
  }));
  checkSettled(simulated, settled, wanted);
}

/** One of each week for the board and for each who asked for one; each begins where the one before ended. */
async function checkDigests(
  simulated: Simulated,
  settled: readonly SlotRow[],
  sent: readonly DeliveryRow[],
): Promise<void> {
  const { store, boardId, until } = simulated;
  const { told, subscribed } = await store.read(async view => ({
    told: await view.rows(digests).find({ boardId }, { orderBy: { until: 'asc' } }),
    subscribed: await view.rows(people).find({ boardId, email: SUBSCRIBERS.map(({ email }) => email) }),
  }));
  const idOf = (email: string) => subscribed.find(row => row.email === email)?.id ?? '';
  const audiences = [
    { audience: 'board', weekday: 1, time: '08:00' },
    { audience: idOf(SUBSCRIBERS[0].email), weekday: 5, time: '16:00' },
    // Nobody is written to before 07:30.
    { audience: idOf(SUBSCRIBERS[1].email), weekday: 1, time: '07:30' },
  ];
  const wanted = audiences.flatMap(({ audience, weekday, time }) =>
    weeksOf(simulated, weekday, time).map(({ key, at }) => ({ key: `${audience} ${key}`, at, until })),
  );
  checkSettled(simulated, settled, wanted);
  for (const { audience } of audiences) {
    const done = settled.filter(({ key, state }) => key.startsWith(`${audience} `) && state === 'done');
    const own = told.filter(row => row.audience === audience);
    assert.deepEqual(
      own.map(row => row.until),
      done.map(row => row.doneAt),
      `digests of ${audience}`,
    );
    for (const [index, { since }] of own.entries())
      if (index > 0) assert.deepEqual(since, own[index - 1]?.until, 'nothing is left out between two');
  }
  checkSentOnce(
    sent,
    'digest',
    told.map(({ id }) => ({ subjectId: id, places: 1 })),
  );
}

/** Each such day of the years, with when its digest is due: on the next worked day where it is none. */
function weeksOf({ from, until }: Simulated, weekday: number, time: string): Wanted[] {
  const found: Wanted[] = [];
  for (let day = dayAfter(clockOf(from).day, -10); day <= clockOf(until).day; day = dayAfter(day)) {
    if (weekdayOf(day) !== weekday) continue;
    const at = instantOf(nearestWorked(day, 1), time);
    if (at > from && at <= until) found.push({ key: day, at });
  }
  return found;
}
