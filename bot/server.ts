/** The HTTP server: activities in, health and metrics out. */
import type { IncomingMessage } from 'node:http';
import restify from 'restify';
import { CollateError } from '../services/errors.ts';
import type { Log } from '../services/ports.ts';
import type { Receive } from './adapter.ts';
import type { DocumentDoor } from './documents.ts';
import { addressOf } from './door/address.ts';
import { isBearer } from './door/bearer.ts';
import { readBody } from './door/read-body.ts';
import { type DoorAnswer, type RefusalCode, Refused, refusalAnswer, refusals } from './door/refusal.ts';
import type { Metrics } from './metrics.ts';

export interface ServerDeps {
  host: string;
  port: number;
  /** How many proxies stand in front. */
  trustProxy: number;
  receive: Receive;
  document: DocumentDoor;
  /** True when the bot can do its work: the store answers. */
  ready: () => Promise<boolean>;
  metrics: Metrics;
  /** Who shows it may read the metrics; null for nobody. */
  metricsToken: string | null;
  log: Log;
}

export interface BotServer {
  port: number;
  stop(): Promise<void>;
}

/** How long a request's headers, and the whole of it, may take, in milliseconds. Teams sends both at once. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 15_000;

/** How long the rest of a refused request is thrown away before its connection is cut, in milliseconds. */
const LINGER_MS = 1_000;

/** How long what `/readyz` found is told again, in milliseconds: anybody may ask, and it asks the database. */
const READY_MS = 1_000;

/** @throws CollateError `port_taken` */
export async function startServer(deps: ServerDeps): Promise<BotServer> {
  const { host, port, trustProxy, receive, document, metrics, metricsToken, log } = deps;
  const ready = forAWhile(deps.ready, READY_MS);
  const server = restify.createServer({ name: 'collate', handleUncaughtExceptions: false });
  server.server.headersTimeout = HEADERS_MS;
  server.server.requestTimeout = REQUEST_MS;

  function refuse(response: restify.Response, code: RefusalCode): void {
    metrics.refused(code);
    send(response, refusalAnswer(new Refused(code)));
  }

  // restify's own answer to a fault holds its message; ours holds a code.
  server.on('restifyError', (_request, response, error: { statusCode?: number }, done) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) response.send(500, { error: { code: 'internal' } });
    else refuse(response, codeOf(status));
    done();
  });
  server.post('/api/messages', async (request, response) => {
    const answer = await receive({
      authorization: authorizationOf(request),
      hostname: hostnameOf(request),
      address: addressOf(request, trustProxy),
      readBody: () => readBody(request),
    });
    send(response, answer);
    dropRest(request);
  });
  server.get('/healthz', async (_request, response) => {
    response.send(200, { status: 'ok' });
  });
  server.get('/readyz', async (_request, response) => {
    const isReady = await ready();
    response.send(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready' });
  });
  server.get('/metrics', async (request, response) => {
    if (metricsToken === null) return refuse(response, 'not_found');
    if (!isBearer(authorizationOf(request), metricsToken)) return refuse(response, 'unauthorised');
    const { contentType, text } = await metrics.read();
    response.sendRaw(200, text, { 'content-type': contentType });
  });

  // A token is longer than restify lets a named part of a path be.
  server.get('/documents/*', async (request, response) => {
    const token = request.path().slice('/documents/'.length);
    const { status, headers, body } = await document(token, addressOf(request, trustProxy));
    response.sendRaw(status, body, headers);
  });

  await listen(server, host, port);
  const bound = server.address().port;
  log.info('listening', { host, port: bound });
  return {
    port: bound,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.server.closeIdleConnections();
        setTimeout(() => server.server.closeAllConnections(), 1_000).unref();
      }),
  };
}

const send = (response: restify.Response, { status, body, headers }: DoorAnswer) =>
  response.send(status, body, headers);

/** The code of a refusal that restify makes: of what it says, only the status. */
function codeOf(status: number): RefusalCode {
  const known: RefusalCode[] = [
    'not_found',
    'method_not_allowed',
    'too_large',
    'unsupported_media_type',
    'too_slow',
  ];
  return known.find(code => refusals[code] === status) ?? 'bad_request';
}

/** Node keeps the first of several; which one a proxy in front looked at is anybody's guess. */
function authorizationOf({ headers, rawHeaders }: IncomingMessage): string | null {
  const count = rawHeaders.filter(
    (name, index) => index % 2 === 0 && name.toLowerCase() === 'authorization',
  ).length;
  return count === 1 ? (headers.authorization ?? null) : null;
}

const hostnameOf = ({ headers }: IncomingMessage): string =>
  (headers.host ?? '').replace(/:\d*$/, '').toLowerCase();

/**
 * A request may be refused before all of it has come. Cutting the connection at once would lose the answer on its
 * way, so the rest is thrown away for a moment.
 */
function dropRest(request: IncomingMessage): void {
  if (request.complete) return;
  const timer = setTimeout(() => request.socket.destroy(), LINGER_MS);
  request.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
  request.resume();
}

/** The same answer to everybody who asks within this time. */
function forAWhile<T>(ask: () => Promise<T>, ms: number): () => Promise<T> {
  let last: { answer: Promise<T>; at: number } | null = null;
  return () => {
    const now = performance.now();
    if (!last || now - last.at > ms) last = { answer: ask(), at: now };
    return last.answer;
  };
}

function listen(server: restify.Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // restify passes the HTTP server's errors on as its own.
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new CollateError(
              'port_taken',
              `Port ${port} is in use by another program. Set PORT to another one.`,
            )
          : error,
      );
    });
    server.listen(port, host, () => resolve());
  });
}
