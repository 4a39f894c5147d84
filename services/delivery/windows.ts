/** Windows that slide: so many in such a time, whenever one looks. */

export interface Limit {
  most: number;
  inMs: number;
}

export interface Windows {
  /**
   * The earliest moment from `now` on at which one more is within every limit.
   * @param heeds `all` for a new one, which leaves room for those counted ahead; `past` for one whose turn has come
   */
  freeAt(key: string, now: number, heeds?: 'all' | 'past'): number;
  /** Counts one; moments come in any order. */
  count(key: string, at: number): void;
  /** Takes back one that was counted for that moment. */
  uncount(key: string, at: number): void;
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
    freeAt(key, now, heeds = 'all') {
      const all = moments.get(key) ?? [];
      const known = heeds === 'all' ? all : all.filter(moment => moment <= now);
      return limits.reduce((free, { most, inMs }) => {
        const nth = known.at(-most);
        return known.length < most || nth === undefined ? free : Math.max(free, nth + inMs);
      }, now);
    },
    count(key, at) {
      sweep(at);
      // What is counted for a moment to come must not make one before it forget what still counts then.
      const known = (moments.get(key) ?? []).filter(moment => moment > at - 2 * longest);
      const place = known.findLastIndex(moment => moment <= at) + 1;
      known.splice(place, 0, at);
      moments.set(key, known);
    },
    uncount(key, at) {
      const known = moments.get(key) ?? [];
      const place = known.lastIndexOf(at);
      if (place >= 0) known.splice(place, 1);
    },
  };
}
