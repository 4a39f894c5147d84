/** `npm start`: a sample board, an open round, the bot and the Playground, with nothing to configure. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CollateError, isCollateError } from '../../services/errors.ts';
import { managersOf } from '../../services/people/leaders.ts';
import { systemClock } from '../../services/ports.ts';
import { type BoardRow, memberships, type PersonRow, people } from '../../services/store/entities/board.ts';
import { deliveries } from '../../services/store/entities/delivery.ts';
import { channels } from '../../services/store/entities/teams.ts';
import { openStore } from '../../services/store/open-store.ts';
import { atMost } from '../../services/store/rows.ts';
import type { Store, View } from '../../services/store/unit-of-work.ts';
import { type RunningBot, startBot } from '../bot.ts';
import { type Config, readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { onStopSignal } from '../stop-signal.ts';
import { type LocalOptions, readOptions, USAGE } from './options.ts';
import { linkPlaces, repostAll, secondChannel } from './places.ts';
import { type Playground, PlaygroundError, startPlayground } from './playground.ts';
import { playgroundConfig } from './playground-config.ts';
import { seedBoard } from './seed.ts';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const SAMPLE = join(ROOT, 'samples/cheshire-west.yaml');
const TENANT = '5a3e1b0c-0000-4000-8000-000000000001';
const BOT_NAME = 'Collate';
/** What a part in a group weighs when six people are chosen. */
const WEIGHTS = { chair: 10, 'stand-in': 10, deputy: 3, member: 1 } as const;

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) say(USAGE);
  else await start(options);
} catch (error) {
  const known = isCollateError(error) || error instanceof PlaygroundError || error instanceof RangeError;
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
}

