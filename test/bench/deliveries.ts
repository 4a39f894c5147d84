/**
 * 1,500 cards through the real bot to a Connector that keeps Teams' limits: how long they take against the shortest
 * time that the limits allow, and how long a press is answered after meanwhile, against the same presses at rest.
 */
import { deliveries } from '../../services/store/entities/delivery.ts';
import { type Stage, startStage } from '../contract/support.ts';
import { watchCpu } from './cpu.ts';
import { addBoards, CARDS, openRounds } from './many-boards.ts';
import { inAll, measure, presses, say } from './measure.ts';

/** All of one tenant, in a second. */
const PER_SECOND = 50;
/** People press that often, in milliseconds. */
const EVERY = 100;
/** Before the cards and after them, so that neither has the better of the machine. */
const AT_REST = 300;
/** How long the rounds may take to be opened before their cards are due, in milliseconds. */
const OPENING = 25_000;

export async function benchDeliveries(database: 'sqlite' | 'postgres'): Promise<void> {
  const stage = await startStage({
    forms: 'inline',
    database,
    env: { REQUESTS_PER_MINUTE: '0', LOG_LEVEL: 'info' },
  });
  try {
    const { connector } = stage.world;
    connector.rateLimits = 'teams';
    const boardIds = await addBoards(stage);
    await isOver(stage);
    const pressed = await presses(stage);
    let count = 0;
    const body = () => {
      count += 1;
      return pressed(count - 1);
    };
    const series = { url: stage.bot.url, body, everyMs: EVERY };
    await measure(stage, { ...series, goesOn: sent => sent < 50 });
    const atRest = () => measure(stage, { ...series, goesOn: sent => sent < AT_REST });
    const before = await atRest();
    const due = new Date(Date.now() + OPENING);
    await openRounds(stage, boardIds, due);
    if (Date.now() > due.getTime()) throw new Error('The rounds were not opened in time.');
    await new Promise(resolve => setTimeout(resolve, due.getTime() - Date.now()));
    const from = connector.calls.length;
    const cpu = await watchCpu(stage.bot.process.pid ?? 0);
    const busy = await measure(stage, { ...series, goesOn: () => posted(stage, from).length < CARDS });
    const shares = await cpu();
    await isOver(stage);
    const idle = inAll([before, await atRest()]);
    const writes = connector.calls
      .slice(from)
      .filter(({ operation }) => /create|send|reply|update/.test(operation));
    const cards = posted(stage, from);
    const [first, last] = [cards[0]?.at.getTime() ?? 0, cards.at(-1)?.at.getTime() ?? 0];
    const until = writes.filter(({ at }) => at.getTime() >= first && at.getTime() <= last).length;
    const shortest = (until - PER_SECOND) / PER_SECOND;
    const took = (last - first) / 1000;
    const refused = writes.filter(({ status }) => status === 429).length;
    say(`presses at rest (${database})`, idle);
    say(`presses while ${CARDS} cards go out (${database})`, busy);
    process.stdout.write(
      `${until} calls (${cards.length} cards, the rest refreshes of the pressed one) took ${took.toFixed(1)} s, ${(took / shortest).toFixed(3)} of the shortest ${shortest.toFixed(1)} s that the limits allow; ${refused} were refused as too many\n` +
        `ratio: an answer meanwhile takes ${(busy.median / idle.median).toFixed(2)} of one at rest, p99 ${(busy.p99 / idle.p99).toFixed(2)}\n` +
        `${shares}\n`,
    );
  } finally {
    await stage.stop();
  }
}

const posted = ({ world }: Stage, from: number) =>
  world.connector.calls
    .slice(from)
    .filter(({ operation, status }) => operation === 'createConversation' && status === 201);

async function isOver({ store }: Stage): Promise<void> {
  const state = ['due', 'sending', 'retrying'] as const;
  while ((await store.read(view => view.rows(deliveries).count({ state }))) > 0) {
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
