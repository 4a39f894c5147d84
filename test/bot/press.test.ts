import assert from 'node:assert/strict';
import type { Activity } from 'botframework-schema';
import { readPress } from '../../bot/press.ts';
import { verbs } from '../../bot/verbs/registry.ts';

const activity = (value: unknown) => ({ value, replyToId: '17' }) as unknown as Activity;

describe('readPress', () => {
  it('finds verb and data at every door', () => {
    const expected = { verb: 'ask.page', activityId: '17' };
    const execute = readPress(activity({ action: { verb: 'ask.page', data: { ask: 'a' } } }), 'execute');
    assert.deepEqual(execute, { ...expected, data: { ask: 'a' }, door: 'execute' });
    const data = { verb: 'ask.page', ask: 'a' };
    assert.deepEqual(readPress(activity({ data }), 'dialog'), { ...expected, data, door: 'dialog' });
    assert.deepEqual(readPress(activity(data), 'message'), { ...expected, data, door: 'message' });
  });

  it('takes the verb out of the data where a client puts it there', () => {
    const press = readPress(activity({ action: { data: { verb: 'ask.mine', ask: 'a' } } }), 'execute');
    assert.equal(press?.verb, 'ask.mine');
  });

  it('is null for what is no press of ours', () => {
    for (const door of ['execute', 'dialog', 'message'] as const) {
      for (const value of [
        undefined,
        null,
        'x',
        7,
        [],
        [{ verb: 'a' }],
        {},
        { verb: 7 },
        { verb: '' },
        { data: 'x' },
      ])
        assert.equal(readPress(activity(value), door), null, `${door} ${JSON.stringify(value)}`);
    }
  });

  it('cuts a verb that no registry can hold, and names of objects are no verbs', () => {
    assert.equal(readPress(activity({ verb: 'v'.repeat(500) }), 'message')?.verb.length, 60);
    for (const name of ['__proto__', 'constructor', 'toString']) assert.equal(verbs.get(name), undefined);
  });
});
