/** What could not be posted, as its card shows it. */
import type { Card, Forms } from '../../../cards/card.ts';
import { deliveriesCard } from '../../../cards/notice/deliveries-card.ts';
import type { StoppedDelivery } from '../../../services/delivery/stopped-notice.ts';
import { type StopCode, stops } from '../../../services/delivery/stops.ts';
import { NOW } from '../samples.ts';

export const COUNTS = { due: 3, sending: 1, sent: 241, retrying: 2, stopped: 14, superseded: 5 };

/** Fourteen, of every code there is. */
export function stoppedOf(place: string, reason: string): StoppedDelivery[] {
  const codes = Object.keys(stops) as StopCode[];
  return Array.from({ length: 14 }, (_, index) => {
    const code = codes[index % codes.length] ?? 'refused';
    return {
      id: `3f2c9d0e-0000-4000-8000-0000000000${10 + index}`,
      purpose: index % 2 === 0 ? ('ask' as const) : ('summary' as const),
      asked: index % 2 === 0 ? { kind: 'compliance', of: place } : null,
      place,
      reason,
      code,
      mend: stops[code].mend,
      since: NOW,
    };
  });
}

export function deliveryCards(text: string, forms: Forms): [name: string, card: Card][] {
  const listed = stoppedOf(text, text);
  return [
    ['deliveries', deliveriesCard({ counts: COUNTS, stopped: { listed, count: 14 }, day: null, forms })],
    [
      'deliveries, none stopped',
      deliveriesCard({ counts: COUNTS, stopped: { listed: [], count: 0 }, day: null, forms }),
    ],
    [
      'stopped notice',
      deliveriesCard({
        counts: null,
        stopped: { listed: listed.slice(0, 1), count: 1 },
        day: '2026-07-03',
        forms,
      }),
    ],
  ];
}
