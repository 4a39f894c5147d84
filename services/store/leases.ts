/** One holder at a time does a thing. The time of a lease is the database's, so that no replica's clock matters. */
import { leases } from './entities/delivery.ts';
import type { Unit, View } from './unit-of-work.ts';

export interface LeaseWish {
  /** What is leased, as `dispatcher`. */
  id: string;
  /** Who wants it: opaque, and another one for each process. */
  holder: string;
  /** For how long, in milliseconds; take it again before that has gone. */
  forMs: number;
}

/** Takes the lease or renews it. @returns false while another holds it */
export async function takeLease(unit: Unit, { id, holder, forMs }: LeaseWish): Promise<boolean> {
  const now = await unit.now();
  const until = new Date(now.getTime() + forMs);
  const lease = await unit.rows(leases).first({ id });
  if (!lease) {
    await unit.rows(leases).insert({ id, holder, until });
    return true;
  }
  if (lease.holder !== holder && lease.until > now) return false;
  await unit.rows(leases).update({ id }, { holder, until });
  return true;
}

/** How long a lease still lasts, in milliseconds; 0 where nobody holds it. */
export async function lookAtLease(
  view: View,
  { id, holder }: Pick<LeaseWish, 'id' | 'holder'>,
): Promise<{ isOurs: boolean; forMs: number }> {
  const lease = await view.rows(leases).first({ id });
  if (!lease) return { isOurs: false, forMs: 0 };
  const left = lease.until.getTime() - (await view.now()).getTime();
  return { isOurs: lease.holder === holder, forMs: Math.max(0, left) };
}

/** Gives a lease back, where it is still held. */
export async function releaseLease(
  unit: Unit,
  { id, holder }: Pick<LeaseWish, 'id' | 'holder'>,
): Promise<void> {
  await unit.rows(leases).remove({ id, holder });
}
