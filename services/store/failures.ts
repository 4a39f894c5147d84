/** What a database's own errors mean: another unit in the way, the same key, or no database at all for a while. */
import { CollateError } from '../errors.ts';

/** Another unit was in the way: serialization, deadlock. */
const CONFLICTS = new Set(['40001', '40P01']);
/** The same key was inserted first. */
const TAKEN = '23505';
/**
 * PostgreSQL's classes for a connection that ended, for too few resources, for a server that is stopping, starting or
 * was told to stop a statement, and for one that cannot reach its own disk.
 */
const AWAY = /^(08|53|57|58)/;
/** The same where no connection came about, or it broke. */
const NO_WAY = /^(ECONN[A-Z]+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** The driver's own words for that have no code. */
const CUT =
  /^(Connection terminated|Client (was closed|has encountered)|timeout exceeded when trying to connect)/;
/** The same of a file: the disk is full, not there, or not to be written to. */
const NO_FILE = /^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|PROTOCOL)/;

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
  return [AWAY, NO_WAY, NO_FILE].some(away => away.test(code)) || (code === '' && CUT.test(wordsOf(error)));
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
