/** What a database's own errors mean: another unit in the way, the same key, or no database at all for a while. */
import { CollateError } from '../errors.ts';

/** Another unit was in the way: serialization, deadlock. */
const CONFLICTS = new Set(['40001', '40P01']);
/** The same key was inserted first. */
const TAKEN = '23505';
/** The database is away for a while, by the code of the error. */
const AWAY = [
  // PostgreSQL: the connection ended, too few resources, stopping or starting, its own disk out of reach.
  /^(08|53|57|58)/,
  // The same: it takes no writes, as one that has given way to another; it ended what stood idle.
  /^(25006|25P03|25P04)$/,
  // No connection came about, or it broke.
  /^(ECONN[A-Z]+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/,
  // SQLite: the disk is full, not there, or not to be written to.
  /^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|PROTOCOL)/,
];
/** The PostgreSQL driver's own words for a connection that ended have no code. */
const CUT =
  /^(Connection terminated|Client (was closed|has encountered)|timeout exceeded when trying to connect)/;

export const isConflict = (error: unknown): boolean => CONFLICTS.has(codeOf(error));

export const isTaken = (error: unknown): boolean => codeOf(error) === TAKEN;

/** @returns the error as those above the store know it; one that is of neither kind as it is */
export function storeErrorOf(error: unknown): unknown {
  if (codeOf(error) === 'SQLITE_BUSY' || isConflict(error)) {
    return new CollateError(
      'store_busy',
      'The database is in use by another program for too long. Try again.',
      { cause: error },
    );
  }
  if (isAway(error)) {
    return new CollateError(
      'store_unreachable',
      'The database cannot be reached. Try again in a few minutes.',
      {
        cause: error,
      },
    );
  }
  return error;
}

function isAway(error: unknown): boolean {
  const code = codeOf(error);
  return AWAY.some(away => away.test(code)) || (code === '' && CUT.test(wordsOf(error)));
}

const driversOwn = (error: unknown) =>
  ((error as { driverError?: unknown } | null)?.driverError ?? error ?? {}) as {
    code?: unknown;
    message?: unknown;
  };

function codeOf(error: unknown): string {
  const { code } = driversOwn(error);
  return typeof code === 'string' ? code : '';
}

const wordsOf = (error: unknown) => String(driversOwn(error).message);
