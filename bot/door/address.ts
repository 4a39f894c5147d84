/** Where a request comes from, as far as it can be believed. */
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/**
 * The address that limits are counted by.
 * @param trustProxy how many proxies stand in front, each of which adds whom it heard to `X-Forwarded-For`; with 0 the
 *   header is not read, since anybody can write it
 */
export function addressOf({ headers, socket }: IncomingMessage, trustProxy: number): string {
  const direct = socket.remoteAddress ?? '';
  if (trustProxy === 0) return networkOf(direct);
  const forwarded = [headers['x-forwarded-for'] ?? []]
    .flat()
    .join(',')
    .split(',')
    .map(entry => entry.trim())
    .filter(entry => entry !== '');
  return networkOf(forwarded.at(-trustProxy) ?? forwarded[0] ?? direct);
}

/** Without its port; of IPv6 the network that one customer has, since each has addresses without end. */
function networkOf(entry: string): string {
  const bare = entry
    .replace(/^\[([^\]]*)\].*$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(bare)) return bare;
  const [head = '', tail] = bare.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0');
  return [...groups, ...(tail === undefined ? [] : zeros), ...rest].slice(0, 4).join(':').toLowerCase();
}
