/** Puts returns, and what was done about them, under no name. */
import { decisionNotes } from '../store/entities/decisions.ts';
import { passedFindings } from '../store/entities/privacy.ts';
import { type ReturnRow, returns } from '../store/entities/returns.ts';
import { signOffReturns, signOffs } from '../store/entities/sign-offs.ts';
import { notNull } from '../store/rows.ts';
import type { Unit } from '../store/unit-of-work.ts';

/** @returns how many returns bore a name */
export async function unname(
  unit: Unit,
  batch: readonly ReturnRow[],
  nameless: { id: string },
): Promise<number> {
  const named = batch.filter(({ personId }) => personId !== nameless.id);
  for (const { id, enteredById } of named) {
    await unit
      .rows(returns)
      .update({ id }, { personId: nameless.id, enteredById: enteredById === null ? null : nameless.id });
  }
  const returnId = batch.map(({ id }) => id);
  const signed = (await unit.rows(signOffReturns).find({ returnId })).map(({ signOffId }) => signOffId);
  await unit.rows(signOffs).update({ id: [...new Set(signed)] }, { personId: nameless.id });
  await unit.rows(decisionNotes).update({ returnId, notedById: notNull() }, { notedById: nameless.id });
  await unit.rows(passedFindings).update({ returnId, personId: notNull() }, { personId: nameless.id });
  return named.length;
}
