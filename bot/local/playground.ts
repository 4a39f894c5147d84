import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { freePort, isFree } from './free-port.ts';
import type { PlaygroundConfig } from './playground-config.ts';
import { relevantLines } from './playground-log.ts';

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

export interface Playground {
  /** The page to open. */
  url: string;
  port: number;
  /** Settles when the Playground has ended, also by itself. */
  exited: Promise<void>;
  /** Ends it: asks, and after two seconds insists. Safe to call twice. */
  stop(): Promise<void>;
  /** Tells the bot that it was added to the team. */
  installInTeam(): Promise<void>;
}

const PACKAGE = '@microsoft/m365agentsplayground';
const HOST = '127.0.0.1';
const READY_WITHIN = 30_000;
const STOP_WITHIN = 2_000;
const POLL_EVERY = 50;

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
  return { url, port, exited, stop, installInTeam: () => installInTeam(url, options.config) };
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

/** The Playground's own way of saying "the app was added to the team". */
async function installInTeam(url: string, config: PlaygroundConfig): Promise<void> {
  const path = `/_debug/conversation/${encodeURIComponent(config.team.id)}/installation`;
  let response: Response;
  try {
    response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
  } catch (cause) {
    throw new PlaygroundError('refused', `The Playground does not answer at ${url}.`, { cause });
  }
  if (response.ok) return;
  const text = await response.text();
  throw new PlaygroundError('refused', `The Playground answered ${response.status} to ${path}: ${text}`);
}
