/** People who left the board longer ago than its period become nameless, where nothing that is kept bears their name. */
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../people/access.ts';
import type { Clock } from '../ports.ts';
import { auditEvents } from '../store/entities/audit.ts';
import { type PersonRow, people } from '../store/entities/board.ts';
import { returns } from '../store/entities/returns.ts';
import { personalChats } from '../store/entities/teams.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import { forgetRow } from './forget-row.ts';

/** @param goingAskIds asks whose returns lose their names */
export async function leftLongAgo(
  view: View,
  boardId: string,
  before: Date,
  goingAskIds: readonly string[],
): Promise<PersonRow[]> {
  const all = await view.rows(people).find({ boardId, forgottenAt: null });
  const going = new Set(goingAskIds);
  const staying = new Set(
    (await view.rows(returns).find({ boardId }))
      .filter(({ askId }) => !going.has(askId))
      .flatMap(({ personId, enteredById }) => [personId, enteredById]),
  );
  const found: PersonRow[] = [];
  for (const person of all.filter(({ id }) => !staying.has(id))) {
    const last = person.retiredAt ?? (person.key === null ? await lastSeen(view, person.id) : null);
    if (last !== null && last <= before) found.push(person);
  }
  return found;
}

/** Of somebody whom no board file names: when they last did or said anything here; null where they never did. */
async function lastSeen(view: View, personId: string): Promise<Date | null> {
  const event = await view.rows(auditEvents).first({ personId }, { orderBy: { at: 'desc' } });
  const chat = await view.rows(personalChats).first({ personId });
  const seen = [event?.at, chat?.seenAt].filter(at => at !== undefined);
  return seen.length === 0 ? null : new Date(Math.max(...seen.map(at => at.getTime())));
}

/** One unit of work for each. */
export async function forgetLeft(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
  left: readonly PersonRow[],
): Promise<void> {
  for (const { id } of left) {
    await store.write(async unit => {
      const now = clock.now();
      const person = await unit.rows(people).get(id);
      if (person.forgottenAt !== null) return;
      await forgetRow(unit, person, now);
      await recordAudit(unit, {
        ...actor,
        at: now,
        event: 'person.forgotten',
        subject: { person: id, why: 'retention' },
      });
    });
  }
}
