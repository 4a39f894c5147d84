/** Keys of the bot's own: made when they are first needed, kept in the database, and so the same for all replicas. */
import { createHmac, randomBytes } from 'node:crypto';
import { type SigningKeyRow, signingKeys } from '../store/entities/keys.ts';
import { lessThan } from '../store/rows.ts';
import type { Unit, View } from '../store/unit-of-work.ts';

type Purpose = SigningKeyRow['purpose'];

/** The key in use; null before the first. */
export const findSigningKey = (view: View, purpose: Purpose): Promise<SigningKeyRow | null> =>
  view.rows(signingKeys).first({ purpose, retiredAt: null }, { orderBy: { number: 'desc' } });

/** The key in use, made where there is none yet. */
export async function signingKey(unit: Unit, purpose: Purpose, now: Date): Promise<SigningKeyRow> {
  return (await findSigningKey(unit, purpose)) ?? addKey(unit, purpose, 1, now);
}

/**
 * Puts another key in use. The one before is known for as long as what it signed may last, older ones are gone.
 * @param keepMs how long that is, in milliseconds; 0 where nothing of it shall be good any more
 */
export async function rotateSigningKey(
  unit: Unit,
  purpose: Purpose,
  { keepMs, now }: { keepMs: number; now: Date },
): Promise<SigningKeyRow> {
  const before = await findSigningKey(unit, purpose);
  if (before) await unit.rows(signingKeys).update({ id: before.id }, { retiredAt: now });
  const old = new Date(now.getTime() - keepMs);
  await unit.rows(signingKeys).remove({ purpose, retiredAt: lessThan<Date | null>(old) });
  if (keepMs === 0 && before) await unit.rows(signingKeys).remove({ id: before.id });
  return addKey(unit, purpose, (before?.number ?? 0) + 1, now);
}

const addKey = (unit: Unit, purpose: Purpose, number: number, madeAt: Date): Promise<SigningKeyRow> =>
  unit
    .rows(signingKeys)
    .insert({ purpose, number, secret: randomBytes(32).toString('hex'), madeAt, retiredAt: null });

/** HMAC-SHA256. */
export const signatureOf = ({ secret }: Pick<SigningKeyRow, 'secret'>, text: string): Buffer =>
  createHmac('sha256', Buffer.from(secret, 'hex')).update(text).digest();
