import assert from 'node:assert/strict';
import { ERASED } from '../../../services/privacy/erased.ts';
import type { Facts } from '../../../services/summary/facts.ts';
import { freeze, isIntact } from '../../../services/summary/freeze.ts';
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

  it('fits the facts in any order of their keys', () => {
    const frozen = freeze(facts);
    assert.match(frozen.hash, /^[0-9a-f]{64}$/);
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, item]) => [key, reversed(item)]),
      );
    };
    assert.ok(isIntact(frozen));
    assert.ok(isIntact(reversed(frozen) as typeof frozen));
    assert.ok(isIntact(JSON.parse(JSON.stringify(frozen)) as typeof frozen));
  });

  it('tells nobody whether two papers have the same words', () => {
    const [one, other] = [freeze(facts), freeze(facts)];
    assert.notEqual(one.hash, other.hash);
    const digests = new Set(Object.values(one.digests));
    assert.ok(Object.values(other.digests).every(digest => !digests.has(digest)));
    const same = Object.entries(one.digests).filter(([path]) => path.endsWith('.by'));
    assert.equal(new Set(same.map(([, digest]) => digest)).size, same.length, 'nor two lines of one');
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
      assert.ok(!isIntact({ ...freeze(facts), facts: changed(edit) }));
    });
  }

  it('stays valid when words and names are erased', () => {
    const frozen = freeze(facts);
    const erased = changed(copy => {
      const action = first(copy);
      for (const field of ['progress', 'impact', 'blockers', 'lead'] as const) {
        assert.ok(action[field], field);
        action[field] = ERASED;
      }
      if (action.source) action.source.by = ERASED;
      for (const line of [...copy.decisions, ...copy.impact]) line.text = ERASED;
    });
    assert.ok(isIntact({ ...frozen, facts: erased }));
    assert.ok(!JSON.stringify({ ...frozen, facts: erased.actions }).includes('A child named X'));
  });

  it('is broken by a text put back that was another, and by a mark where there was no text', () => {
    const frozen = freeze(facts);
    const other = changed(copy => Object.assign(first(copy), { progress: 'Other words' }));
    const forged = structuredClone(frozen.digests);
    const path = Object.keys(forged).find(key => key === 'actions.0.progress');
    assert.ok(path);
    assert.ok(!isIntact({ ...frozen, facts: other, digests: forged }));
    const marked = changed(copy => Object.assign(first(copy), { next: ERASED }));
    assert.ok(!isIntact({ ...frozen, facts: marked }));
    const wrong = { ...frozen.digests, [path]: 'f'.repeat(64) };
    const erased = changed(copy => Object.assign(first(copy), { progress: ERASED }));
    assert.ok(!isIntact({ ...frozen, facts: erased, digests: wrong }));
  });
});
