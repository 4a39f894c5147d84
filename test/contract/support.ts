/** One board, one team, one bot: the stage on which the contract tests act, as a child process behind signed HTTP. */
import { importBoard } from '../../services/plan/import-board.ts';
import { readBoardFile } from '../../services/plan/read-board-file.ts';
import { systemClock } from '../../services/ports.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import { actions } from '../../services/store/entities/plan.ts';
import { type ReturnRow, returns } from '../../services/store/entities/returns.ts';
import { openStore } from '../../services/store/open-store.ts';
import type { Store } from '../../services/store/unit-of-work.ts';
import { newDatabase } from '../support/stores.ts';
import type { BotProcess } from '../support/teams/child.ts';
import { type Answer, cardIn, type Teams } from '../support/teams/client.ts';
import type { Sent } from '../support/teams/connector.ts';
import type { Person } from '../support/teams/directory.ts';
import { isObject, type JsonObject, objectsIn, valueAt } from '../support/teams/json.ts';
import { startTeamsWorld, type TeamsWorld } from '../support/teams/world.ts';
import { boardSource, dayFromNow, NEXT_PERIOD, PERIOD } from './board.ts';
import { addHistory } from './history.ts';

export interface Stage {
  world: TeamsWorld;
  /** The bot that runs now. */
  bot: BotProcess;
  teams: Teams;
  /** The bot's database, as another process sees it. */
  store: Store;
  databaseUrl: string;
  boardId: string;
  mia: Person;
  ann: Person;
  dev: Person;
  cara: Person;
  /** In the team, and not in the board file. */
  guest: Person;
  /** In the team, without an account. */
  nobody: Person;
  /** Ends the bot and starts another on the same database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface StageSpec {
  forms?: 'dialog' | 'inline';
  database?: 'sqlite' | 'postgres';
  /** How far the story has gone: by default the bot is in the team and a round is open. */
  upTo?: 'started' | 'installed' | 'asked';
  /** With an earlier round, answered and closed, so that the present one is `NEXT_PERIOD`. */
  history?: boolean;
  /** Changes the board file before it is imported. */
  edit?: (source: string) => string;
  /** Settings of the bot over the usual ones. */
  env?: Record<string, string>;
  /** What the bot has for the URL of the database. */
  reachedBy?: (databaseUrl: string) => Promise<string>;
  /** What runs in place of bot/main.ts. */
  entry?: string;
}

export async function startStage({
  forms = 'dialog',
  database = 'sqlite',
  upTo = 'asked',
  history = false,
  edit = source => source,
  env = {},
  reachedBy = async url => url,
  entry = 'bot/main.ts',
}: StageSpec = {}): Promise<Stage> {
  const world = await startTeamsWorld({
    team: 'Vale Partnership',
    channels: ['Quality Assurance', 'Room 4', 'Executive'],
    people: [
      { name: 'Mia Hart', role: 'owner' },
      'Ann Ward',
      'Dev Rao',
      'Cara Poole',
      { name: 'Gil Guest', role: 'guest' },
      { name: 'No Body', role: 'anonymous' },
    ],
  });
  const { url: databaseUrl, remove } = await newDatabase(database);
  const store = await openStore(databaseUrl);
  const { boardId } = await importBoard({ store, clock: systemClock }, readBoardFile(edit(boardSource())));
  if (history) await addHistory(store, boardId);
  const reached = await reachedBy(databaseUrl);
  const start = () =>
    world.startBot({
      entry,
      env: { DATABASE_URL: reached, FORMS: forms, PORT: '0', LOG_LEVEL: 'debug', ...env },
      ready: /"port":(\d+),"msg":"listening"/,
    });
  const first = await start();
  const stage: Stage = {
    world,
    bot: first,
    teams: first.teams,
    store,
    databaseUrl,
    boardId,
    mia: world.person('Mia Hart'),
    ann: world.person('Ann Ward'),
    dev: world.person('Dev Rao'),
    cara: world.person('Cara Poole'),
    guest: world.person('Gil Guest'),
    nobody: world.person('No Body'),
    async restart() {
      await stage.bot.stop();
      const next = await start();
      stage.bot = next;
      stage.teams = next.teams;
    },
    async stop() {
      await world.stop();
      await store.close();
      await remove();
    },
  };
  if (upTo !== 'started') await stage.teams.installInTeam();
  if (upTo === 'asked') {
    await openRound(
      { store, clock: systemClock },
      { boardId, period: history ? NEXT_PERIOD : PERIOD, due: dayFromNow(20) },
    );
    await askCard(stage);
  }
  return stage;
}

