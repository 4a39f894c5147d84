import assert from 'node:assert/strict';
import type { Facts } from '../../../services/summary/facts.ts';
import { erasedText, freeze, hashOf } from '../../../services/summary/freeze.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { sqliteStore, type TestStore } from '../../support/stores.ts';
import { newWorld, saved } from '../world.ts';

describe('The hash of an approved paper', () => {
  let test: TestStore;
  let facts: Facts;
  before(async () => {
    test = await sqliteStore();
    const world = await newWorld(test.store);
    await world.open('2026-27 Q1', '2026-07-10');
    const ask = await world.ask('2026-27 Q1', 'qa');
    await saved(
      world.save('ann@police.example', ask, '1.1.a', {
        rating: 'red',
        progress: 'A child named X',
        impact: 'Seen',
        blockers: 'Nobody',
        decisionWhat: 'Money',
        decisionFrom: 'Exec',
        decisionBy: '2026-07-01',
      }),
    );
    facts = await readFacts(world, world.boardId, null);
  });
  after(() => test.dispose());

  const changed = (edit: (copy: Facts) => void): Facts => {
    const copy = structuredClone(facts);
    edit(copy);
    assert.notDeepEqual(copy, facts, 'the test changes something');
    return copy;
  };
  const first = (copy: Facts) => copy.actions[0] as Facts['actions'][number];

  it('is the same for the same facts, in any order of their keys', () => {
    const { hash, salt } = freeze(facts);
    assert.match(hash, /^[0-9a-f]{64}$/);
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, item]) => [key, reversed(item)]),
      );
    };
    assert.equal(hashOf(reversed(facts) as Facts, salt), hash);
    assert.equal(hashOf(JSON.parse(JSON.stringify(facts)) as Facts, salt), hash);
  });

  it('tells nobody whether two papers have the same words', () => {
    assert.notEqual(freeze(facts).hash, freeze(facts).hash);
  });

  const changes: [string, (copy: Facts) => void][] = [
    ['a count', copy => Object.assign(copy.priorities[0]?.rag ?? {}, { red: 0 })],
    ['a rating', copy => Object.assign(first(copy), { rag: 'green' })],
    ['a due day', copy => Object.assign(first(copy), { due: '2027-01-01' })],
    ['a title', copy => Object.assign(first(copy), { title: 'Another' })],
    ['a text', copy => Object.assign(first(copy), { progress: 'Other words' })],
    ['a text that is taken out without a trace', copy => Object.assign(first(copy), { progress: null })],
    ['who said it', copy => Object.assign(first(copy).source ?? {}, { by: 'Another' })],
    ['the order of the actions', copy => copy.actions.reverse()],
    ['an exception less', copy => copy.exceptions.pop()],
    ['the state', copy => Object.assign(copy, { state: 'approved' })],
  ];
  for (const [what, edit] of changes) {
    it(`is broken by ${what}`, () => {
      const { hash, salt } = freeze(facts);
      assert.notEqual(hashOf(changed(edit), salt), hash);
    });
  }

  it('stays valid when words and names are erased', () => {
    const { hash, salt } = freeze(facts);
    const erased = changed(copy => {
      const action = first(copy);
      for (const field of ['progress', 'impact', 'blockers', 'lead'] as const) {
        const text = action[field];
        assert.ok(text, field);
        action[field] = erasedText(text, salt);
      }
      if (action.source) action.source.by = erasedText(action.source.by, salt);
      for (const decision of copy.decisions) decision.text = erasedText(decision.text, salt);
    });
    assert.equal(hashOf(erased, salt), hash);
    assert.ok(!JSON.stringify(erased.actions).includes('A child named X'));
  });

  it('is broken by a digest of other words', () => {
    const { hash, salt } = freeze(facts);
    const forged = changed(copy => Object.assign(first(copy), { progress: erasedText('Other words', salt) }));
    assert.notEqual(hashOf(forged, salt), hash);
  });
});
