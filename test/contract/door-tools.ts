/** What the tests of the doors share: requests as no client of ours makes them, and looks at what must not change. */
import http from 'node:http';
import { tables } from '../../services/store/tables.ts';
import type { Store } from '../../services/store/unit-of-work.ts';
import type { Stage } from './support.ts';

export interface RawAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export interface RawRequest {
  method?: string;
  path?: string;
  /** Names and values in turn, as they go over the wire. */
  headers?: string[];
  /** Written one after the other. */
  parts?: (string | Buffer)[];
  /** Whether the request ends after its parts; otherwise it stays open. */
  ends?: boolean;
  agent?: http.Agent;
}

/** @throws Error where the connection is cut before there is an answer */
export function sendRaw(port: number, request: RawRequest): Promise<RawAnswer> {
  const { method = 'POST', path = '/api/messages', headers = [], parts = [], ends = true, agent } = request;
  const named = headers.some(name => name.toLowerCase() === 'host')
    ? headers
    : ['host', '127.0.0.1', ...headers];
  return new Promise((resolve, reject) => {
    const sent = http.request(
      { host: '127.0.0.1', port, method, path, headers: named as unknown as http.OutgoingHttpHeaders, agent },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    sent.on('error', reject);
    for (const part of parts) sent.write(part);
    if (ends) sent.end();
    else sent.flushHeaders();
  });
}

/** Every row of every table, but for what the bot does by itself: it renews leases, and seals the audit list. */
export async function snapshot(store: Store): Promise<Record<string, string[]>> {
  return store.read(async view => {
    const all: Record<string, string[]> = {};
    for (const table of tables) {
      if (['leases', 'chain_heads'].includes(table.name)) continue;
      const rows = await view.rows(table as (typeof tables)[0]).find();
      const sealed = table.name === 'audit_events' ? { position: null, hash: null } : {};
      all[table.name] = rows.map(row => JSON.stringify({ ...row, ...sealed })).sort();
    }
    return all;
  });
}

export const METRICS_TOKEN = 'metrics-token-of-the-tests-0123456789';

/** The value of each line of a metric, by its labels as they are written. */
export async function metric(stage: Stage, name: string): Promise<Record<string, number>> {
  const { body } = await sendRaw(stage.bot.port, {
    method: 'GET',
    path: '/metrics',
    headers: ['authorization', `Bearer ${METRICS_TOKEN}`],
  });
  const lines = body
    .split('\n')
    .filter(line => line.startsWith(name) && /[{ ]/.test(line[name.length] ?? ''));
  return Object.fromEntries(
    lines.map(line => {
      const at = line.lastIndexOf(' ');
      return [line.slice(name.length, at).replace(/[{}"]/g, ''), Number(line.slice(at + 1))];
    }),
  );
}

/** How often each code was told, where it was told at all. */
export async function refusalsTold(stage: Stage): Promise<Record<string, number>> {
  const told = await metric(stage, 'collate_requests_refused_total');
  return Object.fromEntries(
    Object.entries(told)
      .filter(([, count]) => count > 0)
      .map(([label, count]) => [label.replace('code=', ''), count]),
  );
}
