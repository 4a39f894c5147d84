/**
 * Reads a request's JSON body, within a limit and as it is: nothing is unpacked and nothing is written to a file,
 * since this is done for anybody who reaches the port.
 */
import type { IncomingMessage } from 'node:http';

/** The largest body that is read, in bytes: the longest form is a tenth of it. */
const MAX_BODY = 512 * 1024;

export type ReadBody = { ok: true; body: unknown } | { ok: false; status: number; code: string };

const refused = (status: number, code: string): ReadBody => ({ ok: false, status, code });

export async function readBody(request: IncomingMessage): Promise<ReadBody> {
  const {
    'content-type': type = '',
    'content-encoding': encoding,
    'content-length': length,
  } = request.headers;
  if (encoding !== undefined && encoding !== 'identity') return refused(415, 'unsupported_encoding');
  if (!/^application\/json\b/i.test(type)) return refused(415, 'unsupported_media_type');
  if (Number(length) > MAX_BODY) return refused(413, 'too_large');
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > MAX_BODY) return refused(413, 'too_large');
      parts.push(part);
    }
    return { ok: true, body: JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown };
  } catch {
    return refused(400, 'not_json');
  }
}
