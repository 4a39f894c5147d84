/**
 * Token buckets in bounded memory: each key may spend its burst at once, and gets it back evenly. Kept per process:
 * they hold off floods and loops, and are no quota.
 */

export interface RateLimit {
  /** @returns 0 where it is allowed, otherwise the seconds until it will be */
  take(key: string): number;
  /** Seconds until the key may take again, without taking; 0 for now. */
  wait(key: string): number;
  /** How many keys are remembered. */
  readonly size: number;
}

export interface RateLimitSettings {
  /** How many at once. */
  burst: number;
  /** How many come back in a minute. */
  perMinute: number;
  /** Keys that are remembered; beyond it the one that was not seen for longest is forgotten. */
  maxKeys?: number;
  /** Milliseconds of a clock that only goes forward. */
  now?: () => number;
}

interface Bucket {
  left: number;
  at: number;
}

/** Long enough for a GUID or an id of Teams; a made-up one must not fill the memory. */
const MAX_KEY = 200;

/** @param settings a burst of 0 for no limit at all */
export function createRateLimit({
  burst,
  perMinute,
  maxKeys = 10_000,
  now = () => performance.now(),
}: RateLimitSettings): RateLimit {
  const buckets = new Map<string, Bucket>();
  const perMs = perMinute / 60_000;

  function filled(key: string, at: number): Bucket {
    const bucket = buckets.get(key);
    if (!bucket) return { left: burst, at };
    return { left: Math.min(burst, bucket.left + (at - bucket.at) * perMs), at };
  }

  const secondsUntilOne = ({ left }: Bucket) => Math.max(1, Math.ceil((1 - left) / perMs / 1000));

  return {
    take(name) {
      if (burst === 0) return 0;
      const key = name.slice(0, MAX_KEY);
      const bucket = filled(key, now());
      const isAllowed = bucket.left >= 1;
      if (isAllowed) bucket.left -= 1;
      // Put in anew, so that the first of the map is the one not seen for longest.
      buckets.delete(key);
      buckets.set(key, bucket);
      if (buckets.size > maxKeys) {
        for (const oldest of buckets.keys()) {
          buckets.delete(oldest);
          break;
        }
      }
      return isAllowed ? 0 : secondsUntilOne(bucket);
    },
    wait(name) {
      if (burst === 0) return 0;
      const bucket = filled(name.slice(0, MAX_KEY), now());
      return bucket.left >= 1 ? 0 : secondsUntilOne(bucket);
    },
    get size() {
      return buckets.size;
    },
  };
}
