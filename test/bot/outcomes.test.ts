import assert from 'node:assert/strict';
import { UnknownServiceHost } from '../../bot/door/service-hosts.ts';
import { outcomeOfFailure } from '../../bot/outcomes.ts';
import { CollateError } from '../../services/errors.ts';

/** A failure as the Connector's client throws it. */
function failure(statusCode: number, code?: string, headers: Record<string, string> = {}) {
  return Object.assign(new Error('refused'), {
    statusCode,
    body: code ? { error: { code } } : undefined,
    response: { headers: { get: (name: string) => headers[name] } },
  });
}

describe('outcomeOfFailure', () => {
  it('tries again what may work later', () => {
    for (const status of [408, 412, 429, 500, 502, 503, 504]) {
      assert.deepEqual(outcomeOfFailure(failure(status)), {
        kind: 'retry',
        reason: `Teams answered ${status}.`,
        afterMs: null,
        isThrottled: status === 429,
        mayHaveArrived: [408, 500, 502, 504].includes(status),
      });
    }
    const lost = outcomeOfFailure(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
    const retry = { kind: 'retry', reason: 'Teams could not be reached.', afterMs: null };
    assert.deepEqual(lost, { ...retry, mayHaveArrived: true });
    const unmade = outcomeOfFailure(Object.assign(new Error('no connection'), { code: 'ECONNREFUSED' }));
    assert.deepEqual(unmade, { ...retry, mayHaveArrived: false });
  });

  it('tries again what could not be drawn while the database was away: nothing was sent', () => {
    for (const code of ['store_busy', 'store_unreachable'] as const) {
      const outcome = outcomeOfFailure(new CollateError(code, 'away'));
      assert.deepEqual(
        [outcome.kind, 'mayHaveArrived' in outcome && outcome.mayHaveArrived],
        ['retry', false],
      );
    }
    assert.equal(outcomeOfFailure(new CollateError('internal', 'a fault of ours')).kind, 'never');
  });

  it('waits as long as Teams asks, in seconds or until a date', () => {
    const waitOf = (value: string) => {
      const outcome = outcomeOfFailure(failure(429, undefined, { 'retry-after': value }));
      return outcome.kind === 'retry' ? outcome.afterMs : null;
    };
    assert.equal(waitOf('17'), 17_000);
    assert.equal(waitOf('Thu, 01 Jan 1970 00:00:00 GMT'), 0);
    assert.ok((waitOf(new Date(Date.now() + 3_600_000).toUTCString()) ?? 0) > 3_000_000);
    assert.equal(waitOf('soon'), null);
  });

  it('knows what is gone', () => {
    const goneOf = (code: string) => {
      const outcome = outcomeOfFailure(failure(404, code));
      return outcome.kind === 'gone' ? outcome.what : null;
    };
    assert.equal(goneOf('ConversationNotFound'), 'conversation');
    assert.equal(goneOf('ActivityNotFoundInConversation'), 'message');
  });

  it('waits for the new address where a service is not where it was', () => {
    assert.equal(outcomeOfFailure(failure(404)).kind, 'retry');
    assert.equal(outcomeOfFailure(failure(404, 'ServiceError')).kind, 'retry');
  });

  it('stops on what a person must mend, and says what', () => {
    const cases: [number, string, RegExp][] = [
      [403, 'BotNotInConversationRoster', /not installed there/],
      [403, 'ConversationBlockedByUser', /blocked the bot/],
      [403, 'BotDisabledByAdmin', /administrator has disabled/],
      [413, 'MessageSizeTooBig', /too large/],
      [400, 'BadSyntax', /400 BadSyntax/],
      [403, 'Anything', /403 Anything/],
    ];
    for (const [status, code, reason] of cases) {
      const outcome = outcomeOfFailure(failure(status, code));
      assert.equal(outcome.kind, 'never', code);
      assert.match(outcome.reason, reason);
    }
    const host = outcomeOfFailure(new UnknownServiceHost('https://evil.example/uk/'));
    assert.deepEqual([host.kind, /evil\.example.*ALLOWED_SERVICE_HOSTS/.test(host.reason)], ['never', true]);
  });

  it('does not try a fault of its own again', () => {
    for (const thrown of [undefined, null, 'text', 7, {}, new TypeError('a fault of ours')])
      assert.equal(outcomeOfFailure(thrown).kind, 'never');
  });
});
