import assert from 'node:assert/strict';
import type { Card } from '../../cards/card.ts';
import { withChoiceKeys } from '../../cards/choice-keys.ts';

const list = (id: string, ...titles: string[]) => ({
  type: 'Input.ChoiceSet',
  id,
  choices: titles.map(title => ({ title, value: title })),
});
const within = (...items: object[]) => ({ type: 'Container', items });
const keysOf = (...body: object[]) =>
  withChoiceKeys({ type: 'AdaptiveCard', body } as unknown as Card).body.map(element => element['key']);

describe('The keys of lists of choices', () => {
  it('stay with a list wherever it stands, and whatever is chosen in it', () => {
    const [alone] = keysOf(within(list('course', 'Neglect')));
    const [, below] = keysOf(
      { type: 'TextBlock' },
      within({ ...list('course', 'Neglect'), value: 'Neglect' }),
    );
    assert.ok(alone);
    assert.equal(below, alone);
  });

  it('differ where a list offers something else, or is another list', () => {
    const keys = keysOf(
      within(list('course', 'Neglect')),
      within(list('course', 'Neglect', 'Safer Recruitment')),
      within(list('level', 'Neglect')),
    );
    assert.equal(new Set(keys).size, 3);
  });

  it('are on nothing else', () => {
    assert.deepEqual(keysOf({ type: 'TextBlock' }, within({ type: 'Input.Text', id: 'room' })), [
      undefined,
      undefined,
    ]);
  });
});
