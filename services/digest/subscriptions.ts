/** Digests of one's own, in 1:1 chat: of what one may see, on a day and at an hour of one's choice. */
import { recordAudit } from '../audit/record.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import type { Clock } from '../ports.ts';
import { digestSubscriptions } from '../store/entities/digests.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import { type DigestDay, type DigestTime, digestDays } from './times.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

/** "fridays 16:00", "on Friday at 16.00", "mon 8:30". @throws CollateError `input_invalid` */
export function parseDigestTime(words: string): DigestTime {
  const match = /^(?:on\s+)?([a-z]+?)(?:day)?s?\s+(?:at\s+)?(\d{1,2})[:.](\d{2})$/i.exec(words.trim());
  const day = match && digestDays.find(name => isDayName(match[1] ?? '', name));
  const [hour, minute] = [Number(match?.[2]), Number(match?.[3])];
  if (day && hour < 24 && minute < 60) {
    return { day, at: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` };
  }
  throw new CollateError(
    'input_invalid',
    `“${words.trim().slice(0, 40)}” is no working day and time. Type: digest on fridays 16:00`,
  );
}

const isDayName = (typed: string, name: DigestDay) => {
  const stem = typed.toLowerCase();
  return stem.length >= 3 && name.startsWith(stem);
};

/** Said again, it changes the time. */
export function subscribe(
  { store, clock }: Deps,
  actor: Actor,
  personId: string,
  time: DigestTime,
): Promise<void> {
  return store.write(async unit => {
    const { boardId } = actor;
    const since = clock.now();
    await record(unit, actor, 'digest.ordered', since);
    const changed = await unit.rows(digestSubscriptions).update({ boardId, personId }, { ...time, since });
    if (changed > 0) return;
    await unit.rows(digestSubscriptions).insert({ boardId, personId, ...time, since });
  });
}

/** @returns false where there was none */
export function unsubscribe({ store, clock }: Deps, actor: Actor, personId: string): Promise<boolean> {
  return store.write(async unit => {
    const { boardId } = actor;
    if ((await unit.rows(digestSubscriptions).remove({ boardId, personId })) === 0) return false;
    await record(unit, actor, 'digest.cancelled', clock.now());
    return true;
  });
}

const record = (unit: Unit, actor: Actor, event: 'digest.ordered' | 'digest.cancelled', at: Date) =>
  recordAudit(unit, { ...actor, at, event, subject: {} });

export async function subscriptionOf(
  view: View,
  boardId: string,
  personId: string,
): Promise<DigestTime | null> {
  const row = await view.rows(digestSubscriptions).first({ boardId, personId });
  return row && { day: row.day as DigestDay, at: row.at };
}
