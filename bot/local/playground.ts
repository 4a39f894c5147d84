import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import type { PlaygroundConfig } from './playground-config.ts';

/** Why the Playground is not there. */
export type PlaygroundFailure = 'port-taken' | 'not-installed' | 'not-started' | 'refused';

/** A failure in words for the person at the terminal: `message` says what happened and what to do. */
export class PlaygroundError extends Error {
  readonly code: PlaygroundFailure;

  constructor(code: PlaygroundFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PlaygroundError';
    this.code = code;
  }
}

export interface PlaygroundOptions {
  /** Where the bot listens, e.g. `http://127.0.0.1:3978/api/messages`. It need not answer yet. */
  botEndpoint: string;
  /** 0 takes any free port. */
  port: number;
  config: PlaygroundConfig;
  /** The config (`playground.yml`) and the Playground's log (`playground.log`) are written here. */
  dataDir: string;
  /** Milliseconds until a Playground that does not answer is given up; about 1,000 are usual. */
  readyWithin?: number;
}

/** An activity as the Bot Framework's protocol writes it. */
export type RawActivity = Record<string, unknown>;

/** What the Playground answered a pressed `Action.Execute`. */
export interface PressAnswer {
  /** The HTTP status; not 200 when the bot threw or answered an error status. */
  status: number;
  type?: string;
  value?: unknown;
}

/** Doors that need no browser: the Playground's own debug calls. Each throws `PlaygroundError` ("refused"). */
export interface PlaygroundDebug {
  /** Sends the bot `installationUpdate` (add) and `conversationUpdate` for the team, as its first channel opened would. */
  installInTeam(): Promise<void>;
  /** Hands the bot an activity as it stands, from whomever it names. The bot's answer to an invoke is lost: see `pressAs`. */
  inject(activity: RawActivity): Promise<void>;
  /**
   * Writes to the bot in somebody's name, with the mention without which a channel's words do not reach it.
   * Nothing of it shows on the page; what the bot posts does. Given a channel instead of a thread, the bot's answer
   * becomes a new post there, because there is no post of the asker's to answer under.
   */
  sayAs(userId: string, conversationId: string, text: string): Promise<void>;
  /** Presses a card's `Action.Execute` in somebody's name and returns the bot's answer; the page does not change. */
  pressAs(userId: string, target: PressTarget, action: PressAction): Promise<PressAnswer>;
}

/** A posted card: the thread (`{channel};messageid={id}`) or chat it stands in, and its activity id. */
export interface PressTarget {
  conversationId: string;
  activityId: string;
}

export interface PressAction {
  verb: string;
  /** The action's data together with the inputs' values, as a client merges them. */
  data: Record<string, unknown>;
  id?: string;
}

export interface Playground {
  /** The page to open. */
  url: string;
  port: number;
  /** Settles when the Playground has ended, also by itself. */
  exited: Promise<void>;
  /** Ends it: asks, and after two seconds insists. Safe to call twice. */
  stop(): Promise<void>;
  debug: PlaygroundDebug;
}

const PACKAGE = '@microsoft/m365agentsplayground';
const HOST = '127.0.0.1';
const READY_WITHIN = 30_000;
const STOP_WITHIN = 2_000;
const POLL_EVERY = 50;
const LOG_LINES = 8;

/** The streams that feed a page: what is posted, and the log panel. */
const STREAMS = ['/_ws_conversation/v1/conversations/stream', '/_ws/log/stream'];

/**
 * Loaded into the Playground before its own code, because it has no setting for any of this: it listens on every
 * interface; it reports a broken config to its maker even when told not to; and it would outlive a bot that was
 * killed, holding the port.
 */
const GUARD = `
import net from 'node:net';
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (first, ...rest) {
  return typeof first === 'number'
    ? listen.call(this, { port: first, host: '${HOST}' }, ...rest)
    : listen.call(this, first, ...rest);
};
const { connect } = net.Socket.prototype;
const here = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);
net.Socket.prototype.connect = function (...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  const host = typeof options === 'object' ? options?.host : typeof args[1] === 'string' ? args[1] : undefined;
  if (!host || here.has(host)) return connect.apply(this, args);
  process.nextTick(() => this.destroy(new Error('No connections but to this computer.')));
  return this;
};
process.stdin.on('end', () => process.exit(0)).resume();
`;

