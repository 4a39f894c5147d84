import assert from 'node:assert/strict';
import { isCollateError } from '../../../services/errors.ts';
import { type Actor, terminal } from '../../../services/people/access.ts';
import {
  type About,
  type Deed,
  deeds,
  may,
  permissions,
  requireMay,
} from '../../../services/people/permissions.ts';
import { type Standing, standings } from '../../../services/people/standings.ts';
import { agencies } from '../../../services/store/entities/board.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { newWorld, type RawBoard, type World } from '../world.ts';
import { addPeople, people } from './standing-people.ts';

/** A column a standing, in the order above; x for may. */
const grid: Record<Deed, string> = {
  //                     mgr bch scr exe cha dep sta par mem inc lea age nam own any
  'board.see': '            x   x   x   x   .   .   .   .   .   .   .   .   .   .   .',
  'group.see': '            x   x   x   x   x   x   x   x   x   x   x   x   .   x   .',
  'draft.see': '            x   x   x   .   x   x   x   .   x   x   .   x   .   x   .',
  'plan.see': '             x   x   x   x   .   .   .   .   .   .   .   .   .   .   .',
  'summary.see': '          x   x   x   x   .   .   .   .   .   .   .   .   .   .   .',
  'summary.see-draft': '    x   .   .   .   .   .   .   .   .   .   .   .   .   .   .',
  'digest.see': '           x   x   x   x   .   .   .   .   .   .   .   .   .   .   .',
  'digest.post': '          x   .   .   .   .   .   .   .   .   .   .   .   .   .   .',
  'document.open': '        x   x   x   x   .   .   .   .   .   .   .   .   .   .   .',
  'audit.read': '           x   x   x   .   .   .   .   .   .   .   .   .   .   .   .',
  'group.answer': '         x   .   .   .   x   x   x   .   x   x   x   x   .   x   .',
  'restricted.answer': '  .   .   .   .   .   .   .   .   .   .   .   .   .   x   .',
  'restricted.see': '     .   .   .   .   .   .   .   .   .   .   .   .   x   x   .',
  'report.submit': '        x   .   .   .   x   x   x   .   .   .   .   x   .   .   .',
  'finding.pass': '         x   .   .   .   x   x   x   .   .   .   .   .   .   .   .',
  'reminder.snooze': '      x   .   .   .   x   x   x   .   x   x   .   .   .   x   .',
  'group.sign-off': '       .   .   .   .   x   x   x   .   .   .   .   .   .   .   .',
  'unit.sign-off': '        .   x   .   .   .   .   .   .   .   .   .   .   .   .   .',
  'channel.link': '         x   .   .   .   x   x   x   .   .   .   .   .   .   .   .',
  'answer.for-another': '   x   .   .   .   .   .   .   .   .   .   .   .   .   .   .',
  'round.manage': '         x   .   .   .   .   .   .   .   .   .   .   .   .   .   .',
  'schedule.see': '         x   .   .   .   .   .   .   .   .   .   .   .   .   .   .',
  'plan.change': '          x   .   .   .   .   .   .   .   .   .   .   .   .   .   .',
  'summary.post': '         x   .   .   .   .   .   .   .   .   .   .   .   .   .   .',
  'decision.note': '        x   .   .   .   .   .   .   .   .   .   .   .   .   .   .',
  'delivery.manage': '      x   .   .   .   .   .   .   .   .   .   .   .   .   .   .',
  'person.manage': '        x   .   .   .   .   .   .   .   .   .   .   .   .   .   .',
  'retention.manage': '     x   .   .   .   .   .   .   .   .   .   .   .   .   .   .',
};

function withRestricted(raw: RawBoard): void {
  addPeople(raw);
  const named = [people.named, people['named-owner']];
  const set = {
    key: 'review',
    title: 'After a review',
    actions: ['2.1.a'],
    every: 'week',
    restricted: named,
  };
  Object.assign(raw, { sets: [set] });
}

