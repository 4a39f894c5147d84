/** Fetches a file that somebody sent: only from known hosts, never with a token of ours, and never too much. */
import { CollateError, nameOf } from '../services/errors.ts';
import type { Log } from '../services/ports.ts';
import { isAllowed, isLoopback } from './door/service-hosts.ts';

/** The most that a file may be, in bytes: a year of a learning system's bookings is well below it. */
export const MAX_FILE = 5 * 1024 * 1024;

/** Teams sends a message again that is not answered within 15 seconds, and reading takes some of them. */
const TIMEOUT_MS = 8_000;

/** OneDrive answers a download link by one or two redirects. */
const MAX_REDIRECTS = 3;

export interface FileSource {
  /**
   * The bytes behind a download link, which Teams gives for a short time.
   * @throws CollateError `file_unreadable`, `file_too_large`
   */
  fetch(url: string): Promise<Uint8Array>;
}

export interface FileSourceSettings {
  hosts: readonly string[];
  /** True in local mode, and where the login is a custom one (tests, a private cloud). */
  allowsLoopback: boolean;
  log: Log;
  timeoutMs?: number;
  maxBytes?: number;
}

const AGAIN = 'Send it again.';

export function createFileSource({
  hosts,
  allowsLoopback,
  log,
  timeoutMs = TIMEOUT_MS,
  maxBytes = MAX_FILE,
}: FileSourceSettings): FileSource {
  /** Null for an address that nothing is fetched from. */
  function allowed(address: string): URL | null {
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url?.protocol !== 'https:') return null;
    if (allowsLoopback && isLoopback(url.hostname)) return url;
    return url.port === '' && isAllowed(url.hostname, hosts) ? url : null;
  }

  async function follow(address: string, signal: AbortSignal): Promise<Response> {
    let url = allowed(address);
    for (let hop = 0; url && hop <= MAX_REDIRECTS; hop += 1) {
      const response = await fetch(url.href, { redirect: 'manual', signal, credentials: 'omit' });
      const next = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || !next) return response;
      await response.body?.cancel();
      url = URL.canParse(next, url.href) ? allowed(new URL(next, url).href) : null;
    }
    // The address itself stays out of the log: it opens the file.
    log.warn('file not fetched', { reason: url ? 'too many redirects' : 'host not in ALLOWED_FILE_HOSTS' });
    throw unreadable('The file is kept at an address that Collate does not fetch from, so nothing was read.');
  }

  return {
    async fetch(address) {
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const response = await follow(address, signal);
        if (!response.ok) {
          await response.body?.cancel();
          log.info('file not fetched', { status: response.status });
          throw unreadable(`The file could not be fetched: Teams gives it out for a short time. ${AGAIN}`);
        }
        return await readBody(response, maxBytes);
      } catch (error) {
        if (error instanceof CollateError) throw error;
        log.warn('file not fetched', { reason: nameOf(error) });
        throw unreadable(`The file could not be fetched in time. ${AGAIN}`, error);
      }
    },
  };
}

/** Counts while it streams: what a server says of the length may be wrong. */
async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  const said = Number(response.headers.get('content-length') ?? 0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (said <= maxBytes && response.body) {
    for await (const chunk of response.body) {
      size += chunk.byteLength;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
  } else {
    await response.body?.cancel();
  }
  if (Math.max(size, said) > maxBytes) throw tooLarge(maxBytes);
  return Buffer.concat(chunks);
}

export function tooLarge(maxBytes: number): CollateError {
  const megabytes = Math.floor(maxBytes / 1024 / 1024);
  return new CollateError(
    'file_too_large',
    `The file is larger than ${megabytes} MB, the most that is read. Keep only the sheet or the months that are asked for, and send that.`,
  );
}

const unreadable = (message: string, cause?: unknown) =>
  new CollateError('file_unreadable', message, { cause });
