/** The HTTP server: activities in, health out. */
import restify from 'restify';
import { CollateError } from '../services/errors.ts';
import type { Log } from '../services/ports.ts';
import type { Receive } from './adapter.ts';
import { readBody } from './read-body.ts';

export interface ServerDeps {
  host: string;
  port: number;
  receive: Receive;
  /** True when the bot can do its work: the store answers. */
  ready: () => Promise<boolean>;
  log: Log;
}

export interface BotServer {
  port: number;
  stop(): Promise<void>;
}

/** @throws CollateError `port_taken` */
export async function startServer({ host, port, receive, ready, log }: ServerDeps): Promise<BotServer> {
  const server = restify.createServer({ name: 'collate', handleUncaughtExceptions: false });
  // restify's own answer to a fault holds its message; ours holds a code.
  server.on('restifyError', (_request, response, error: { statusCode?: number }, done) => {
    const status = error.statusCode ?? 500;
    response.send(status, { error: { code: codes[status] ?? (status < 500 ? 'bad_request' : 'internal') } });
    done();
  });
  server.post('/api/messages', async (request, response) => {
    const answer = await receive(request.headers.authorization, () => readBody(request));
    response.send(answer.status, answer.body);
  });
  server.get('/healthz', async (_request, response) => {
    response.send(200, { status: 'ok' });
  });
  server.get('/readyz', async (_request, response) => {
    const isReady = await ready();
    response.send(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready' });
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

const codes: Record<number, string> = {
  400: 'bad_request',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  415: 'unsupported_media_type',
};

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