onBothDatabases('The table of permissions', open => {
  let test: TestStore;
  let world: World;
  let channel: string;
  let about: About;
  let ofAgency: About;
  /** An action that the two named may read of, and one of them answers. */
  let restricted: About;

  before(async () => {
    test = await open();
    world = await newWorld(test.store, { now: '2026-06-10T20:00:00Z', edit: withRestricted });
    channel = await world.channel('qa');
    const now = world.clock.now();
    about = { now, groupId: await world.group('qa'), actionId: await world.action('1.1.a') };
    restricted = { ...about, actionId: await world.action('2.1.a') };
    const { boardId } = world;
    const police = await test.store.read(view => view.rows(agencies).first({ boardId, name: 'Police' }));
    ofAgency = { now, agencyId: police?.id ?? '' };
  });
  after(() => test?.dispose());

  const actorOf = (standing: Standing): Promise<Actor> =>
    world.as(people[standing], standing === 'in-channel' ? channel : null);
  const aboutOf = (standing: Standing) => {
    if (standing === 'named' || standing === 'named-owner') return restricted;
    return standing === 'agency' ? ofAgency : about;
  };
  const asks = (actor: Actor, deed: Deed, of: About) => test.store.read(view => may(view, actor, deed, of));

  for (const deed of deeds) {
    it(`says who may ${permissions[deed].to} (${deed})`, async () => {
      const marks: string[] = [];
      for (const standing of standings) {
        marks.push((await asks(await actorOf(standing), deed, aboutOf(standing))) ? 'x' : '.');
      }
      assert.equal(marks.join('   '), grid[deed].trim());
    });
  }

  it('lets the terminal do what the manager may', async () => {
    for (const deed of deeds)
      assert.equal(
        await asks(terminal(world.boardId), deed, about),
        await asks(await actorOf('manager'), deed, about),
        deed,
      );
  });

  it('gives nobody anything towards another group, agency or board', async () => {
    const practice = await world.group('practice');
    const other = { ...about, groupId: practice, actionId: null };
    for (const standing of ['chair', 'deputy', 'stand-in', 'member', 'lead'] as const) {
      const actor = await actorOf(standing);
      for (const deed of deeds) assert.equal(await asks(actor, deed, other), false, `${standing} ${deed}`);
    }
    const elsewhere = await newWorld(test.store);
    const actor = { ...(await actorOf('manager')), boardId: elsewhere.boardId };
    for (const deed of deeds)
      assert.equal(await asks(actor, deed, { now: about.now }), false, `another board: ${deed}`);
  });

  it('keeps what is restricted from everybody else, in channels from those named too', async () => {
    for (const standing of standings) {
      const isNamed = standing === 'named' || standing === 'named-owner';
      const actor = await actorOf(standing);
      assert.equal(await asks(actor, 'restricted.see', restricted), isNamed, standing);
      assert.equal(await asks(actor, 'group.answer', restricted), standing === 'named-owner', standing);
    }
    assert.equal(await asks(terminal(world.boardId), 'group.answer', restricted), false);
    for (const place of [{ channelRowId: channel }, { inGroupChat: true }]) {
      const here = { ...(await actorOf('named-owner')), ...place };
      assert.equal(await asks(here, 'restricted.see', restricted), false);
      assert.equal(await asks(here, 'group.answer', restricted), false);
    }
  });

  it('ends with the last day of a stand-in, in the board’s zone', async () => {
    const sam = await actorOf('stand-in');
    const at = (now: string) => asks(sam, 'group.sign-off', { ...about, now: new Date(now) });
    // 23:30 in London on the last day, and half an hour after midnight.
    assert.deepEqual([await at('2026-06-10T22:30:00Z'), await at('2026-06-10T23:30:00Z')], [true, false]);
  });

  it('lets a scrutineer change nothing, wherever they sit', async () => {
    const inChannel = await world.as(people.scrutineer, channel);
    assert.equal(await asks(inChannel, 'group.answer', about), false);
    assert.equal(await asks(inChannel, 'group.see', about), true);
  });

  it('hands what the channel gives to nobody outside it', async () => {
    const outside = await world.as(people['in-channel']);
    const elsewhere = await world.as(people['in-channel'], await world.channel('practice'));
    for (const actor of [outside, elsewhere])
      for (const deed of ['group.see', 'group.answer'] as const)
        assert.equal(await asks(actor, deed, about), false, deed);
  });

  it('lets the board chair sign where the board file says so, and then nobody else', async () => {
    const unit = await newWorld(test.store, {
      edit: raw => {
        addPeople(raw);
        Object.assign(raw.groups[1] ?? {}, { signOff: 'board-chair' });
      },
    });
    const of = { now: unit.clock.now(), groupId: await unit.group('qa') };
    const signs = async (email: string) => asks(await unit.as(email), 'group.sign-off', of);
    assert.equal(await signs(people['board-chair']), true);
    for (const standing of ['manager', 'chair', 'deputy'] as const)
      assert.equal(await signs(people[standing]), false, standing);
    const ann = await unit.as(people.chair);
    await assert.rejects(
      test.store.read(view => requireMay(view, ann, 'group.sign-off', of)),
      /Only the board chair can sign off its returns\. Ask Bea Board\./,
    );
  });

  it('says who can and whom to ask', async () => {
    const nia = await actorOf('anybody');
    const refused = async (deed: Deed, of: About, to?: string) => {
      try {
        await test.store.read(view => requireMay(view, nia, deed, of, to));
      } catch (error) {
        assert.ok(isCollateError(error, 'not_allowed'));
        return error.message;
      }
      return 'allowed';
    };
    const board = { now: about.now };
    assert.equal(
      await refused('round.manage', board, 'close a round'),
      "Only the board's manager can close a round. Ask Mia Manager.",
    );
    assert.equal(
      await refused('board.see', board),
      "Only the board's manager, the board chair, the scrutineer and the executive group can see the whole board. Ask Mia Manager.",
    );
    assert.equal(
      await refused('group.answer', about),
      'Only members of Quality Group and the people in its channel can answer for it. Try again in its channel.',
    );
    assert.equal(
      await refused('group.sign-off', about),
      'Only the chair or deputy of Quality Group can sign off its returns. Ask Ann Ward or Dev Deputy or Sam Standin.',
    );
    assert.equal(await refused('group.answer', ofAgency), 'Only people of Police can answer for it.');
  });
});