/**
 * Starts the Agents Playground as a process of its own, bound to loopback, without telemetry and without opening a
 * browser, and waits until it answers.
 *
 * @throws {PlaygroundError} `port-taken`, `not-installed`, or `not-started` with the last lines of its log.
 */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const cli = resolveCli();
  const port = options.port === 0 ? await freePort() : options.port;
  if (!(await isFree(port))) throw portTaken(port);

  const { configFile, logFile } = prepareFiles(options);

  const url = `http://${HOST}:${port}`;
  const child = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(GUARD)}`,
      cli,
      'start',
      ...['--app-endpoint', options.botEndpoint],
      ...['--channel-id', 'msteams'],
      ...['--port', String(port)],
      // Its own choice is "localhost", which may lead to another program's ::1.
      ...['--service-url', `${url}/_connector`],
      '--disable-telemetry',
    ],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...environment(process.env),
        TEAMSAPPTESTER_BROWSER: 'none',
        APPLICATION_INSIGHTS_NO_STATSBEAT: '1',
        M365_AGENTS_PLAYGROUND_LOGFILE: logFile,
        M365_AGENTS_PLAYGROUND_CONFIG_PATH: configFile,
      },
    },
  );
  const exited = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = () => stopChild(child, exited);
  const heard = listenTo(child);

  try {
    await untilReady({ child, url, port, logFile, heard, within: options.readyWithin ?? READY_WITHIN });
    for (const stream of STREAMS) await drain(port, stream);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, port, exited, stop, debug: debugCalls(url, options.config) };
}

/** Writes the config, and removes the log of the last time so that its errors are not taken for this time's. */
function prepareFiles({ dataDir, config }: PlaygroundOptions): { configFile: string; logFile: string } {
  const configFile = join(dataDir, 'playground.yml');
  const logFile = join(dataDir, 'playground.log');
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(configFile, stringify(config));
    rmSync(logFile, { force: true });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `The Playground's files cannot be written in ${dataDir}: ${why}`;
    throw new PlaygroundError('not-started', message, { cause });
  }
  return { configFile, logFile };
}

