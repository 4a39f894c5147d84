/** Windows that slide: so many in such a time, whenever one looks. */

export interface Limit {
  most: number;
  inMs: number;
}

export interface Windows {
  /** The earliest moment from `now` on at which one more is within every limit. */
  freeAt(key: string, now: number): number;
  /** Counts one; moments come in any order. */
  count(key: string, at: number): void;
}

export function createWindows(limits: readonly Limit[]): Windows {
  const longest = Math.max(...limits.map(({ inMs }) => inMs));
  const moments = new Map<string, number[]>();
  let swept = Number.NEGATIVE_INFINITY;

  /** Forgets what no window holds any more, so that a place of last year costs nothing. */
  function sweep(now: number): void {
    if (now - swept < longest) return;
    swept = now;
    for (const [key, known] of moments) {
      if ((known.at(-1) ?? 0) <= now - longest) moments.delete(key);
    }
  }

  return {
    freeAt(key, now) {
      const known = moments.get(key) ?? [];
      return limits.reduce((free, { most, inMs }) => {
        const nth = known.at(-most);
        return known.length < most || nth === undefined ? free : Math.max(free, nth + inMs);
      }, now);
    },
    count(key, at) {
      sweep(at);
      const known = (moments.get(key) ?? []).filter(moment => moment > at - longest);
      const place = known.findLastIndex(moment => moment <= at) + 1;
      known.splice(place, 0, at);
      moments.set(key, known);
    },
  };
}
