/** A process in another time zone (TZ): writes an instant and a day, or prints those that it reads. */
import { rounds } from '../../services/store/entities/rounds.ts';
import { openStore } from '../../services/store/open-store.ts';

const [, , url = '', roundId = '', set = ''] = process.argv;
const store = await openStore(url);
if (set !== '') {
  const [instant = '', day = ''] = set.split(' ');
  await store.write(unit =>
    unit.rows(rounds).update({ id: roundId }, { openedAt: new Date(instant), due: day }),
  );
}
const found = await store.read(async view => {
  const { openedAt, due } = await view.rows(rounds).get(roundId);
  return { openedAt: openedAt.toISOString(), due };
});
await store.close();
process.stdout.write(JSON.stringify({ ...found, zone: new Date('2026-07-01T00:00:00Z').getHours() }));
