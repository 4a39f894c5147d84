import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

/** One request to a stand-in, its body read to the end. */
export interface HttpCall {
  method: string;
  /** Path and query, on an arbitrary host. */
  url: URL;
  headers: http.IncomingHttpHeaders;
  body: string;
  /** Cuts the connection without an answer; the handler's return value is then not sent. */
  drop(): void;
}

export interface HttpAnswer {
  status: number;
  /** Sent as JSON; no body when `undefined`. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface RunningServer {
  port: number;
  /** Ends the server and every open connection. */
  stop(): Promise<void>;
}

export type HttpHandler = (call: HttpCall) => Promise<HttpAnswer> | HttpAnswer;

/** Starts a server on a free port of 127.0.0.1; https when a certificate is given. */
export async function serve(
  handler: HttpHandler,
  certificate?: { cert: string; key: string },
): Promise<RunningServer> {
  const listener: http.RequestListener = (request, response) => {
    void answer(handler, request, response);
  };
  const server =
    certificate === undefined ? http.createServer(listener) : https.createServer(certificate, listener);
  // Node ends a connection that is idle for five seconds, also when the next call is on its way to it.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  handler: HttpHandler,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
  } catch {
    return; // The caller went away: there is nobody to answer.
  }
  let result: HttpAnswer;
  try {
    result = await handler({
      method: request.method ?? 'GET',
      url: new URL(request.url ?? '/', 'http://stand-in'),
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
      drop: () => request.socket.destroy(),
    });
  } catch (error) {
    // A fault of the stand-in itself must be seen, not taken for an answer of the service.
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    result = { status: 500, body: { standInProblem: problem } };
  }
  if (request.socket.destroyed) {
    return;
  }
  if (result.body === undefined) {
    response.writeHead(result.status, { 'content-length': '0', ...result.headers }).end();
    return;
  }
  const text = JSON.stringify(result.body);
  response
    .writeHead(result.status, { 'content-type': 'application/json; charset=utf-8', ...result.headers })
    .end(text);
}
