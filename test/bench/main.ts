/**
 * `npm run bench`: one saved reply over signed HTTP against a bare CloudAdapter invoke with the same token check.
 * Both are measured in turns in one run, one press after the other, by the same client; only their ratio means
 * anything on another machine.
 */
import { systemClock } from '../../services/ports.ts';
import { readAsk } from '../../services/returns/read-ask.ts';
import { messages } from '../../services/store/entities/delivery.ts';
import { returns } from '../../services/store/entities/returns.ts';
import { askCard, type Stage, startStage } from '../contract/support.ts';

const PRESSES = 250;
const TURNS = 3;

interface Measured {
  perSecond: number;
  median: number;
  p99: number;
}

const stage = await startStage({ forms: 'inline' });
try {
  const bare = await stage.world.startBot({ entry: 'test/bench/bare-bot.ts' });
  const pressed = await presses(stage);
  const saved: Measured[] = [];
  const plain: Measured[] = [];
  await measure(bare.url, () => pressed(0), 50);
  let count = 0;
  const next = () => {
    count += 1;
    return pressed(count - 1);
  };
  await measure(stage.bot.url, next, 50);
  for (let turn = 0; turn < TURNS; turn += 1) {
    plain.push(await measure(bare.url, () => pressed(0), PRESSES));
    saved.push(await measure(stage.bot.url, next, PRESSES));
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

/** The presses of Save in turn: over the actions of a card, with other words each time, on the version before. */
async function presses(stage: Stage): Promise<(press: number) => string> {
  const activityId = await askCard(stage);
  const ask = await stage.store.read(async view => {
    const message = await view.rows(messages).first({ activityId });
    return message ? readAsk(view, stage.boardId, message.subjectId, systemClock.now()) : null;
  });
  const rated = (ask?.actions ?? []).filter(action => action.rates);
  if (!ask || rated.length === 0) throw new Error('There is nothing to press.');
  let said = 0;
  return press => {
    said += 1;
    const action = rated[press % rated.length]?.id;
    const version = Math.floor(press / rated.length);
    const data = { ask: ask.askId, action, version, after: 'stay', rating: 'amber' };
    return JSON.stringify(
      stage.teams.activity(stage.ann, stage.world.channel('Quality Assurance'), {
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: activityId,
        value: {
          action: {
            type: 'Action.Execute',
            verb: 'update.save',
            data: { ...data, progress: `Words ${said}` },
          },
        },
      }),
    );
  };
}

async function measure(url: string, body: () => string, count: number): Promise<Measured> {
  const authorization = (await stage.world.issuer.authorization()) ?? '';
  const headers = { 'content-type': 'application/json', authorization };
  const times: number[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    const begun = performance.now();
    const response = await fetch(`${url}/api/messages`, { method: 'POST', headers, body: body() });
    await response.text();
    times.push(performance.now() - begun);
    if (response.status !== 200) throw new Error(`A press was answered ${response.status}.`);
  }
  times.sort((one, other) => one - other);
  const at = (part: number) => times[Math.min(count - 1, Math.floor(count * part))] ?? 0;
  const total = times.reduce((sum, time) => sum + time, 0);
  return { perSecond: (count * 1000) / total, median: at(0.5), p99: at(0.99) };
}

/** Of several turns, the one that the machine disturbed least. */
function best(turns: readonly Measured[]): Measured {
  const [first] = [...turns].sort((one, other) => other.perSecond - one.perSecond);
  if (!first) throw new Error('Nothing was measured.');
  return first;
}

function say(name: string, { perSecond, median, p99 }: Measured): void {
  const line = `${perSecond.toFixed(0)}/s, median ${median.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  process.stdout.write(`${name}: ${line}\n`);
}
