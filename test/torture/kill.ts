/**
 * Kills a dispatcher's process again and again: before it sends, while the post is on its way, after the post and
 * before the answer, between the answer and the ledger, and at any moment. Counts what arrived, and how often.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { queueDelivery } from '../../services/delivery/queue.ts';
import { type DeliveryRow, deliveries } from '../../services/store/entities/delivery.ts';
import type { Store } from '../../services/store/unit-of-work.ts';
import { bundled } from '../support/bundle.ts';
import { randomFrom } from '../support/random.ts';
import { type HttpAnswer, serve } from '../support/teams/http.ts';

const MOMENTS = ['before', 'during', 'after', 'settling', 'any'] as const;
type Moment = (typeof MOMENTS)[number];

/** How many processes are kept warm, so that starting one does not wait for its packages. */
const WARM = 3;

export interface KillReport {
  kills: Record<Moment, number>;
  /** Deliveries of each policy. */
  again: number;
  notAgain: number;
  /** Posted twice or more, each time because the answer was lost. */
  twice: number;
  /** Of what is not sent again: left to the manager, with its post and without. */
  told: { arrived: number; unknown: number };
}

interface KillTest {
  store: Store;
  url: string;
  boardId: string;
  kills: number;
  seed: number;
}

interface Life {
  child: ChildProcess;
  warm: Promise<unknown>;
  /** What this process was seen to post. */
  posted: Set<string>;
}

export async function killAgainAndAgain({ store, url, boardId, kills, seed }: KillTest): Promise<KillReport> {
  const random = randomFrom(seed);
  const posts = new Map<string, number>();
  const lost = new Map<string, number>();
  const killed: Record<Moment, number> = { before: 0, during: 0, after: 0, settling: 0, any: 0 };
  let life: Life | null = null;
  let plan: { moment: Moment; calls: number } | null = null;

  const kill = () => life?.child.kill('SIGKILL');
  /** Counts down to the call at which the process dies. */
  const isTime = (moment: Moment) => {
    if (plan?.moment !== moment) return false;
    plan.calls -= 1;
    return plan.calls <= 0;
  };
  const hung: HttpAnswer = { status: 503 };

  const server = await serve(({ url: { pathname }, body: subject, drop }) => {
    if (pathname === '/about-to-send') {
      if (isTime('before')) kill();
      return { status: 200, body: { id: '' } };
    }
    if (isTime('during')) {
      kill();
      drop();
      return hung;
    }
    posts.set(subject, (posts.get(subject) ?? 0) + 1);
    life?.posted.add(subject);
    if (isTime('after')) {
      kill();
      drop();
      return hung;
    }
    if (isTime('settling')) setTimeout(kill, random() * 8);
    return { status: 201, body: { id: `${subject} ${posts.get(subject)}` } };
  });
  const run = await bundled('test/torture/kill-child.ts');

  function start(): Life {
    const args = [...run, url, `http://127.0.0.1:${server.port}`];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`The child ended with ${code} before it was warm.`);
    });
    ended.catch(() => undefined);
    return { child, warm: Promise.race([once(child.stdout, 'data'), ended]), posted: new Set() };
  }

  const rowsWith = (state: DeliveryRow['state']) =>
    store.read(view => view.rows(deliveries).find({ boardId, state }));

  async function liveOnce(next: Life, moment: Moment | null): Promise<void> {
    life = next;
    plan = moment === null ? null : { moment, calls: 1 + Math.floor(random() * 3) };
    await next.warm;
    const ended = once(next.child, 'exit');
    next.child.stdin?.write('go\n');
    if (moment === 'any') setTimeout(kill, 60 + random() * 200);
    await ended;
    if (moment !== null && next.child.signalCode === 'SIGKILL') killed[moment] += 1;
    for (const { subjectId } of await rowsWith('sending')) {
      if (next.posted.has(subjectId)) lost.set(subjectId, (lost.get(subjectId) ?? 0) + 1);
    }
  }

  const warm: Life[] = [];
  try {
    // Nothing to do yet: it ends by itself, and leaves behind what was compiled.
    await liveOnce(start(), null);
    await fill(store, boardId, kills);
    warm.push(...Array.from({ length: WARM }, start));
    for (let count = 0; count < kills; count += 1) {
      const next = warm.shift() ?? start();
      if (count + warm.length < kills) warm.push(start());
      await liveOnce(next, MOMENTS[count % MOMENTS.length] ?? 'any');
    }
    await liveOnce(warm.shift() ?? start(), null);
    return judge(await store.read(view => view.rows(deliveries).find({ boardId })), { posts, lost, killed });
  } finally {
    for (const { child } of warm) child.kill('SIGKILL');
    await server.stop();
  }
}

/** Enough for every life, of both policies in turn. */
async function fill(store: Store, boardId: string, kills: number): Promise<void> {
  const now = new Date();
  await store.write(async unit => {
    for (let index = 0; index < kills * 3; index += 1) {
      const purpose = index % 3 === 0 ? ('stopped-notice' as const) : ('summary' as const);
      const place = { placeKind: 'channel', placeId: `place-${index}` } as const;
      await queueDelivery(unit, { boardId, purpose, subjectId: `subject-${index}`, ...place }, now);
    }
  });
}

interface Seen {
  posts: Map<string, number>;
  lost: Map<string, number>;
  killed: Record<Moment, number>;
}

/** Holds what arrived to the policy of each purpose. */
function judge(rows: readonly DeliveryRow[], { posts, lost, killed }: Seen): KillReport {
  const report: KillReport = {
    kills: killed,
    again: 0,
    notAgain: 0,
    twice: 0,
    told: { arrived: 0, unknown: 0 },
  };
  for (const { purpose, subjectId, state, stopCode, lastOutcome } of rows) {
    const arrived = posts.get(subjectId) ?? 0;
    const about = `${purpose} ${subjectId}: ${state}, ${lastOutcome}, posted ${arrived}`;
    if (purpose === 'summary') {
      report.again += 1;
      assert.equal(state, 'sent', about);
      assert.equal(arrived, 1 + (lost.get(subjectId) ?? 0), about);
      if (arrived > 1) report.twice += 1;
    } else {
      report.notAgain += 1;
      assert.ok(arrived <= 1, about);
      if (state === 'sent') assert.equal(arrived, 1, about);
      else {
        assert.deepEqual([state, stopCode], ['stopped', 'interrupted'], about);
        report.told[arrived === 1 ? 'arrived' : 'unknown'] += 1;
      }
    }
  }
  return report;
}
