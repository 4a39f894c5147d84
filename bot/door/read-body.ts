/**
 * Reads a request's JSON body, within limits of size, time and depth, and as it is: nothing is unpacked and nothing is
 * written to a file.
 */
import type { IncomingMessage } from 'node:http';
import { Refused } from './refusal.ts';

/** The largest body that is read, in bytes: the longest form is a tenth of it. */
const MAX_BODY = 512 * 1024;

/** How long a body may take, in milliseconds: Teams sends it at once. */
const MAX_TIME_MS = 5_000;

/** How deep its lists and objects may lie in each other: Teams' own lie about ten deep, and readers recurse. */
const MAX_DEPTH = 64;

/** @throws Refused `unsupported_encoding`, `unsupported_media_type`, `too_large`, `too_slow`, `too_deep`, `not_json` */
export async function readBody(request: IncomingMessage, maxTimeMs = MAX_TIME_MS): Promise<unknown> {
  const {
    'content-type': type = '',
    'content-encoding': encoding,
    'content-length': length,
  } = request.headers;
  if (encoding !== undefined && encoding !== 'identity') throw new Refused('unsupported_encoding');
  if (!/^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(type))
    throw new Refused('unsupported_media_type');
  if (Number(length) > MAX_BODY) throw new Refused('too_large');
  const text = await readText(request, maxTimeMs);
  if (depthOf(text) > MAX_DEPTH) throw new Refused('too_deep');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refused('not_json');
  }
}

/** By events, since leaving a loop over the request would cut its connection before it is answered. */
function readText(request: IncomingMessage, maxTimeMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => refuse(new Refused('too_slow')), maxTimeMs);
    const take = (part: Buffer) => {
      size += part.length;
      if (size > MAX_BODY) refuse(new Refused('too_large'));
      else parts.push(part);
    };
    const finish = () => {
      clearTimeout(timer);
      resolve(Buffer.concat(parts).toString('utf8'));
    };
    const refuse = (refused: Refused) => {
      clearTimeout(timer);
      request.off('data', take).off('end', finish);
      reject(refused);
    };
    request
      .on('data', take)
      .on('end', finish)
      .on('error', () => refuse(new Refused('bad_request')))
      .on('close', () => refuse(new Refused('bad_request')));
  });
}

/** The deepest nesting of a JSON text, whatever else is wrong with it. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at];
    if (mark === '"') isQuoted = !isQuoted;
    else if (isQuoted) at += mark === '\\' ? 1 : 0;
    else if (mark === '[' || mark === '{') deepest = Math.max(deepest, ++depth);
    else if (mark === ']' || mark === '}') depth -= 1;
  }
  return deepest;
}
