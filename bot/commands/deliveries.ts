import { deliveriesCard } from '../../cards/notice/deliveries-card.ts';
import { readLedger } from '../../services/delivery/list-deliveries.ts';
import { CollateError } from '../../services/errors.ts';
import type { Command } from './command.ts';

export const deliveries: Command = {
  name: 'deliveries',
  usage: 'deliveries',
  about: 'what was posted, what waits, what could not be, and how to mend it',
  deed: 'delivery.manage',
  run: async (deps, { actor, place }) => {
    if (place.kind !== 'personal') {
      throw new CollateError('not_allowed', 'This is about the whole board. Ask me in our 1:1 chat.');
    }
    return deliveriesCard({ ...(await readLedger(deps, actor)), day: null, forms: deps.forms });
  },
};
