import assert from 'node:assert/strict';
import { type ErrorCode, isCollateError } from '../../../services/errors.ts';
import { type Actor, terminal } from '../../../services/people/access.ts';
import { deliveries, messages } from '../../../services/store/entities/delivery.ts';
import { channels, personalChats, type TeamRow, teams } from '../../../services/store/entities/teams.ts';
import {
  deleteChannel,
  findPlace,
  installInTeam,
  noteServiceUrl,
  noteTeamGroup,
  putChannel,
  removeFromTeam,
  type SeenTeam,
} from '../../../services/teams/install.ts';
import { linkChannel, readLinks, unlinkChannel } from '../../../services/teams/link.ts';
import { rememberPersonalChat } from '../../../services/teams/personal-chats.ts';
import { sqliteStore, type TestStore } from '../../support/stores.ts';
import { newWorld, type World } from '../world.ts';

const mia = 'mia@board.example';
const code = (wanted: ErrorCode) => (error: unknown) => isCollateError(error, wanted);
let made = 0;

describe('A team', () => {
  let test: TestStore;
  let world: World;
  let teamId: string;
  before(async () => {
    test = await sqliteStore();
  });
  after(() => test.dispose());
  beforeEach(async () => {
    made += 1;
    teamId = `19:general-${made}`;
    world = await newWorld(test.store, {
      edit: raw => {
        Object.assign(raw.groups[1] ?? {}, { channel: 'QA & Scrutiny' });
      },
    });
  });

  const seen = (...names: string[]): SeenTeam => ({
    tenantId: 't',
    teamId,
    name: 'Team',
    serviceUrl: 'https://smba.example/uk/',
    botId: '28:bot',
    groupGuid: null,
    channels: [{ id: teamId, name: null }, ...names.map(name => ({ id: `19:${made}-${name}`, name }))],
  });
  const install = (...names: string[]) => installInTeam(world, world.boardId, seen(...names));
  const links = async (team: TeamRow) => {
    const { linked, unlinked } = await test.store.read(view => readLinks(view, team.id));
    return {
      linked: linked.map(({ channel, groups }) => `${channel}: ${groups.join(', ')}`),
      unlinked: unlinked.map(({ short }) => short),
    };
  };
  const channelRow = async (name: string) => {
    const row = await test.store.read(view => view.rows(channels).first({ boardId: world.boardId, name }));
    assert.ok(row, name);
    return row;
  };
  const inChannel = async (name: string, email: string | null = mia): Promise<Actor> => {
    const channelRowId = (await channelRow(name)).id;
    return email === null
      ? { ...terminal(world.boardId), channelRowId }
      : await world.as(email, channelRowId);
  };
  const due = async (purpose: 'ask' | 'links' | 'refresh') =>
    test.store.read(view => view.rows(deliveries).find({ boardId: world.boardId, purpose }));

  const spellings = [
    'qa and scrutiny',
    'QA & Scrutiny',
    'Quality Group',
    'the quality-group',
    'QA',
    'Quality Sub Group',
    'Quality Subgroup',
  ];
  for (const name of spellings) {
    it(`is linked by name: “${name}” is the Quality Group`, async () => {
      assert.deepEqual((await links(await install(name))).linked, [`${name}: Quality Group`]);
    });
  }

  it('says in General which groups are linked and which are not', async () => {
    const team = await install('Practice Group', 'Social club');
    assert.deepEqual(await links(team), {
      linked: ['Practice Group: Practice Group'],
      unlinked: ['Exec', 'QA'],
    });
    const general = await channelRow('General');
    assert.deepEqual(
      (await due('links')).map(row => [row.subjectId, row.placeId]),
      [[team.id, general.id]],
    );
  });

  it('links nothing where two channels carry a name', async () => {
    const team = await install('Quality Group', 'QA');
    assert.deepEqual((await links(team)).linked, []);
    assert.deepEqual((await links(await install('Practice Group', 'Practice Panel'))).linked, [
      'Practice Group: Practice Group',
    ]);
  });

  it('keeps the id of its Microsoft 365 group, once Teams has told it', async () => {
    const { id } = await install('QA');
    const groupOf = async () => (await test.store.read(view => view.rows(teams).get(id))).groupGuid;
    assert.equal(await groupOf(), null);
    await installInTeam(world, world.boardId, { ...seen('QA'), groupGuid: 'group-1' });
    await install('QA');
    assert.equal(await groupOf(), 'group-1', 'an event that does not tell it takes nothing away');
    const team = await test.store.read(view => view.rows(teams).get(id));
    await noteTeamGroup(world, team, 'group-2');
    await noteTeamGroup(world, team, null);
    assert.equal(await groupOf(), 'group-2');
  });

  it('is installed twice without a second word', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    const first = await install('QA', 'Practice');
    const again = await install('QA', 'Practice');
    assert.equal(again.id, first.id);
    assert.equal((await due('links')).length, 1);
    assert.equal((await due('ask')).length, 2);
    const count = await test.store.read(view => view.rows(channels).count({ boardId: world.boardId }));
    assert.equal(count, 3);
  });

  it('posts what is open when a channel comes to carry a group’s name', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    const team = await install('Old name');
    assert.deepEqual(await due('ask'), []);
    await putChannel(world, team, { id: `19:${made}-Old name`, name: 'Practice' });
    assert.deepEqual((await links(team)).linked, ['Practice: Practice Group']);
    assert.equal((await due('ask')).length, 1);
    await putChannel(world, team, { id: `19:${made}-Old name`, name: 'Something else' });
    assert.deepEqual(
      (await links(team)).linked,
      ['Something else: Practice Group'],
      'a link outlives the name',
    );
  });

  it('is linked by hand, which a name never changes', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    const team = await install('QA', 'Anything');
    const [first] = await due('ask');
    await world.standing(first?.subjectId ?? '', first?.placeId ?? '');
    const result = await linkChannel(world, await inChannel('Anything'), 'quality group');
    assert.deepEqual(result, { group: 'Quality Group', channel: 'Anything', before: 'QA' });
    await install('QA', 'Anything');
    assert.deepEqual((await links(team)).linked, ['Anything: Quality Group']);
    const open = await test.store.read(view =>
      view.rows(messages).count({ boardId: world.boardId, retiredAt: null }),
    );
    assert.equal(open, 0, 'the card in the old channel is refreshed no more');
    const states = (await due('ask')).map(row => row.state).sort();
    assert.deepEqual(states, ['due', 'superseded'], 'and one is due in the new');
  });

  it('stays unlinked by hand, whatever happens to channels', async () => {
    const team = await install('QA', 'Practice');
    const result = await unlinkChannel(world, await inChannel('QA'), null);
    assert.equal(result.group, 'Quality Group');
    await putChannel(world, team, { id: `19:${made}-New`, name: 'Quality Group' });
    await install('QA', 'Practice');
    assert.deepEqual((await links(team)).linked, ['Practice: Practice Group']);
    assert.deepEqual((await links(team)).unlinked, ['Exec', 'QA']);
    await linkChannel(world, await inChannel('QA'), 'QA');
    assert.deepEqual((await links(team)).unlinked, ['Exec']);
  });

  it('lets a channel serve several groups, and asks which to unlink', async () => {
    const team = await install('Shared');
    for (const name of ['QA', 'Practice']) await linkChannel(world, await inChannel('Shared'), name);
    assert.deepEqual((await links(team)).linked, ['Shared: Quality Group, Practice Group']);
    await assert.rejects(unlinkChannel(world, await inChannel('Shared'), null), code('group_unknown'));
    await unlinkChannel(world, await inChannel('Shared'), 'practice');
    assert.deepEqual((await links(team)).linked, ['Shared: Quality Group']);
  });

  it('is linked by the manager, and by the group’s own chair alone', async () => {
    await install('Anything');
    await assert.rejects(
      linkChannel(world, await inChannel('Anything', 'ben@council.example'), 'QA'),
      code('not_allowed'),
    );
    await assert.rejects(
      linkChannel(world, await inChannel('Anything', 'ann@police.example'), 'Practice'),
      code('not_allowed'),
    );
    await linkChannel(world, await inChannel('Anything', 'ann@police.example'), 'QA');
    await assert.rejects(
      unlinkChannel(world, await inChannel('Anything', 'ben@council.example'), null),
      code('not_allowed'),
    );
    await assert.rejects(linkChannel(world, await inChannel('Anything'), 'Nobody'), code('group_unknown'));
    await assert.rejects(linkChannel(world, await world.as(mia), 'QA'), code('channel_not_linked'));
  });

  it('loses a channel that is deleted, and what was to be posted there', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    const team = await install('QA');
    const row = await channelRow('QA');
    await deleteChannel(world, team, row.channelId);
    assert.deepEqual(await links(team), { linked: [], unlinked: ['Exec', 'QA', 'Practice'] });
    const [ask] = await due('ask');
    assert.equal(ask?.state, 'stopped');
    assert.match(ask?.lastOutcome ?? '', /channel is gone/);
    await putChannel(world, team, { id: row.channelId, name: 'QA' });
    assert.deepEqual((await links(team)).linked, ['QA: Quality Group'], 'restored, it is linked again');
    assert.deepEqual((await due('ask')).map(delivery => delivery.state).sort(), ['due', 'superseded']);
  });

  it('remembers its links while the bot is away, and posts again when it is back', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    const team = await install('QA', 'Anything');
    await linkChannel(world, await inChannel('Anything'), 'Practice');
    const asks = await due('ask');
    for (const ask of asks) await world.standing(ask.subjectId, ask.placeId);
    await removeFromTeam(world, team);
    const away = await test.store.read(view => view.rows(teams).get(team.id));
    assert.ok(away.removedAt);
    assert.equal(
      await test.store.read(view => view.rows(messages).count({ boardId: world.boardId, retiredAt: null })),
      0,
    );
    const back = await install('QA', 'Anything');
    assert.equal(back.removedAt, null);
    assert.deepEqual((await links(team)).linked, ['Anything: Practice Group', 'QA: Quality Group']);
    assert.equal((await due('ask')).filter(ask => ask.state === 'due').length, 2);
  });

  it('is found by its ids, with the newest address', async () => {
    const team = await install('QA');
    await noteServiceUrl(world, team, 'https://smba.example/emea/');
    const find = (tenantId: string, channelId: string | null) =>
      test.store.read(view => findPlace(view, tenantId, { teamId, channelId }));
    const place = await find('t', `19:${made}-QA`);
    assert.deepEqual([place?.team.serviceUrl, place?.channel?.name], ['https://smba.example/emea/', 'QA']);
    assert.equal(await find('another tenant', null), null);
    assert.equal((await find('t', '19:unknown'))?.channel, null);
  });

  it('takes all of its tenant along where the service has moved', async () => {
    const team = await install('QA');
    const personId = await world.person('ann@police.example');
    const chat = { boardId: world.boardId, personId, conversationId: 'a:1', tenantId: 't', botId: '28:bot' };
    await rememberPersonalChat(world, { ...chat, serviceUrl: team.serviceUrl });
    const urlOf = () =>
      test.store.read(async view => [
        (await view.rows(personalChats).first({ personId }))?.serviceUrl,
        (await view.rows(teams).get(team.id)).serviceUrl,
      ]);
    await noteServiceUrl(world, team, 'https://smba.example/uk/');
    assert.deepEqual(await urlOf(), ['https://smba.example/uk/', 'https://smba.example/uk/']);
    await rememberPersonalChat(world, { ...chat, serviceUrl: 'https://smba.example/in/' });
    assert.deepEqual(await urlOf(), ['https://smba.example/in/', 'https://smba.example/in/']);
  });
});
