import assert from 'node:assert/strict';
import type { Facts } from '../../../services/summary/facts.ts';
import { freeze, isIntact } from '../../../services/summary/freeze.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { readStoredFacts } from '../../../services/summary/stored-facts.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { ANN, BEN, type SigningWorld, signingWorld } from '../sign-off/signing-world.ts';
import type { rawBoard } from '../world.ts';
import old from './paper-of-version-0.1.json' with { type: 'json' };

onOneDatabase('Sign-offs in the facts', open => {
  let test: TestStore;
  let world: SigningWorld;
  before(async () => {
    test = await open();
  });
  after(() => test.dispose());

  const facts = () => readFacts(world, world.boardId, null);
  const ofQa = ({ returns }: Facts) => returns.byGroup.find(({ group }) => group === 'QA')?.signOff;
  const signed = ({ actions }: Facts) => actions.filter(one => one.signedOff).map(({ ref }) => ref);

  it('tell an action and a return signed off exactly while the standing answer is covered', async () => {
    world = await signingWorld(test.store);
    assert.equal(ofQa(await facts())?.state, 'not-in');
    await world.answerAll();
    assert.deepEqual([ofQa(await facts())?.state, signed(await facts())], ['waiting', []]);
    world.later(1);
    await world.sign();
    const after = await facts();
    assert.deepEqual(ofQa(after), {
      state: 'signed',
      by: 'Ann Ward',
      agency: 'Police',
      at: world.clock.now().toISOString(),
    });
    assert.deepEqual(signed(after), ['1.1.a', '1.1.b', '2.1.a']);
    assert.deepEqual([after.returns.signedOff, after.returns.notSignedOff], [1, []]);
    world.later(1);
    await world.answer('1.1.a', { rating: 'red', progress: 'Stopped.' });
    const changed = await facts();
    assert.deepEqual(signed(changed), ['1.1.b', '2.1.a']);
    assert.deepEqual(changed.returns.notSignedOff, [
      { group: 'QA', kind: 'action-updates', state: 'changed' },
    ]);
    assert.equal(ofQa(changed)?.by, null);
  });

  it('say that the chair is away where nobody can sign, and no longer once somebody stands in', async () => {
    const without = (raw: ReturnType<typeof rawBoard>) => {
      const qa = raw.groups[1] ?? {};
      delete qa['chair'];
      Object.assign(qa, { members: [ANN, BEN] });
    };
    world = await signingWorld(test.store, without);
    await world.answerAll();
    assert.deepEqual((await facts()).returns.notSignedOff, [
      { group: 'QA', kind: 'action-updates', state: 'away' },
    ]);
    await world.reimport(raw => Object.assign(raw.groups[1] ?? {}, { chair: BEN }));
    assert.equal(ofQa(await facts())?.state, 'waiting');
    assert.equal((await world.sign(BEN)).kind, 'done');
  });

  it('are the board chair’s where the board file says so, and not the group’s own', async () => {
    world = await signingWorld(test.store, raw => {
      Object.assign(raw.groups[1] ?? {}, { signOff: 'board-chair' });
      Object.assign(raw.people[3] ?? {}, { roles: ['board-chair'] });
    });
    await world.answerAll();
    await assert.rejects(world.sign(ANN), /Only the board chair can sign off its returns\. Ask Cat Hill\./);
    assert.equal((await world.sign('cat@council.example')).kind, 'done');
    assert.equal((await world.steps())[0]?.capacity, 'board-chair');
    assert.equal(ofQa(await facts())?.by, 'Cat Hill');
  });

  it('stay sealed in a paper when the name of who signed is taken out, and broken by another state', async () => {
    world = await signingWorld(test.store);
    await world.answerAll();
    await world.sign();
    const paper = freeze(await facts());
    const own = ofQa(paper.facts);
    assert.ok(own && isIntact(paper));
    own.by = '[removed]';
    assert.ok(isIntact(paper));
    own.state = 'waiting';
    assert.ok(!isIntact(paper));
  });

  it('are not told of a paper that is older than they are', () => {
    const { returns } = readStoredFacts(old.facts);
    assert.deepEqual([returns.signedOff, returns.notSignedOff], [0, []]);
    assert.ok(returns.byGroup.length > 0 && returns.byGroup.every(({ signOff }) => signOff === null));
  });
});
