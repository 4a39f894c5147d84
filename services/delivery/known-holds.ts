/**
 * The holds as a delivery asks for them when its turn has come, after its card was drawn: that is fifty times a second,
 * and they change seldom. So they are read anew where one was written, and now and then for what other replicas write.
 */
import type { Clock, Later } from '../ports.ts';
import { type DeliveryRow, holds } from '../store/entities/delivery.ts';
import type { Store } from '../store/unit-of-work.ts';
import { type HoldsBack, readHolds } from './holds.ts';

export interface KnownHolds {
  holdBack(row: DeliveryRow): Promise<boolean>;
  /** Begins to hear what is committed. @returns what ends it */
  watch(): () => void;
}

interface KnownHoldsDeps {
  store: Store;
  clock: Clock;
  later: Later;
  /** How long what was read is taken to be true, in milliseconds. */
  forMs: number;
}

export function knowHolds({ store, clock, later, forMs }: KnownHoldsDeps): KnownHolds {
  let known: Promise<HoldsBack> | null = null;
  let cancel = () => {};

  function forget(): void {
    cancel();
    known = null;
  }

  function look(): Promise<HoldsBack> {
    cancel = later(forget, forMs);
    return store.read(view => readHolds(view, clock.now()));
  }

  return {
    async holdBack(row) {
      known ??= look();
      try {
        return (await known)(row);
      } catch (error) {
        forget();
        throw error;
      }
    },
    watch() {
      const unsubscribe = store.onCommit(changed => {
        if (changed.has(holds.name)) forget();
      });
      return () => {
        unsubscribe();
        forget();
      };
    },
  };
}
