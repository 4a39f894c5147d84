/** A small board to test services with: five actions, two groups that own them, and short ways to act on it. */
import { stringify } from 'yaml';
import type { Actor } from '../../services/people/access.ts';
import { terminal } from '../../services/people/access.ts';
import type { BoardFile } from '../../services/plan/board-file.ts';
import { type ImportOptions, type ImportResult, importBoard } from '../../services/plan/import-board.ts';
import { readBoardFile } from '../../services/plan/read-board-file.ts';
import { type Clock, fixedClock } from '../../services/ports.ts';
import { type SaveResult, saveActionUpdate } from '../../services/returns/action-updates.ts';
import type { AskState } from '../../services/returns/ask-state.ts';
import { readAsk } from '../../services/returns/read-ask.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import { groups, people } from '../../services/store/entities/board.ts';
import { messages } from '../../services/store/entities/delivery.ts';
import { actions } from '../../services/store/entities/plan.ts';
import { asks, rounds } from '../../services/store/entities/rounds.ts';
import { channelLinks, channels, teams } from '../../services/store/entities/teams.ts';
import type { Store } from '../../services/store/unit-of-work.ts';

export type Entry = Record<string, unknown>;

export interface RawBoard {
  board: Entry;
  agencies: Entry[];
  people: Entry[];
  groups: Entry[];
  plan: Entry & { priorities: (Entry & { outcomes: (Entry & { actions: Entry[] })[] })[] };
}

/** The board file before it is read, free to be changed. */
export function rawBoard(key = 'small'): RawBoard {
  return {
    board: { key, name: 'Small Partnership', short: 'Small', executive: 'Exec' },
    agencies: [{ name: 'Police' }, { name: 'Council' }],
    people: [
      { name: 'Mia Manager', email: 'mia@board.example', roles: ['manager'] },
      { name: 'Ann Ward', email: 'ann@police.example', agency: 'Police' },
      { name: 'Ben Cole', email: 'ben@council.example', agency: 'Council' },
      { name: 'Cat Hill', email: 'cat@council.example', agency: 'Council' },
      { name: 'Leo Lead', email: 'leo@police.example', agency: 'Police' },
    ],
    groups: [
      { id: 'exec', name: 'Executive Group', short: 'Exec', asks: [] },
      {
        id: 'qa',
        name: 'Quality Group',
        short: 'QA',
        chair: 'ann@police.example',
        members: ['ben@council.example'],
      },
      { id: 'practice', name: 'Practice Group', short: 'Practice', chair: 'cat@council.example' },
    ],
    plan: {
      key: 'p1',
      title: 'Plan 2026',
      starts: '2026-04-01',
      ends: '2028-03-31',
      priorities: [
        {
          ref: '1',
          title: 'Priority one',
          short: 'One',
          lead: 'Police',
          outcomes: [
            {
              ref: '1.1',
              title: 'Outcome one',
              actions: [
                {
                  ref: '1.1.a',
                  title: 'Action a',
                  owners: ['QA'],
                  lead: 'leo@police.example',
                  due: '2026-05-31',
                },
                { ref: '1.1.b', title: 'Action b', owners: ['QA', 'Practice'], due: '2026-09-30' },
              ],
            },
            {
              ref: '1.2',
              title: 'Outcome two',
              actions: [{ ref: '1.2.a', title: 'Action c', owners: ['Practice'], due: '2026-12-31' }],
            },
          ],
        },
        {
          ref: '2',
          title: 'Priority two',
          outcomes: [
            {
              ref: '2.1',
              title: 'Outcome three',
              actions: [
                { ref: '2.1.a', title: 'Action d', owners: ['QA'] },
                { ref: '2.1.b', title: 'Action e', owners: ['Practice'], due: '2026-08-15' },
              ],
            },
          ],
        },
      ],
    },
  };
}

/** The action entry of a ref in a raw board. */
export function rawAction(raw: RawBoard, ref: string): Entry {
  const found = raw.plan.priorities
    .flatMap(priority => priority.outcomes)
    .flatMap(outcome => outcome.actions)
    .find(action => action['ref'] === ref);
  if (!found) throw new Error(`no action ${ref} in the test board`);
  return found;
}

export const fileOf = (raw: RawBoard): BoardFile => readBoardFile(stringify(raw));

