/** A legal hold: nothing of a round is removed while it lasts, whatever its age and whoever asks. */
import { recordAudit } from '../audit/record.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import { guardTexts } from '../privacy/guard-texts.ts';
import { isTurnOf } from '../sets/turn-of-period.ts';
import { type RoundRow, rounds } from '../store/entities/rounds.ts';
import { notNull } from '../store/rows.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import { findRound } from '../summary/records.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

/** The longest reason. */
const REASON = 500;

export interface Held {
  period: string;
  /** True where it was so before, and only the reason is another now. */
  already: boolean;
}

/** @throws CollateError `not_allowed`, `round_unknown`, `input_invalid` without a reason */
export async function holdRound(
  { store, clock }: Deps,
  actor: Actor,
  period: string,
  reason: string,
): Promise<Held> {
  const holdReason = reason.trim();
  if (holdReason === '' || holdReason.length > REASON)
    throw new CollateError('input_invalid', `Say why the round is held, in at most ${REASON} characters.`);
  return store.write(async unit => {
    const now = clock.now();
    await requireMay(unit, actor, 'retention.manage', { now });
    await guardTexts(unit, actor, { reason: holdReason }, now);
    const round = await findRound(unit, actor.boardId, period);
    const { heldAt } = round;
    const ids = await withItsTurns(unit, round);
    await unit
      .rows(rounds)
      .update({ id: ids }, { heldAt: heldAt ?? now, heldById: actor.personId, holdReason });
    const subject = { round: round.id, period: round.period };
    await recordAudit(unit, { ...actor, at: now, event: 'round.held', subject });
    return { period: round.period, already: heldAt !== null };
  });
}

/** What sets asked within a period is kept with what its own round asked. */
async function withItsTurns(view: View, round: RoundRow): Promise<string[]> {
  const turns = await view.rows(rounds).find({ boardId: round.boardId, setId: notNull() });
  return [round.id, ...turns.filter(turn => isTurnOf(turn, round)).map(({ id }) => id)];
}

/** @throws CollateError `not_allowed`, `round_unknown` */
export function releaseRound({ store, clock }: Deps, actor: Actor, period: string): Promise<Held> {
  return store.write(async unit => {
    const now = clock.now();
    await requireMay(unit, actor, 'retention.manage', { now });
    const round = await findRound(unit, actor.boardId, period);
    if (round.heldAt === null) return { period: round.period, already: true };
    const ids = await withItsTurns(unit, round);
    await unit.rows(rounds).update({ id: ids }, { heldAt: null, heldById: null, holdReason: null });
    const subject = { round: round.id, period: round.period };
    await recordAudit(unit, { ...actor, at: now, event: 'round.released', subject });
    return { period: round.period, already: false };
  });
}
