import assert from 'node:assert/strict';
import { QueryFailedError } from 'typeorm';
import { isCollateError } from '../../services/errors.ts';
import { isConflict, isTaken, storeErrorOf } from '../../services/store/failures.ts';

const failed = (code: string | undefined, message = 'words of somebody') =>
  new QueryFailedError('SELECT 1', [], Object.assign(new Error(message), code ? { code } : {}));

const codeOf = (error: unknown) => {
  const told = storeErrorOf(error);
  return isCollateError(told) ? told.code : null;
};

describe('What a database’s own errors mean', () => {
  it('is another unit in the way', () => {
    for (const code of ['SQLITE_BUSY', '40001', '40P01'])
      assert.equal(codeOf(failed(code)), 'store_busy', code);
    assert.ok(isConflict(failed('40001')) && isConflict(failed('40P01')) && !isConflict(failed('23505')));
    assert.ok(isTaken(failed('23505')) && !isTaken(failed('40001')));
  });

  it('is a database that is away: stopped, starting, full, cut off', () => {
    const codes = [
      '08006',
      '53300',
      '53100',
      '57P01',
      '57P03',
      '58030',
      'ECONNRESET',
      'EPIPE',
      'SQLITE_FULL',
    ];
    for (const code of [...codes, 'SQLITE_IOERR', 'SQLITE_CANTOPEN', 'SQLITE_READONLY'])
      assert.equal(codeOf(failed(code)), 'store_unreachable', code);
    assert.equal(codeOf(failed(undefined, 'Connection terminated unexpectedly')), 'store_unreachable');
    assert.equal(
      codeOf(Object.assign(new Error(), { code: 'ECONNREFUSED' })),
      'store_unreachable',
      'of a connect',
    );
  });

  it('is a fault otherwise, and stays what it is', () => {
    for (const error of [failed('23505'), failed('42P01'), failed(undefined), new TypeError('a fault'), null])
      assert.equal(storeErrorOf(error), error);
    const missing = Object.assign(new Error('no such file'), { code: 'ENOENT' });
    assert.equal(storeErrorOf(missing), missing, 'an error of the work in a unit');
  });

  it('says nothing of what was written', () => {
    const told = storeErrorOf(failed('57P01'));
    assert.doesNotMatch((told as Error).message, /words of somebody/);
  });
});
