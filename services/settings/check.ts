/** Whether everything is there that the bot needs: settings, database, board. Nothing is changed, no secret is told. */
import { verifyAudit } from '../audit/verify.ts';
import { managersOf } from '../people/leaders.ts';
import { boards, groups, people } from '../store/entities/board.ts';
import { channelLinks, teams } from '../store/entities/teams.ts';
import { type Inspected, inspectStore } from '../store/inspect-store.ts';
import { openStore } from '../store/open-store.ts';
import { notNull } from '../store/rows.ts';
import type { Store } from '../store/unit-of-work.ts';
import { type Environment, readSettings } from './read-settings.ts';
import { settings } from './settings.ts';

export interface Checked {
  /** `warn` where the bot runs, but not all of it. */
  state: 'ok' | 'warn' | 'fail';
  about: 'setting' | 'identity' | 'database' | 'board' | 'audit';
  text: string;
}

/** @param databaseUrl where another than the environment's is meant; null for that one */
export async function checkAll(environment: Environment, databaseUrl: string | null): Promise<Checked[]> {
  const read = readSettings(environment);
  const url = databaseUrl ?? read.value('DATABASE_URL');
  return [...checkSettings(read), checkIdentity(read), ...(url === null ? [] : await checkDatabase(url))];
}

/** What is given, without the values of secrets; then what is wrong. */
function checkSettings({ value, problems }: ReturnType<typeof readSettings>): Checked[] {
  const given = settings.flatMap(({ name, fallback, isSecret }): Checked[] => {
    const now = value(name);
    if (now === null) return [];
    const shown = isSecret ? 'is set, and not shown' : `is ${now}`;
    return now === fallback ? [] : [{ state: 'ok', about: 'setting', text: `${name} ${shown}.` }];
  });
  return [...given, ...problems.map((text): Checked => ({ state: 'fail', about: 'setting', text }))];
}

function checkIdentity({ value }: ReturnType<typeof readSettings>): Checked {
  const has = value('MicrosoftAppId') !== null;
  return {
    state: has ? 'ok' : 'warn',
    about: 'identity',
    text: has
      ? `The bot is ${value('MicrosoftAppType') ?? 'of no type'} of the tenant ${value('MicrosoftAppTenantId') ?? 'that is not said'}.`
      : 'MicrosoftAppId is not set: only local mode runs.',
  };
}

async function checkDatabase(url: string): Promise<Checked[]> {
  const inspected = await inspectStore(url);
  const found = sayDatabase(inspected, url.startsWith('sqlite:') ? 'SQLite' : 'PostgreSQL');
  const isToday =
    inspected.kind === 'there' && inspected.pending.length === 0 && inspected.unknown.length === 0;
  if (!isToday) return [found];
  // Its schema is today's, so that opening it changes nothing.
  const store = await openStore(url);
  try {
    return [found, ...(await checkBoards(store))];
  } finally {
    await store.close();
  }
}

function sayDatabase(inspected: Inspected, what: string): Checked {
  const say = (state: Checked['state'], text: string): Checked => ({ state, about: 'database', text });
  switch (inspected.kind) {
    case 'absent':
      return say('warn', `${what}: the file is not there yet. The first start makes it.`);
    case 'unreachable':
      return say('fail', `${what}: the database cannot be reached (${inspected.error}).`);
    case 'there': {
      const { pending, unknown } = inspected;
      if (unknown.length > 0)
        return say('fail', `${what}: the database is of a later version (${unknown.join(', ')}).`);
      if (pending.length > 0)
        return say(
          'warn',
          `${what}: ${pending.length} migrations wait for the next start (${pending.join(', ')}).`,
        );
      return say('ok', `${what}: the database is there, and its schema is today’s.`);
    }
  }
}

async function checkBoards(store: Store): Promise<Checked[]> {
  const all = await store.read(view => view.rows(boards).find({}, { orderBy: { key: 'asc' } }));
  if (all.length === 0)
    return [{ state: 'warn', about: 'board', text: 'No board has been imported: collate plan import FILE' }];
  const found: Checked[] = [];
  for (const board of all) found.push(...(await checkBoard(store, board.id)));
  return found;
}

async function checkBoard(store: Store, boardId: string): Promise<Checked[]> {
  const seen = await store.read(async view => ({
    key: (await view.rows(boards).get(boardId)).key,
    managers: (await managersOf(view, boardId)).length,
    teams: await view.rows(teams).count({ boardId, removedAt: null }),
    groups: (await view.rows(groups).find({ boardId, retiredAt: null })).map(({ id }) => id),
    linked: (await view.rows(channelLinks).find({ boardId, channelRowId: notNull() })).map(
      row => row.groupId,
    ),
    people: await view.rows(people).count({ boardId, retiredAt: null }),
  }));
  const { firstBreak, sealed } = await verifyAudit({ store }, boardId);
  const unlinked = seen.groups.filter(id => !seen.linked.includes(id)).length;
  const on = (isGood: boolean): Checked['state'] => (isGood ? 'ok' : 'warn');
  return [
    {
      state: on(seen.managers > 0),
      about: 'board',
      text: `${seen.key}: ${seen.people} people, ${seen.groups.length} groups, ${seen.managers} with the role of manager.`,
    },
    {
      state: on(seen.teams > 0 && unlinked === 0),
      about: 'board',
      text: `${seen.key}: in ${seen.teams} teams; ${unlinked} groups have no channel.`,
    },
    {
      state: firstBreak ? 'fail' : 'ok',
      about: 'audit',
      text: firstBreak
        ? `${seen.key}: the audit list was changed at ${firstBreak.position}: collate audit --verify`
        : `${seen.key}: the audit list holds, ${sealed} events.`,
    },
  ];
}
