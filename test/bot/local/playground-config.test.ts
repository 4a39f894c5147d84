import assert from 'node:assert/strict';
import { localObjectId, playgroundConfig } from '../../../bot/local/playground-config.ts';

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    key: `person${index}@example.org`,
    name: `Person ${index}`,
    email: `person${index}@example.org`,
  }));

const input = (count: number) => ({
  board: { name: 'A Safeguarding Partnership', short: 'ASP' },
  botName: 'Collate',
  teamName: 'ASP',
  people: people(count),
  currentPersonKey: 'person0@example.org',
  channels: [{ name: 'Subgroups' }],
  tenantId: 't1',
});

describe('The Playground’s config', () => {
  for (const count of [1, 4, 6, 12]) {
    it(`has exactly five users beside the one who sits there, of ${count} people`, () => {
      const { currentUser, users } = playgroundConfig(input(count));
      assert.equal(users.length, 5);
      assert.equal(currentUser.name, 'Person 0');
      assert.equal(new Set([currentUser, ...users].map(user => user.id)).size, 6);
    });
  }

  it('gives a person the same ids at every start, and the one of the board file where it has one', () => {
    assert.deepEqual(playgroundConfig(input(6)), playgroundConfig(input(6)));
    const [first, ...rest] = people(2);
    assert.ok(first);
    const entra = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    const config = playgroundConfig({ ...input(2), people: [{ ...first, aadObjectId: entra }, ...rest] });
    assert.equal(config.currentUser.aadObjectId, entra);
    assert.equal(config.users[0]?.aadObjectId, localObjectId('person1@example.org'));
  });

  it('has General as the team’s own id, and one channel more at most', () => {
    const { team } = playgroundConfig(input(3));
    assert.deepEqual(
      team.channels.map(channel => channel.name),
      ['Subgroups'],
    );
    assert.notEqual(team.channels[0]?.id, team.id);
    assert.throws(
      () => playgroundConfig({ ...input(3), channels: [{ name: 'A' }, { name: 'B' }] }),
      RangeError,
    );
  });

  it('says who is there when nobody is called so', () => {
    assert.throws(
      () => playgroundConfig({ ...input(2), currentPersonKey: 'x' }),
      /There are: Person 0, Person 1/,
    );
  });
});
