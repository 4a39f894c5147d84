/** How the turns of sets lie towards the rounds of periods. Pure. */
import type { RoundRow } from '../store/entities/rounds.ts';

type Placed = Pick<RoundRow, 'setId' | 'startsOn' | 'endsOn'>;

/** A turn belongs to the period in which it begins: what is said in it is said of that period. */
export const isTurnOf = (turn: Pick<RoundRow, 'setId' | 'startsOn'>, period: Placed): boolean =>
  turn.setId !== null && turn.startsOn >= period.startsOn && turn.startsOn < period.endsOn;

/** Whether a round tells of what another one brought: rounds of periods by their beginning, turns by their period. */
export const isKnownIn = (other: Pick<RoundRow, 'setId' | 'startsOn'>, round: Placed): boolean =>
  other.startsOn <= round.startsOn || isTurnOf(other, round);
