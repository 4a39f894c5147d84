/** A legal hold: nothing of a round is removed while it lasts, whatever its age and whoever asks. */
import { recordAudit } from '../audit/record.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import { guardTexts } from '../privacy/guard-texts.ts';
import { rounds } from '../store/entities/rounds.ts';
import type { Store } from '../store/unit-of-work.ts';
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
    await unit
      .rows(rounds)
      .update({ id: round.id }, { heldAt: heldAt ?? now, heldById: actor.personId, holdReason });
    const subject = { round: round.id, period: round.period };
    await recordAudit(unit, { ...actor, at: now, event: 'round.held', subject });
    return { period: round.period, already: heldAt !== null };
  });
}

/** @throws CollateError `not_allowed`, `round_unknown` */
export function releaseRound({ store, clock }: Deps, actor: Actor, period: string): Promise<Held> {
  return store.write(async unit => {
    const now = clock.now();
    await requireMay(unit, actor, 'retention.manage', { now });
    const round = await findRound(unit, actor.boardId, period);
    if (round.heldAt === null) return { period: round.period, already: true };
    await unit.rows(rounds).update({ id: round.id }, { heldAt: null, heldById: null, holdReason: null });
    const subject = { round: round.id, period: round.period };
    await recordAudit(unit, { ...actor, at: now, event: 'round.released', subject });
    return { period: round.period, already: false };
  });
}
