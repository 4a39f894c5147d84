/** A steady load over connections that stay open: each worker sends its next request when the last is answered. */
import { Agent, request } from 'node:http';

export interface Sample {
  /** Milliseconds of each request. */
  times: number[];
  /** Milliseconds of all of it. */
  elapsed: number;
}

export interface Load {
  url: string;
  authorization: string;
  workers: number;
  /** How many requests, of all workers together. */
  count: number;
  /** The next body of a worker. */
  bodyOf: (worker: number) => string;
  /** @throws Error where an answer is not the right one */
  check: (status: number, body: string) => void;
}

export async function runLoad({ url, authorization, workers, count, bodyOf, check }: Load): Promise<Sample> {
  const agent = new Agent({ keepAlive: true, maxSockets: workers });
  const times: number[] = [];
  let left = count;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      while (left > 0) {
        left -= 1;
        const body = bodyOf(worker);
        const start = performance.now();
        const answer = await send(url, agent, authorization, body);
        times.push(performance.now() - start);
        check(answer.status, answer.body);
      }
    }),
  );
  const elapsed = performance.now() - began;
  agent.destroy();
  return { times, elapsed };
}

function send(url: string, agent: Agent, authorization: string, body: string) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const headers = {
      authorization,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const outgoing = request(new URL('/api/messages', url), { method: 'POST', agent, headers }, incoming => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', chunk => {
        text += chunk;
      });
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: text }));
      incoming.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export interface Figures {
  perSecond: number;
  median: number;
  p99: number;
}

/** Over all rounds: every request counts the same. */
export function figuresOf(samples: readonly Sample[]): Figures {
  const times = samples.flatMap(sample => sample.times).sort((one, other) => one - other);
  const elapsed = samples.reduce((sum, sample) => sum + sample.elapsed, 0);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)] ?? Number.NaN;
  return { perSecond: (times.length * 1000) / elapsed, median: at(0.5), p99: at(0.99) };
}
