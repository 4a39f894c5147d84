/**
 * A Teams with troubles, on a clock of the test's own: it keeps the published limits and refuses beyond them, and
 * some of its answers are refusals, late, or lost after the thing was done.
 */
import { outcomeOfFailure } from '../../../bot/outcomes.ts';
import { NOT_BEGUN, type Outcome } from '../../../services/delivery/outcome.ts';
import type { Clock, DeliveryOrder, Later, Messenger } from '../../../services/ports.ts';

/** As Microsoft publishes them: calls in a thread and in a tenant, and in how many milliseconds. */
const IN_A_THREAD = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, 3_600_000],
] as const;
const IN_A_TENANT = [[50, 1_000]] as const;

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
  /** When each thread and tenant was called, in milliseconds; not by the dispatcher's own counting. */
  const called = new Map<string, number[]>();
  const isFull = (key: string, now: number, limits: readonly (readonly [most: number, inMs: number])[]) =>
    limits.some(([most, inMs]) => (called.get(key) ?? []).filter(at => now - at < inMs).length >= most);
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
    const [thread, tenant] = [`thread ${order.placeId}`, `tenant ${teams.tenantOf(order)}`];
    if (isFull(thread, now, IN_A_THREAD) || isFull(tenant, now, IN_A_TENANT)) return true;
    for (const key of [thread, tenant]) called.set(key, [...(called.get(key) ?? []), now]);
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
