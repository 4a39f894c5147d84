/**
 * A Teams with troubles, on a clock of the test's own: it keeps the published limits and refuses beyond them, and
 * some of its answers are refusals, late, or lost after the thing was done.
 */
import { outcomeOfFailure } from '../../../bot/outcomes.ts';
import { NOT_BEGUN, type Outcome } from '../../../services/delivery/outcome.ts';
import { createWindows } from '../../../services/delivery/windows.ts';
import type { Clock, DeliveryOrder, Later, Messenger } from '../../../services/ports.ts';

const LIMITS = {
  thread: [
    { most: 7, inMs: 1_000 },
    { most: 8, inMs: 2_000 },
    { most: 60, inMs: 30_000 },
    { most: 1_800, inMs: 3_600_000 },
  ],
  tenant: [{ most: 50, inMs: 1_000 }],
};

export interface Troubles {
  /** Each a share of all calls. */
  busy: number;
  badGateway: number;
  slow: number;
  cut: number;
  lostAnswer: number;
}

export const NONE: Troubles = { busy: 0, badGateway: 0, slow: 0, cut: 0, lostAnswer: 0 };

export interface TroubledTeams extends Messenger {
  /** How often each subject was posted. */
  posts: Map<string, number>;
  /** Of those, how often the answer was lost. */
  lost: Map<string, number>;
  /** When each subject first arrived, in milliseconds. */
  arrivals: number[];
  calls: number;
  /** Calls over the published limits, all refused. */
  overLimit: number;
  /** The tenant that an order goes to; one for all unless the test says another. */
  tenantOf: (order: DeliveryOrder) => string;
  /** Calls of one place that end as the test says, before any trouble. */
  places: Map<string, (order: DeliveryOrder) => Outcome | null>;
}

interface Deps {
  clock: Clock;
  later: Later;
  random: () => number;
  troubles: Troubles;
}

export function troubledTeams({ clock, later, random, troubles }: Deps): TroubledTeams {
  const threads = createWindows(LIMITS.thread);
  const tenant = createWindows(LIMITS.tenant);
  const wait = (ms: number) => new Promise<void>(resolve => later(resolve, ms));
  const failed = (statusCode: number | null, retryAfter?: number) =>
    outcomeOfFailure(
      Object.assign(new Error('refused'), {
        ...(statusCode === null ? { code: 'ECONNRESET' } : { statusCode }),
        response: { headers: { get: () => (retryAfter === undefined ? undefined : String(retryAfter)) } },
      }),
    );
  const more = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);

  function isOverLimit(order: DeliveryOrder, now: number): boolean {
    const { placeId } = order;
    const key = teams.tenantOf(order);
    const isOver = threads.freeAt(placeId, now) > now || tenant.freeAt(key, now) > now;
    if (isOver) return true;
    threads.count(placeId, now);
    tenant.count(key, now);
    return false;
  }

  /** One trouble at most, each with its share. */
  function troubleOf(): keyof Troubles | null {
    let left = random();
    for (const [name, share] of Object.entries(troubles) as [keyof Troubles, number][]) {
      if (left < share) return name;
      left -= share;
    }
    return null;
  }

  function post({ subjectId }: DeliveryOrder): Outcome {
    if (!teams.posts.has(subjectId)) teams.arrivals.push(clock.now().getTime());
    more(teams.posts, subjectId);
    return { kind: 'sent', conversationId: '19:c', activityId: `${subjectId} ${teams.posts.get(subjectId)}` };
  }

  const teams: TroubledTeams = {
    posts: new Map(),
    lost: new Map(),
    arrivals: [],
    calls: 0,
    overLimit: 0,
    tenantOf: () => '',
    places: new Map(),
    async deliver(order, turn) {
      // The card is made; then the call is on its way.
      await wait(5 + random() * 35);
      if (!(await turn())) return NOT_BEGUN;
      await wait(2 + random() * 8);
      teams.calls += 1;
      if (isOverLimit(order, clock.now().getTime())) {
        teams.overLimit += 1;
        return failed(429, 1);
      }
      const told = teams.places.get(order.placeId)?.(order);
      const trouble = told ? null : troubleOf();
      await wait(trouble === 'slow' ? 5_000 + random() * 15_000 : 30 + random() * 120);
      if (told) return told;
      if (trouble === 'busy') return failed(429, 1 + Math.floor(random() * 5));
      if (trouble === 'badGateway') return failed(502);
      if (trouble === 'cut') return failed(null);
      const sent = post(order);
      if (trouble !== 'lostAnswer') return sent;
      more(teams.lost, order.subjectId);
      return failed(null);
    },
  };
  return teams;
}
