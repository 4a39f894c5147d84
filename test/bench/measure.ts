/** Presses of Save over signed HTTP, one after the other, and how long each was answered after. */
import { systemClock } from '../../services/ports.ts';
import { readAsk } from '../../services/returns/read-ask.ts';
import { messages } from '../../services/store/entities/delivery.ts';
import { askCard, type Stage } from '../contract/support.ts';

export interface Measured {
  /** How long each took, in milliseconds, from the shortest to the longest. */
  times: readonly number[];
  perSecond: number;
  median: number;
  p99: number;
}

/** The presses of Save in turn: over the actions of a card, with other words each time, on the version before. */
export async function presses(stage: Stage): Promise<(press: number) => string> {
  const activityId = await askCard(stage);
  const ask = await askOf(stage, activityId);
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

/** The card may be seen in Teams before the bot has written that it stands there. */
async function askOf({ store, boardId }: Stage, activityId: string) {
  for (let tries = 0; tries < 200; tries += 1) {
    const ask = await store.read(async view => {
      const message = await view.rows(messages).first({ activityId });
      return message ? readAsk(view, boardId, message.subjectId, systemClock.now()) : null;
    });
    if (ask) return ask;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return null;
}

export interface Series {
  url: string;
  body: () => string;
  /** Goes on while this holds. */
  goesOn: (sent: number) => boolean;
  /** From the beginning of one press to that of the next, in milliseconds; 0 for at once. */
  everyMs?: number;
}

export async function measure(stage: Stage, { url, body, goesOn, everyMs = 0 }: Series): Promise<Measured> {
  const authorization = (await stage.world.issuer.authorization()) ?? '';
  const headers = { 'content-type': 'application/json', authorization };
  const times: number[] = [];
  for (let sent = 0; goesOn(sent); sent += 1) {
    const begun = performance.now();
    const response = await fetch(`${url}/api/messages`, { method: 'POST', headers, body: body() });
    await response.text();
    const took = performance.now() - begun;
    times.push(took);
    if (response.status !== 200) throw new Error(`A press was answered ${response.status}.`);
    if (took < everyMs) await new Promise(resolve => setTimeout(resolve, everyMs - took));
  }
  return measured(times);
}

function measured(unsorted: readonly number[]): Measured {
  const times = [...unsorted].sort((one, other) => one - other);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  const total = times.reduce((sum, time) => sum + time, 0);
  return { times, perSecond: (times.length * 1000) / total, median: at(0.5), p99: at(0.99) };
}

/** Several turns as one: a p99 of three hundred is the third longest alone. */
export const inAll = (turns: readonly Measured[]): Measured => measured(turns.flatMap(({ times }) => times));

/** Of several turns, the one that the machine disturbed least. */
export function best(turns: readonly Measured[]): Measured {
  const [first] = [...turns].sort((one, other) => other.perSecond - one.perSecond);
  if (!first) throw new Error('Nothing was measured.');
  return first;
}

export function say(name: string, { perSecond, median, p99 }: Measured): void {
  const line = `${perSecond.toFixed(0)}/s, median ${median.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  process.stdout.write(`${name}: ${line}\n`);
}
