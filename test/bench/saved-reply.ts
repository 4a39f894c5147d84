/**
 * One saved reply against a bare CloudAdapter invoke with the same token check. Both are measured in turns in one
 * run, one press after the other, by the same client; only their ratio means anything on another machine.
 */
import { returns } from '../../services/store/entities/returns.ts';
import { startStage } from '../contract/support.ts';
import { best, type Measured, measure, presses, say } from './measure.ts';

const PRESSES = 250;
const TURNS = 3;

export async function benchSavedReply(): Promise<void> {
  const stage = await startStage({ forms: 'inline', env: { REQUESTS_PER_MINUTE: '0' } });
  try {
    const bare = await stage.world.startBot({ entry: 'test/bench/bare-bot.ts' });
    const pressed = await presses(stage);
    const saved: Measured[] = [];
    const plain: Measured[] = [];
    const series = (url: string, body: () => string, count: number) =>
      measure(stage, { url, body, goesOn: sent => sent < count });
    await series(bare.url, () => pressed(0), 50);
    let count = 0;
    const next = () => {
      count += 1;
      return pressed(count - 1);
    };
    await series(stage.bot.url, next, 50);
    for (let turn = 0; turn < TURNS; turn += 1) {
      plain.push(await series(bare.url, () => pressed(0), PRESSES));
      saved.push(await series(stage.bot.url, next, PRESSES));
    }
    const stored = await stage.store.read(view => view.rows(returns).count());
    if (stored !== count) throw new Error(`${count} presses made ${stored} versions.`);
    say('bare invoke', best(plain));
    say('saved reply', best(saved));
    const ratio = best(saved).perSecond / best(plain).perSecond;
    process.stdout.write(`ratio: a saved reply runs at ${ratio.toFixed(3)} of a bare invoke\n`);
  } finally {
    await stage.stop();
  }
}
