/**
 * What a reader can work out of figures that were left out. The reader knows every published figure, how the figures
 * add up, and that a figure left out is 1 or more, because zeros are always shown. Pure.
 */

/** An equation between whole numbers: the terms add to nothing but what the published figures leave. */
export type Row = readonly number[];

const nearly = 1e-9;

function tidy(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < nearly ? whole : value;
}

/**
 * For each unknown: whether the reader must reckon with values that lie at least `width` apart.
 *
 * The unknowns stand at `actual` (whole numbers of 1 and more) and the reader knows `rows` × unknowns. The smallest
 * and largest value of each unknown are looked for among the corners of what is possible (simplex method, Bland's
 * rule, so that it ends). Only corners of whole numbers count, so a "true" is certain; where sums and parts form the
 * usual tables all corners are whole and a "false" is certain too.
 */
export function spreadWide(rows: readonly Row[], actual: readonly number[], width: number): boolean[] {
  const corner = new Corner(rows, actual);
  return actual.map((_, unknown) => {
    if (!corner.spreads(unknown, width)) corner.push(unknown, 'up', width);
    if (!corner.spreads(unknown, width)) corner.push(unknown, 'down', width);
    return corner.spreads(unknown, width);
  });
}

/** One corner of what is possible, moved about; remembers the least and most that each unknown was seen to be. */
class Corner {
  /** Each row expresses one basic unknown by those that are zero: basic = last entry − Σ entries × zeros. */
  private readonly table: number[][];
  private readonly basic: number[] = [];
  private readonly least: number[];
  private readonly most: number[];
  private readonly rows: readonly Row[];
  private readonly actual: readonly number[];

  constructor(rows: readonly Row[], actual: readonly number[]) {
    this.rows = rows;
    this.actual = actual;
    this.least = [...actual];
    this.most = [...actual];
    // Counted from 1, so that "0 or more" is the only bound.
    this.table = rows.map(row => [
      ...row,
      row.reduce((sum, by, at) => sum + by * ((actual[at] ?? 0) - 1), 0),
    ]);
    this.solve();
    this.settle();
    this.look();
  }

  spreads(unknown: number, width: number): boolean {
    return (this.most[unknown] ?? 0) - (this.least[unknown] ?? 0) >= width;
  }

  /** Moves the unknown as far as it goes, or until its values are seen to lie `width` apart. */
  push(unknown: number, way: 'up' | 'down', width: number): void {
    while (!this.spreads(unknown, width)) {
      const line = this.basic.indexOf(unknown);
      const entering = line < 0 ? (way === 'up' ? unknown : -1) : this.entering(line, way);
      if (entering < 0 || !this.enter(entering)) return;
      this.look();
    }
  }

  private entering(line: number, way: 'up' | 'down'): number {
    const entries = this.table[line] ?? [];
    return this.actual.findIndex(
      (_, at) => !this.basic.includes(at) && (way === 'up' ? (entries[at] ?? 0) < 0 : (entries[at] ?? 0) > 0),
    );
  }

  /** Lets a zero unknown grow until another becomes zero; false where it may grow for ever. */
  private enter(entering: number): boolean {
    const line = this.leaving(entering);
    if (line < 0) {
      // Steps along this ray lead from the actual figures to whole numbers without end.
      this.most[entering] = Number.POSITIVE_INFINITY;
      this.basic.forEach((unknown, at) => {
        if ((this.table[at]?.[entering] ?? 0) < 0) this.most[unknown] = Number.POSITIVE_INFINITY;
      });
      return false;
    }
    this.pivot(line, entering);
    return true;
  }

  private leaving(entering: number): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    this.table.forEach((entries, line) => {
      const by = entries[entering] ?? 0;
      if (by <= nearly) return;
      const room = (entries.at(-1) ?? 0) / by;
      const sooner = room < least - nearly;
      const tied = !sooner && room < least + nearly && (this.basic[line] ?? 0) < (this.basic[best] ?? 0);
      if (sooner || tied) {
        best = line;
        least = room;
      }
    });
    return best;
  }

  private pivot(line: number, entering: number): void {
    const by = this.table[line]?.[entering] ?? 1;
    const chosen = (this.table[line] ?? []).map(entry => tidy(entry / by));
    this.table.forEach((entries, at) => {
      const times = entries[entering] ?? 0;
      if (at === line || times === 0) return;
      this.table[at] = entries.map((entry, column) => tidy(entry - times * (chosen[column] ?? 0)));
    });
    this.table[line] = chosen;
    this.basic[line] = entering;
  }

  /** Elimination: one basic unknown a row, the largest first; rows that say nothing new go. */
  private solve(): void {
    const largestFirst = this.actual.map((_, at) => at);
    largestFirst.sort((one, other) => (this.actual[other] ?? 0) - (this.actual[one] ?? 0) || one - other);
    const taken = new Set<number>();
    for (const unknown of largestFirst) {
      const line = this.table.findIndex((entries, at) => !taken.has(at) && entries[unknown] !== 0);
      if (line < 0) continue;
      this.pivot(line, unknown);
      taken.add(line);
    }
    const kept = [...taken].sort((one, other) => one - other);
    const basic = kept.map(line => this.basic[line] ?? 0);
    const table = kept.map(line => this.table[line] ?? []);
    this.basic.splice(0, this.basic.length, ...basic);
    this.table.splice(0, this.table.length, ...table);
  }

  /**
   * From the actual figures to a corner: each unknown that is neither basic nor zero goes down to zero, or takes the
   * place of the first basic one that comes to zero on the way.
   */
  private settle(): void {
    const standing = this.actual.map(value => value - 1);
    for (const [unknown, value] of standing.entries()) {
      if (value === 0 || this.basic.includes(unknown)) continue;
      let steps = value;
      let stopped = -1;
      this.table.forEach((entries, line) => {
        const by = entries[unknown] ?? 0;
        if (by >= -nearly) return;
        const room = (standing[this.basic[line] ?? 0] ?? 0) / -by;
        if (room < steps - nearly) {
          steps = room;
          stopped = line;
        }
      });
      this.table.forEach((entries, line) => {
        const at = this.basic[line] ?? 0;
        standing[at] = tidy((standing[at] ?? 0) + steps * (entries[unknown] ?? 0));
      });
      standing[unknown] = tidy(value - steps);
      if (stopped >= 0) this.pivot(stopped, unknown);
    }
  }

  /** Remembers what each unknown is at this corner, where all are whole and the sums hold exactly. */
  private look(): void {
    const here = this.actual.map(() => 1);
    this.basic.forEach((unknown, line) => {
      here[unknown] = 1 + (this.table[line]?.at(-1) ?? 0);
    });
    const holds = (row: Row) =>
      row.reduce((sum, by, at) => sum + by * ((here[at] ?? 0) - (this.actual[at] ?? 0)), 0) === 0;
    if (!here.every(value => Number.isInteger(value) && value >= 1) || !this.rows.every(holds)) return;
    here.forEach((value, at) => {
      this.least[at] = Math.min(this.least[at] ?? value, value);
      this.most[at] = Math.max(this.most[at] ?? value, value);
    });
  }
}
