import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isCollateError } from '../../../services/errors.ts';
import { saveNoChange, undoReturn } from '../../../services/returns/action-updates.ts';
import { actionOwners, actions } from '../../../services/store/entities/plan.ts';
import { actionUpdates, type ReturnRow, returns } from '../../../services/store/entities/returns.ts';
import { askActions, asks, rounds } from '../../../services/store/entities/rounds.ts';
import type { Facts } from '../../../services/summary/facts.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { onlyGroups, onlyOverdue, onlyPriority } from '../../../services/summary/scopes.ts';
import { sqliteStore, type TestStore } from '../../support/stores.ts';
import { newWorld, type World } from '../world.ts';

const periods = ['2026-27 Q1', '2026-27 Q2', '2026-27 Q3'] as const;
const ratings = ['red', 'amber', 'green', 'complete', 'notStarted'] as const;
const people = { qa: 'ann@police.example', practice: 'cat@council.example' } as const;

const step = fc.record({
  kind: fc.constantFrom('save' as const, 'save' as const, 'save' as const, 'stay' as const, 'undo' as const),
  period: fc.nat({ max: periods.length - 1 }),
  group: fc.constantFrom('qa' as const, 'practice' as const),
  action: fc.nat({ max: 2 }),
  rating: fc.constantFrom(...ratings),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

async function take(
  world: World,
  { kind, period, group, action, rating }: Step,
  turn: number,
): Promise<void> {
  const ask = await world.ask(periods[period] ?? '', group);
  const actor = await world.as(people[group]);
  const refs = ask.actions.map(({ ref }) => ref).sort();
  const ref = refs[action] ?? '';
  if (kind === 'save') {
    await world.save(people[group], ask, ref, { rating, progress: `Turn ${turn}`, impact: `Impact ${turn}` });
    return;
  }
  const here = ask.actions.find(candidate => candidate.ref === ref);
  try {
    if (kind === 'stay') {
      await saveNoChange(world, actor, { askId: ask.askId, actionIds: [here?.id ?? ''] });
    } else if (here?.answer) {
      await undoReturn(world, actor, { askId: ask.askId, returnId: here.answer.returnId });
    }
  } catch (error) {
    // What may not be done is refused and changes nothing.
    assert.ok(isCollateError(error), String(error));
  }
}

/** The newest standing row of each action of each ask of a period, straight from the tables. */
async function standing(world: World, period: string) {
  return world.store.read(async view => {
    const { boardId } = world;
    const round = await view.rows(rounds).first({ boardId, period });
    const ofRound = await view.rows(asks).find({ boardId, roundId: round?.id ?? '' });
    const asked = (await view.rows(askActions).find({ boardId })).filter(row =>
      ofRound.some(ask => ask.id === row.askId),
    );
    const all = await view.rows(returns).find({ boardId });
    const newest = (askId: string, actionId: string): ReturnRow | null => {
      const own = all.filter(row => row.askId === askId && row.subjectId === actionId);
      const last = own.reduce<ReturnRow | null>(
        (best, row) => (best && best.version > row.version ? best : row),
        null,
      );
      return last && !last.withdrawn ? last : null;
    };
    const contents = new Map((await view.rows(actionUpdates).find({ boardId })).map(row => [row.id, row]));
    const refs = new Map((await view.rows(actions).find({ boardId })).map(row => [row.id, row.ref]));
    const owners = await view.rows(actionOwners).find({ boardId, position: 0 });
    const lines = asked.map(row => {
      const answer = newest(row.askId, row.actionId);
      return {
        ask: row.askId,
        ref: refs.get(row.actionId) ?? '',
        rates: row.rates,
        answer,
        rating: answer ? (contents.get(answer.id)?.rating ?? null) : null,
      };
    });
    assert.equal(owners.length, 5);
    return lines;
  });
}

function sumsToActions(facts: Facts): void {
  for (const { ref, rag, actions: count, up, down } of facts.priorities) {
    assert.equal(
      Object.values(rag).reduce((sum, part) => sum + part, 0),
      count,
    );
    const own = facts.actions.filter(action => action.priority === ref);
    assert.equal(own.length, count);
    for (const [name, part] of Object.entries(rag)) {
      assert.equal(own.filter(action => action.rag === name).length, part, `${ref} ${name}`);
    }
    assert.ok(up + down <= count);
  }
  const { expected, received, missing, byGroup } = facts.returns;
  assert.equal(received + missing.length, expected);
  assert.equal(byGroup.length, expected);
}

describe('Every total of the facts', function () {
  this.timeout(60_000);
  let test: TestStore;
  before(async () => {
    test = await sqliteStore();
  });
  after(() => test.dispose());

  it('equals a count over the rows, whatever was saved, kept and undone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async steps => {
        const world = await newWorld(test.store, { now: '2026-05-01T09:00:00Z' });
        for (const period of periods) await world.open(period, '2026-12-31');
        for (const [turn, one] of steps.entries()) {
          world.clock.set(new Date(Date.UTC(2026, 4, 2 + turn, 9)));
          await take(world, one, turn);
        }
        const ratedBefore = new Map<string, string | null>();
        for (const period of periods) {
          const facts = await readFacts(world, world.boardId, period);
          const lines = await standing(world, period);
          sumsToActions(facts);
          for (const scope of [onlyPriority(facts, '1'), onlyGroups(facts, ['QA']), onlyOverdue(facts)]) {
            sumsToActions(scope);
          }
          for (const action of facts.actions) {
            const line = lines.find(({ ref, rates }) => ref === action.ref && rates);
            assert.equal(action.rag, line?.rating ?? 'notReported', `${period} ${action.ref}`);
            assert.equal(action.noChange, line?.answer?.noChange ?? false);
            assert.equal(
              action.previous,
              ratedBefore.get(action.ref) ?? null,
              `before ${period} ${action.ref}`,
            );
            assert.equal(action.source?.version ?? null, line?.answer?.version ?? null);
          }
          const answered = (ask: string) =>
            lines.filter(line => line.ask === ask && line.answer !== null).length;
          const perAsk = [...new Set(lines.map(line => line.ask))].map(answered).sort();
          assert.deepEqual(facts.returns.byGroup.map(row => row.answered).sort(), perAsk);
          assert.equal(facts.returns.received, perAsk.filter(count => count === 3).length);
          assert.equal(
            facts.returns.byGroup.reduce((sum, row) => sum + row.noChange, 0),
            lines.filter(line => line.answer?.noChange).length,
          );
          ratedBefore.clear();
          for (const line of lines) if (line.rates) ratedBefore.set(line.ref, line.rating);
        }
      }),
      { numRuns: 20 },
    );
  });
});
