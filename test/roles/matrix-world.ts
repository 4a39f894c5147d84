/** A board with everything that can be asked, and somebody of each standing, to walk every door with. */
import type { BotDeps, Place, Scene } from '../../bot/deps.ts';
import { type About, may } from '../../services/people/permissions.ts';
import type { Standing } from '../../services/people/standings.ts';
import { silentLog } from '../../services/ports.ts';
import { readAsk } from '../../services/returns/read-ask.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import { agencies, boards, groups, people as persons } from '../../services/store/entities/board.ts';
import { outcomes } from '../../services/store/entities/plan.ts';
import { reminders } from '../../services/store/entities/reminders.ts';
import { askParts, asks } from '../../services/store/entities/rounds.ts';
import { channels, teams } from '../../services/store/entities/teams.ts';
import { addPeople, people } from '../services/people/standing-people.ts';
import { newWorld, saved, type World } from '../services/world.ts';
import { sqliteStore, type TestStore } from '../support/stores.ts';

export interface MatrixWorld {
  world: World;
  deps: BotDeps;
  /** The ids that commands and buttons of this board carry. */
  ids: Record<
    | 'ask'
    | 'action'
    | 'training'
    | 'report'
    | 'compliance'
    | 'part'
    | 'measures'
    | 'outcome'
    | 'section11'
    | 'return'
    | 'reminder'
    | 'round'
    | 'group',
    string
  >;
  about: Record<'board' | 'group' | 'action' | 'agency' | 'other', About>;
  scene(standing: Standing): Promise<Scene>;
  mayDo(scene: Scene, deed: Parameters<typeof may>[2], about: About): Promise<boolean>;
  close(): Promise<void>;
}

export async function openMatrix(): Promise<MatrixWorld> {
  const test: TestStore = await sqliteStore();
  const { store } = test;
  const world = await newWorld(store, {
    now: '2026-06-10T09:00:00Z',
    edit: raw => {
      addPeople(raw);
      const asksOf = { asks: ['action-updates', 'training-figures', 'group-report'] };
      Object.assign(raw.groups[1] ?? {}, asksOf);
      Object.assign(raw.agencies[0] ?? {}, { asks: ['section-11', 'agency-statement'] });
      Object.assign(raw.plan.priorities[0]?.outcomes[0] ?? {}, { measure: 'How many return' });
      Object.assign(raw, { training: { compliance: [{ agency: 'Police', levels: ['1'] }] } });
    },
  });
  const { boardId, clock } = world;
  const channel = await world.channel('qa');
  const kinds = [
    'action-updates',
    'training-figures',
    'group-report',
    'measures',
    'compliance',
    'section-11',
  ];
  await openRound({ store, clock }, { boardId, period: '2026-27 Q1', due: '2026-07-10', kinds });
  const groupId = await world.group('qa');
  const ask = await store.read(async view => {
    const row = await view.rows(asks).first({ boardId, groupId, kind: 'action-updates' });
    return readAsk(view, boardId, row?.id ?? '', clock.now());
  });
  const fields = { rating: 'green', progress: 'It goes on.' };
  const { returnId } = await saved(world.save(people.chair, ask, '1.1.b', fields));
  const found = await store.read(async view => {
    const of = async (kind: string, where: object) =>
      (await view.rows(asks).first({ boardId, kind, ...where }))?.id ?? '';
    const police = (await view.rows(agencies).first({ boardId, name: 'Police' }))?.id ?? '';
    const compliance = await of('compliance', { agencyId: police });
    return {
      police,
      training: await of('training-figures', { groupId }),
      report: await of('group-report', { groupId }),
      compliance,
      part: (await view.rows(askParts).first({ askId: compliance }))?.subjectId ?? '',
      measures: await of('measures', { groupId }),
      outcome: (await view.rows(outcomes).first({ boardId, ref: '1.1' }))?.id ?? '',
      section11: await of('section-11', { agencyId: police }),
    };
  });
  const reminder = await store.write(unit =>
    unit.rows(reminders).insert({
      boardId,
      roundId: ask.round.id,
      audience: 'group',
      groupId,
      agencyId: null,
      priorityId: null,
      stage: 0,
      madeAt: clock.now(),
      snoozedUntil: null,
      snoozedById: null,
    }),
  );
  const { police, ...others } = found;
  const action = await world.action('1.1.a');
  const now = clock.now();
  const deps: BotDeps = {
    store,
    clock,
    log: silentLog,
    forms: 'dialog',
    homeBoardId: boardId,
    files: { fetch: () => Promise.reject(new Error('no files here')) },
    connectors: { at: () => Promise.reject(new Error('no Teams here')) },
    hasTargeted: false,
    publicUrl: () => 'https://collate.example',
  };
  return {
    world,
    deps,
    ids: {
      ask: ask.askId,
      action,
      return: returnId,
      reminder: reminder.id,
      round: ask.round.id,
      group: groupId,
      ...others,
    },
    about: {
      board: { now },
      group: { now, groupId },
      action: { now, groupId, actionId: action },
      agency: { now, agencyId: police },
      other: { now, groupId: await world.group('practice') },
    },
    scene: standing => sceneOf(world, people[standing], standing === 'in-channel' ? channel : null),
    mayDo: ({ actor }, deed, about) => store.read(view => may(view, actor, deed, about)),
    close: test.dispose,
  };
}

async function sceneOf(
  { store, boardId }: World,
  email: string,
  channelRowId: string | null,
): Promise<Scene> {
  return store.read(async view => {
    const board = await view.rows(boards).get(boardId);
    const person = await view.rows(persons).first({ boardId, email });
    if (!person) throw new Error(`nobody is ${email}`);
    const actor = { boardId, personId: person.id, channelRowId };
    if (channelRowId === null) return { board, person, actor, place: { kind: 'personal' } };
    const channel = await view.rows(channels).get(channelRowId);
    const team = await view.rows(teams).get(channel.teamRowId);
    const here = await view.rows(groups).find({ boardId, key: 'qa' });
    const place: Place = { kind: 'channel', team, channel, groups: here };
    return { board, person, actor, place };
  });
}
