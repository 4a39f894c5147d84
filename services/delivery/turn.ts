/** When a call to Teams may go. A delivery is counted ahead for a moment, and counted anew for when it really goes. */
import type { Clock } from '../ports.ts';
import type { Picked } from './pick.ts';
import type { Traffic } from './traffic.ts';

/** How far a turn may be put off before it is given back, in milliseconds. */
const LONGEST = 2_000;

export interface CountedTurn {
  /** Resolves when one call may go, and counts it. False where it may not go any more, or not for a while. */
  wait(): Promise<boolean>;
  /** What was let go goes only now. */
  recount(): void;
  /** What was let go did not go. */
  takeBack(): void;
  /** What was counted and did not go is free for others. */
  giveBack(): void;
}

interface TurnDeps {
  traffic: Traffic;
  clock: Clock;
  /** Ends early where the dispatcher stops. */
  pause(ms: number): Promise<void>;
  /** True where somebody opened a form meanwhile. */
  isHeld(): Promise<boolean>;
  isOver(): boolean;
}

export function turnOf({ row, tenant, at }: Picked, deps: TurnDeps): CountedTurn {
  const { traffic, clock, pause, isHeld, isOver } = deps;
  /** What it is counted for and has not gone, and when it last went. */
  let counted: number | null = at;
  let went: number | null = null;

  function count(moment: number): number {
    traffic.count(tenant, row, moment);
    counted = moment;
    return moment;
  }

  function giveBack(): void {
    if (counted !== null) traffic.uncount(tenant, row, counted);
    counted = null;
  }

  return {
    async wait() {
      const patient = clock.now().getTime() + LONGEST;
      // A second call of the same delivery counts like another.
      let turn = counted ?? count(traffic.freeAt(tenant, row, clock.now().getTime()).all);
      for (;;) {
        await pause(turn - clock.now().getTime());
        if (isOver() || (await isHeld()) || isOver()) return false;
        // Making the card took time, and so may the machine: it waits again if it would go too soon after another.
        const now = Math.max(turn, clock.now().getTime());
        giveBack();
        turn = count(traffic.freeAt(tenant, row, now, 'past').all);
        if (turn <= now) {
          went = turn;
          counted = null;
          return true;
        }
        if (turn > patient) return false;
      }
    },
    recount() {
      if (went === null) return;
      traffic.uncount(tenant, row, went);
      went = Math.max(went, clock.now().getTime());
      traffic.count(tenant, row, went);
    },
    takeBack() {
      if (went !== null) traffic.uncount(tenant, row, went);
      went = null;
    },
    giveBack,
  };
}