function resolveCli(): string {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`);
    return join(dirname(manifest), 'cli.js');
  } catch (cause) {
    const message = `The package ${PACKAGE} is not installed. Run "npm ci" (without --omit=dev), or start the bot alone with "npm run serve".`;
    throw new PlaygroundError('not-installed', message, { cause });
  }
}

function portTaken(port: number): PlaygroundError {
  const message = `Port ${port} is in use by another program, so the Playground cannot listen there. Stop that program, or choose another port: npm start -- --playground-port ${port + 1}`;
  return new PlaygroundError('port-taken', message);
}

/** Both loopback and the wildcard address: some systems let one be bound over the other. */
async function isFree(port: number): Promise<boolean> {
  for (const host of [HOST, undefined]) if ((await tryPort(port, host)) === null) return false;
  return true;
}

async function freePort(): Promise<number> {
  const port = await tryPort(0, HOST);
  if (port === null) throw new PlaygroundError('not-started', 'This computer has no free port.');
  return port;
}

/** Binds a port and lets go of it: its number, or null when it cannot be had. */
function tryPort(port: number, host: string | undefined): Promise<number | null> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}

/** It speaks only to the bot beside it, so a proxy would lead it astray; and Node's options are meant for the bot. */
function environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^((https?|all)_proxy|node_options)$/i.test(name)),
  );
}

/** Collects what the child says; the pipes must be read, or a talkative child stops when they are full. */
function listenTo(child: ChildProcess): { text: () => string } {
  let text = '';
  const keep = (chunk: Buffer) => {
    text = `${text}${chunk.toString('utf8')}`.slice(-20_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.once('error', error => keep(Buffer.from(`error ${error.message}\n`)));
  // A child that ended closes its end of the pipe; there is nobody left to be told.
  child.stdin?.on('error', () => undefined);
  return { text: () => text };
}

interface Waiting {
  child: ChildProcess;
  url: string;
  port: number;
  logFile: string;
  heard: { text: () => string };
  within: number;
}

async function untilReady({ child, url, port, logFile, heard, within }: Waiting): Promise<void> {
  const deadline = Date.now() + within;
  for (;;) {
    // Told that its port was taken meanwhile, it takes another and does not say so to its caller.
    const listening = /Listening on (\d+)/.exec(heard.text())?.[1];
    if (listening && Number(listening) !== port) throw portTaken(port);
    const ended = child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
    if (ended || Date.now() > deadline) {
      const what = ended
        ? 'ended while starting'
        : `did not answer within ${Math.round(within / 1000)} seconds`;
      const said = relevantLines(logFile, heard.text());
      throw new PlaygroundError('not-started', `The Playground ${what}. ${said}`);
    }
    if (listening && (await answers(`${url}/_debug/ping`))) return;
    await sleep(POLL_EVERY);
  }
}

async function answers(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(1_000) });
    return response.ok && (await response.text()) === 'pong';
  } catch {
    return false;
  }
}

/** The log from its first error or warning on, else its last lines, else what came on the pipes. */
function relevantLines(logFile: string, heard: string): string {
  let log = '';
  try {
    log = readFileSync(logFile, 'utf8');
  } catch {
    // It ended before it wrote one.
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: its log is coloured with escape sequences.
  const lines = (log || heard).replace(/\u001b\[\d+m/g, '').split('\n');
  const told = lines.filter(line => line.trim() !== '');
  const firstProblem = told.findIndex(line => /^(error|warn) /.test(line));
  const quoted =
    firstProblem < 0 ? told.slice(-LOG_LINES) : told.slice(firstProblem, firstProblem + LOG_LINES);
  if (quoted.length === 0) return 'It said nothing.';
  return `It said (${logFile}):\n${quoted.map(line => `  ${line}`).join('\n')}`;
}

/**
 * Listens to a stream and throws away what comes, until the Playground ends.
 *
 * While nobody listens it keeps what is posted, writes all of it, people's words included, into its log, and hands it
 * to the next page: sometimes in time to show, so that a card stands there beside the one posted afresh for that page,
 * sometimes too early, so that it is lost. With a listener there, what no page was open for is never shown.
 */
function drain(port: number, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const upgrade = request({
      host: HOST,
      port,
      path,
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': randomBytes(16).toString('base64'),
      },
    });
    const refuse = (cause?: Error) =>
      reject(new PlaygroundError('not-started', `The Playground refused the stream ${path}.`, { cause }));
    upgrade.once('upgrade', (_response, socket) => {
      socket.on('error', () => undefined);
      socket.resume();
      // The child's end is what ends it; it must not keep a bot alive that has nothing else to do.
      socket.unref();
      resolve();
    });
    upgrade.once('response', response => {
      response.resume();
      refuse();
    });
    upgrade.once('error', refuse);
    upgrade.end();
  });
}

async function stopChild(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN);
    await exited;
    clearTimeout(timer);
  }
  child.stdin?.destroy();
}

function debugCalls(url: string, config: PlaygroundConfig): PlaygroundDebug {
  const post = async (path: string, body: unknown): Promise<Response> => {
    try {
      return await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    } catch (cause) {
      throw new PlaygroundError('refused', `The Playground does not answer at ${url}.`, { cause });
    }
  };
  const must = async (path: string, body: unknown): Promise<void> => {
    const response = await post(path, body);
    const text = await response.text();
    if (!response.ok) {
      throw new PlaygroundError('refused', `The Playground answered ${response.status} to ${path}: ${text}`);
    }
  };
  const inject = (activity: RawActivity) => must('/_internal/v1/customActivities', activity);

  return {
    inject,
    installInTeam: () => must(`/_debug/conversation/${encodeURIComponent(config.team.id)}/installation`, {}),
    sayAs: (userId, conversationId, text) =>
      inject(messageOf({ config, url, userId, conversationId, text, now: new Date() })),
    pressAs: async (userId, target, action) => {
      const response = await post('/_conversation/v1/invoke', {
        name: 'adaptiveCard/action',
        from: { id: userId },
        conversation: { id: target.conversationId },
        replyToId: target.activityId,
        value: { action: { type: 'Action.Execute', ...action } },
      });
      const answer: unknown = await response.json().catch(() => ({}));
      const { type, value } = (answer ?? {}) as { type?: string; value?: unknown };
      return { status: response.status, type, value };
    },
  };
}

interface Said {
  config: PlaygroundConfig;
  url: string;
  userId: string;
  conversationId: string;
  text: string;
  now: Date;
}

/** A message as the Playground itself sends it for the person at its page. */
function messageOf({ config, url, userId, conversationId, text, now }: Said): RawActivity {
  const user = [config.currentUser, ...config.users].find(one => one.id === userId);
  if (!user) throw new PlaygroundError('refused', `The Playground has no user ${userId}.`);
  const channelId = conversationId.split(';')[0] ?? conversationId;
  const channels = [config.team.id, ...config.team.channels.map(channel => channel.id)];
  const inTeam = channels.includes(channelId);
  const mention = `<at>${config.bot.name}</at>`;
  const tenant = { id: config.tenantId };
  return {
    type: 'message',
    id: String(now.getTime()),
    timestamp: now.toISOString(),
    channelId: 'msteams',
    serviceUrl: `${url}/_connector`,
    from: { id: user.id, name: user.name, aadObjectId: user.aadObjectId },
    recipient: { id: config.bot.id, name: config.bot.name },
    conversation: {
      id: conversationId,
      tenantId: config.tenantId,
      ...(inTeam ? { isGroup: true, conversationType: 'channel' } : { conversationType: 'personal' }),
    },
    textFormat: 'plain',
    text: inTeam ? `${mention} ${text}` : text,
    channelData: {
      tenant,
      ...(inTeam ? { team: { id: config.team.id }, channel: { id: channelId } } : {}),
    },
    entities: inTeam ? [{ type: 'mention', text: mention, mentioned: config.bot }] : [],
    locale: 'en-GB',
  };
}