async function start(options: LocalOptions): Promise<void> {
  const config = localConfig();
  const dataDir = resolve('data');
  mkdirSync(dataDir, { recursive: true });
  if (options.fresh) deleteData(config, dataDir);

  const seeds = await openStore(config.databaseUrl);
  const prepared = await prepare(seeds, options).finally(() => seeds.close());
  const { board, person, second, shownPeople } = prepared;

  const log = createLog(config.logLevel, join(dataDir, 'collate.log'));
  let bot: RunningBot | undefined;
  let playground: Playground | undefined;
  let stopping = false;
  const stop = async () => {
    stopping = true;
    await playground?.stop();
    await bot?.stop();
  };
  try {
    const running = await startBot(config, log, {
      homeBoardId: board.id,
      beforeTurn: async ({ type, action, conversation }) => {
        // The one event that comes exactly once a load of the page.
        const isLoad =
          type === 'installationUpdate' && action === 'add' && conversation.conversationType === 'personal';
        if (isLoad) await repostAll({ store: running.store, clock: systemClock }, board.id);
      },
    });
    bot = running;
    onStopSignal(stop);
    playground = await startPlayground({
      botEndpoint: `http://127.0.0.1:${bot.port}/api/messages`,
      port: options.playgroundPort,
      config: playgroundConfig({
        board: { name: board.name, short: board.short },
        botName: BOT_NAME,
        teamName: board.short,
        people: shownPeople.map(row => ({
          key: row.key ?? row.id,
          name: row.name,
          email: row.email,
          aadObjectId: row.aadObjectId,
        })),
        currentPersonKey: person.key ?? person.id,
        channels: [{ name: second.name }],
        tenantId: TENANT,
      }),
      dataDir,
    });
    await playground.installInTeam();
    await teamKnown(bot.store, board, second.name);
    await linkPlaces({ store: bot.store, clock: systemClock }, board, second);
    await firstPosted(bot.store);
    say(greeting(board, prepared, playground.url));
    void playground.exited.then(() => {
      if (stopping) return;
      process.stderr.write('The Playground has ended; Collate stops too.\n');
      process.kill(process.pid, 'SIGTERM');
    });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The page knows of a chat only what was there when it was loaded, so it is to be opened on what is posted first. */
async function firstPosted(store: Store): Promise<void> {
  const deadline = Date.now() + 10_000;
  const isLeft = (view: View) =>
    view.rows(deliveries).count({ state: ['due', 'sending'], nextAt: atMost(systemClock.now()) });
  while (Date.now() < deadline && (await store.read(isLeft)) > 0)
    await new Promise(next => setTimeout(next, 50));
}

/** No identity, loopback only, forms in place of the card: what the Playground can do. */
function localConfig(): Config {
  const config = readConfig({ FORMS: 'inline', ...process.env });
  if (config.identity.MicrosoftAppId !== '') {
    throw new CollateError(
      'config_invalid',
      'MicrosoftAppId is set: npm start is for trying Collate without one. Unset it, or run npm run serve.',
    );
  }
  return { ...config, host: '127.0.0.1' };
}

function deleteData({ databaseUrl }: Config, dataDir: string): void {
  if (!databaseUrl.startsWith('sqlite:')) {
    throw new CollateError(
      'config_invalid',
      '--fresh deletes an SQLite file; empty a PostgreSQL database yourself.',
    );
  }
  const file = resolve(databaseUrl.slice('sqlite:'.length));
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  for (const name of existsSync(dataDir) ? readdirSync(dataDir) : []) {
    if (/^(playground|collate)\.(yml|log)$/.test(name)) rmSync(join(dataDir, name), { force: true });
  }
}

interface Prepared {
  board: BoardRow;
  person: PersonRow;
  second: Awaited<ReturnType<typeof secondChannel>>;
  shownPeople: PersonRow[];
  rebasedYears: number;
  isManager: boolean;
}

async function prepare(store: Store, options: LocalOptions): Promise<Prepared> {
  const { board, imported } = await seedBoard(
    store,
    options.board === null ? SAMPLE : resolve(options.board),
  );
  const second = await secondChannel(store, board, options.group);
  const all = await peopleByWeight(store, board);
  const person = await seatedPerson(store, board, all, options.as);
  const managers = await store.read(view => managersOf(view, board.id));
  return {
    board,
    person,
    isManager: managers.some(({ id }) => id === person.id),
    second,
    shownPeople: all,
    rebasedYears: imported.rebasedYears,
  };
}

/** Chairs of the groups that are asked before others, since the Playground shows only six people. */
async function peopleByWeight(store: Store, board: BoardRow): Promise<PersonRow[]> {
  return store.read(async view => {
    const rows = await view
      .rows(people)
      .find({ boardId: board.id, retiredAt: null }, { orderBy: { name: 'asc' } });
    const parts = await view.rows(memberships).find({ boardId: board.id });
    const weight = (person: PersonRow) =>
      parts
        .filter(({ personId, groupId }) => personId === person.id && groupId !== board.executiveGroupId)
        .reduce((sum, { kind }) => sum + WEIGHTS[kind], 0);
    return rows.filter(row => row.key !== null).sort((one, other) => weight(other) - weight(one));
  });
}

async function seatedPerson(
  store: Store,
  board: BoardRow,
  all: PersonRow[],
  wanted: string | null,
): Promise<PersonRow> {
  const [manager] = await store.read(view => managersOf(view, board.id));
  if (wanted === null) {
    const someone = manager ?? all[0];
    if (someone) return someone;
    throw new CollateError(
      'person_unknown',
      'The board file names nobody, so nobody can sit down. Add people to it.',
    );
  }
  const typed = wanted.trim().toLowerCase();
  const found = all.filter(({ name, email }) => [name.toLowerCase(), email].includes(typed));
  const close = found.length > 0 ? found : all.filter(({ name }) => name.toLowerCase().includes(typed));
  const [only, second] = close;
  if (only && !second) return only;
  throw new CollateError(
    'person_unknown',
    `${second ? 'Several people match' : 'Nobody is called'} “${wanted}”. There are: ${all.map(({ name }) => name).join(', ')}.`,
  );
}

/** The bot learns of the team by the install event, which the Playground sends on its own time. */
async function teamKnown(store: Store, { id: boardId }: BoardRow, name: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline) {
    if ((await store.read(view => view.rows(channels).count({ boardId, name, goneAt: null }))) > 0) return;
    await new Promise(next => setTimeout(next, 50));
  }
  throw new CollateError(
    'playground_failed',
    'The Playground did not tell the bot of its team. See data/collate.log.',
  );
}

function greeting(
  board: BoardRow,
  { person, second, rebasedYears, isManager }: Prepared,
  url: string,
): string {
  const moved =
    rebasedYears > 0 ? [`Its dates are moved by ${rebasedYears} years, so that today lies in the plan.`] : [];
  return [
    '',
    `${board.name}`,
    ...moved,
    '',
    `Open ${url}`,
    `You are ${person.name}. Press Ctrl-C here to stop.`,
    '',
    'To try:',
    `  1. In the channel ${second.name}, press an action on a card and save an update.`,
    `  2. Type @${BOT_NAME} status there, or in General for the whole board.`,
    isManager
      ? `  3. Type @${BOT_NAME} round close, then @${BOT_NAME} summary post, and look into General.`
      : `  3. Type mine in the chat with ${BOT_NAME}: what waits for you, in all your groups.`,
    '',
  ].join('\n');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
