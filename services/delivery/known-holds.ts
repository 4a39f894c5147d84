/**
 * The holds as a delivery asks for them when its turn has come, after its card was drawn: that is fifty times a second,
 * and they change seldom. So they are read anew where one was written, and now and then for what other replicas write.
 */
import type { Clock } from '../ports.ts';
import { type DeliveryRow, holds } from '../store/entities/delivery.ts';
import type { OnCommit, Store } from '../store/unit-of-work.ts';
import { type HoldsBack, readHolds } from './holds.ts';

export interface KnownHolds {
  holdBack(row: DeliveryRow): Promise<boolean>;
  /** To be told of each commit. */
  heard: OnCommit;
}

/** @param forMs how long what was read is taken to be true, in milliseconds */
export function knowHolds(store: Store, clock: Clock, forMs: number): KnownHolds {
  let known: { holdsBack: Promise<HoldsBack>; at: number } | null = null;

  return {
    async holdBack(row) {
      const now = clock.now();
      if (!known || now.getTime() - known.at > forMs) {
        known = { holdsBack: store.read(view => readHolds(view, now)), at: now.getTime() };
      }
      try {
        return (await known.holdsBack)(row);
      } catch (error) {
        known = null;
        throw error;
      }
    },
    heard(changed) {
      if (changed.has(holds.name)) known = null;
    },
  };
}