export interface World {
  store: Store;
  clock: Clock & { set(to: Date | string): void };
  boardId: string;
  key: string;
  /** Imports the board file again, changed. */
  reimport(edit: (raw: RawBoard) => void, options?: ImportOptions): Promise<ImportResult>;
  person(email: string): Promise<string>;
  group(key: string): Promise<string>;
  action(ref: string): Promise<string>;
  /** Somebody in 1:1 chat. */
  as(email: string, channelRowId?: string | null): Promise<Actor>;
  open(period: string, due: string, groups?: string[]): ReturnType<typeof openRound>;
  ask(period: string, group: string): Promise<AskState>;
  save(email: string, ask: AskState, ref: string, fields: Entry, more?: SaveMore): Promise<SaveResult>;
  /** A team with one channel that serves these groups; the row id of the channel. */
  channel(...groupKeys: string[]): Promise<string>;
  /** Puts the ask's card into a channel, as if it had been posted; the message's row id. */
  standing(askId: string, channelRowId: string): Promise<string>;
}

interface SaveMore {
  seenVersion?: number | null;
  givenById?: string | null;
  channelRowId?: string | null;
}

let made = 0;

/** A new board in a store that may hold others, so that tests share a database and nothing else. */
export async function newWorld(
  store: Store,
  {
    now = '2026-06-01T09:00:00Z',
    edit = () => undefined,
  }: { now?: string; edit?: (raw: RawBoard) => void } = {},
): Promise<World> {
  made += 1;
  const key = `small-${made}`;
  const clock = fixedClock(now);
  const deps = { store, clock };
  const first = rawBoard(key);
  edit(first);
  const { boardId } = await importBoard(deps, fileOf(first));

  const world: World = {
    store,
    clock,
    boardId,
    key,
    reimport(change, options) {
      const raw = rawBoard(key);
      edit(raw);
      change(raw);
      return importBoard(deps, fileOf(raw), options);
    },
    person: async email => idOf(await store.read(view => view.rows(people).first({ boardId, email })), email),
    group: async name =>
      idOf(await store.read(view => view.rows(groups).first({ boardId, key: name })), name),
    action: async ref => idOf(await store.read(view => view.rows(actions).first({ boardId, ref })), ref),
    as: async (email, channelRowId = null) => ({
      boardId,
      personId: await world.person(email),
      channelRowId,
    }),
    open: (period, due, names = []) => openRound(deps, { boardId, period, due, groups: names }),
    ask: async (period, name) => {
      const groupId = await world.group(name);
      return store.read(async view => {
        const round = await view.rows(rounds).first({ boardId, period });
        const ask = await view.rows(asks).first({ groupId, roundId: round?.id ?? '' });
        return readAsk(view, boardId, ask?.id ?? '', clock.now());
      });
    },
    save: async (
      email,
      ask,
      ref,
      fields,
      { seenVersion = null, givenById = null, channelRowId = null } = {},
    ) => {
      const actor = email === 'terminal' ? terminal(boardId) : await world.as(email, channelRowId);
      const actionId = ask.actions.find(action => action.ref === ref)?.id ?? ref;
      return saveActionUpdate(deps, actor, { askId: ask.askId, actionId, seenVersion, fields, givenById });
    },
    channel: (...groupKeys) => makeChannel(world, groupKeys),
    standing: (askId, channelRowId) =>
      store.write(async unit => {
        made += 1;
        const row = await unit.rows(messages).insert({
          boardId,
          purpose: 'ask',
          subjectId: askId,
          placeKind: 'channel',
          placeId: channelRowId,
          conversationId: `19:c${made}`,
          activityId: `${made}`,
          postedAt: clock.now(),
          retiredAt: null,
        });
        return row.id;
      }),
  };
  return world;
}

/** Saves and returns the answer; throws where nothing was saved. */
export async function saved(result: Promise<SaveResult>) {
  const done = await result;
  if (done.kind !== 'saved') throw new Error(`not saved: ${JSON.stringify(done)}`);
  return done.answer;
}

function idOf(row: { id: string } | null, name: string): string {
  if (!row) throw new Error(`no ${name} in the test board`);
  return row.id;
}

async function makeChannel({ store, boardId, clock, group }: World, groupKeys: string[]): Promise<string> {
  const groupIds = await Promise.all(groupKeys.map(group));
  made += 1;
  return store.write(async unit => {
    const teamId = `19:team${made}@thread.tacv2`;
    const team = await unit.rows(teams).insert({
      boardId,
      tenantId: 'tenant',
      teamId,
      name: 'Team',
      serviceUrl: 'https://smba.example/',
      botId: '28:bot',
      groupGuid: null,
      installedAt: clock.now(),
      removedAt: null,
    });
    const channel = await unit.rows(channels).insert({
      boardId,
      teamRowId: team.id,
      channelId: `19:channel${made}@thread.tacv2`,
      name: groupKeys.join(' and ') || 'Empty',
      isGeneral: false,
      isListed: true,
      goneAt: null,
    });
    for (const groupId of groupIds) {
      await unit.rows(channelLinks).insert({
        boardId,
        channelRowId: channel.id,
        groupId,
        byHand: true,
        linkedAt: clock.now(),
      });
    }
    return channel.id;
  });
}
