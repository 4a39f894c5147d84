/** Has stopped deliveries tried again, when somebody mended what hindered them. */
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import type { Store } from '../store/unit-of-work.ts';
import { goOn } from './queue.ts';

/**
 * One of them by its id, or all.
 * @returns how many; 0 where none is stopped
 * @throws CollateError `not_allowed`
 */
export function retryDeliveries(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
  which: { id: string } | 'all',
): Promise<number> {
  return store.write(async unit => {
    const now = clock.now();
    await requireMay(unit, actor, 'delivery.manage', { now });
    const retried = await goOn(unit, { boardId: actor.boardId, ...(which === 'all' ? {} : which) }, now);
    if (retried > 0) {
      const delivery = which === 'all' ? null : which.id;
      await recordAudit(unit, {
        ...actor,
        at: now,
        event: 'delivery.retried',
        subject: { delivery, retried },
      });
    }
    return retried;
  });
}
