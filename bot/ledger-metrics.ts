/** What can be counted of the ledger: how full it is, what became of each purpose, and how long things take. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Watch } from '../services/delivery/dispatcher.ts';
import { deliveryStates, type LedgerDepth } from '../services/delivery/list-deliveries.ts';
import { policies } from '../services/delivery/policy.ts';

/** From two seconds, as a refresh should take, to a day, after which it is given up. */
const SECONDS = [0.5, 1, 2, 5, 15, 60, 300, 3_600, 86_400];

export interface LedgerMetrics {
  delivered: Watch;
  watchLedger(readDepth: () => Promise<LedgerDepth>): void;
}

export function createLedgerMetrics(registry: Registry): LedgerMetrics {
  const registers = [registry];
  const ended = new Counter({
    name: 'collate_deliveries_total',
    help: 'Attempts at a delivery, by purpose and by the state they led to.',
    labelNames: ['purpose', 'state'],
    registers,
  });
  const seconds = new Histogram({
    name: 'collate_delivery_seconds',
    help: 'From when a delivery was due to when it was sent, by purpose.',
    labelNames: ['purpose'],
    buckets: SECONDS,
    registers,
  });
  for (const purpose of Object.keys(policies)) {
    for (const state of ['sent', 'retrying', 'stopped']) ended.inc({ purpose, state }, 0);
  }
  return {
    delivered({ purpose, dueAt }, { state }, now) {
      ended.inc({ purpose, state });
      if (state === 'sent') seconds.observe({ purpose }, Math.max(0, now.getTime() - dueAt.getTime()) / 1000);
    },
    watchLedger(readDepth) {
      const oldest = new Gauge({
        name: 'collate_ledger_oldest_due_seconds',
        help: 'How long the oldest delivery that could go waits already.',
        registers,
      });
      new Gauge({
        name: 'collate_ledger_deliveries',
        help: 'Deliveries in the ledger, by state.',
        labelNames: ['state'],
        registers,
        async collect() {
          const { counts, oldestDueSeconds } = await readDepth();
          for (const state of deliveryStates) this.set({ state }, counts[state]);
          oldest.set(oldestDueSeconds);
        },
      });
    },
  };
}