/** The text of a card as it is read, one line an element, with plain spaces. */
export function wordsIn(card: JsonObject | undefined): string {
  return linesOf(card).join('\n').replaceAll('\u00a0', ' ').replaceAll('\u2060', '');
}

function linesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(linesOf);
  if (!isObject(value)) return [];
  if (value['type'] === 'TextBlock') return [String(value['text'])];
  if (value['type'] === 'RichTextBlock')
    return [
      objectsIn(value['inlines'])
        .map(run => String(run['text']))
        .join(''),
    ];
  const { fallback: _fallback, ...shown } = value;
  return Object.values(shown).flatMap(linesOf);
}

/** The card of an answer to a press, and its words. */
export function shown(answer: Answer): { card: JsonObject; words: string } {
  const card = cardIn(answer);
  if (!card) throw new Error(`The answer (${answer.status}) has no card: ${JSON.stringify(answer.body)}`);
  return { card, words: wordsIn(card) };
}

/** What stands in the inputs of a card, by id. */
export function inputsIn(value: unknown): Record<string, unknown> {
  if (Array.isArray(value)) return Object.assign({}, ...value.map(inputsIn));
  if (!isObject(value)) return {};
  const own = String(value['type']).startsWith('Input.') ? { [String(value['id'])]: value['value'] } : {};
  return Object.assign(own, ...Object.values(value).map(inputsIn));
}

/** The titles of everything that can be pressed. */
export function titlesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(titlesIn);
  if (!isObject(value)) return [];
  const own = String(value['type']).startsWith('Action.') ? [String(value['title'])] : [];
  const { fallback: _fallback, ...rest } = value;
  return [...own, ...Object.values(rest).flatMap(titlesIn)];
}

/** The first card in a channel whose words fit, posted or refreshed, from this position on. */
export function cardAt(
  stage: Stage,
  channel: string,
  pattern: RegExp,
  { from = 0, kind }: { from?: number; kind?: Sent['kind'] } = {},
): Promise<Sent & { activityId: string }> {
  return stage.world.connector.waitFor(
    sent =>
      sent.channel?.name === channel &&
      sent.activityId !== undefined &&
      (kind === undefined || sent.kind === kind) &&
      pattern.test(wordsIn(sent.card)),
    { from, timeoutMs: 20_000 },
  ) as Promise<Sent & { activityId: string }>;
}

/** The id of a group's card in its channel. */
export async function askCard(
  stage: Stage,
  channel = 'Quality Assurance',
  group = /Scrutiny/,
): Promise<string> {
  const sent = await stage.world.connector.waitFor(
    ({ kind, channel: place, card }) =>
      kind === 'post' &&
      place?.name === channel &&
      /Please update/.test(wordsIn(card)) &&
      group.test(wordsIn(card)),
  );
  return sent.activityId ?? '';
}

/** What the bot answers to something that is typed: what the person alone sees of it, else what all see. */
export async function reply(
  stage: Stage,
  person: Person,
  where: Parameters<Teams['say']>[1],
  text: string,
  options?: Parameters<Teams['say']>[3],
): Promise<Sent> {
  const from = stage.world.connector.sent.length;
  const answer = await stage.teams.say(person, where, text, options);
  const sent = stage.world.connector.sent.slice(from);
  const said =
    sent.find(({ targetedTo }) => targetedTo === person) ?? sent.find(({ via }) => via === 'reply');
  if (!said)
    throw new Error(`Nothing was said to “${text}”: ${answer.status} ${JSON.stringify(answer.body)}`);
  return said;
}

/** The versions of an action's answers in the store, oldest first. */
export function versionsOf({ store, boardId }: Stage, ref: string): Promise<ReturnRow[]> {
  return store.read(async view => {
    const action = await view.rows(actions).first({ boardId, ref });
    return view.rows(returns).find({ boardId, subjectId: action?.id ?? '' }, { orderBy: { version: 'asc' } });
  });
}

/** The ids that a button carries. */
export function dataOf(card: JsonObject, verb: string, title = ''): JsonObject {
  const found = buttonsIn(card).find(
    action =>
      (action['verb'] === verb || valueAt(action, 'data', 'verb') === verb) &&
      String(action['title']).includes(title),
  );
  const data = found?.['data'];
  if (!isObject(data)) throw new Error(`No button ${verb} ${title} in the card.`);
  return data;
}

function buttonsIn(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(buttonsIn);
  if (!isObject(value)) return [];
  const { fallback: _fallback, ...rest } = value;
  return [
    ...(String(value['type']).startsWith('Action.') ? [value] : []),
    ...Object.values(rest).flatMap(buttonsIn),
  ];
}
