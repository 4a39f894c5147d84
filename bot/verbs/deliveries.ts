/** The manager's buttons under what could not be posted. */
import { z } from 'zod';
import type { Card } from '../../cards/card.ts';
import { noticeCard } from '../../cards/notice/notice-card.ts';
import { count } from '../../cards/words.ts';
import { retryDeliveries } from '../../services/delivery/retry-deliveries.ts';
import { id, readData, type Verb } from './verb.ts';

const retry: Verb = {
  name: 'deliveries.retry',
  press: async (deps, { actor }, press) => {
    const { delivery } = readData(z.object({ delivery: id }), press);
    return { title: 'Deliveries', card: sayRetried(await retryDeliveries(deps, actor, { id: delivery })) };
  },
};

const retryAll: Verb = {
  name: 'deliveries.retry-all',
  press: async (deps, { actor }) => ({
    title: 'Deliveries',
    card: sayRetried(await retryDeliveries(deps, actor, 'all')),
  }),
};

function sayRetried(retried: number): Card {
  return noticeCard({
    tone: 'info',
    title: retried === 0 ? 'Nothing was stopped' : 'On their way again',
    text:
      retried === 0
        ? 'It was tried again before, or has gone on by itself.'
        : `${count(retried, 'delivery is', 'deliveries are')} tried again now.`,
    mend: 'See how they stand: deliveries',
    id: null,
  });
}

export const deliveryVerbs: readonly Verb[] = [retry, retryAll];
