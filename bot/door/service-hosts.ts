/** Which hosts may be spoken to: the bot's tokens go to no other. */

export class UnknownServiceHost extends Error {
  constructor(address: string) {
    const host = URL.canParse(address) ? new URL(address).hostname : 'nowhere';
    super(`The host ${host} is not among ALLOWED_SERVICE_HOSTS.`);
    this.name = 'UnknownServiceHost';
  }
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** True for this computer itself. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.has(hostname);

/** `*.example.org` is every host under it, and not itself. */
export function isAllowed(hostname: string, hosts: readonly string[]): boolean {
  const name = hostname.toLowerCase();
  return hosts.some(host => (host.startsWith('*.') ? name.endsWith(host.slice(1)) : name === host));
}

/**
 * Tells of an address whether the bot's token may be sent there.
 * @param allowsLoopback true in local mode, and where the login is a custom one (tests, a private cloud)
 */
export function createHostRule({
  hosts,
  allowsLoopback,
}: {
  hosts: readonly string[];
  allowsLoopback: boolean;
}): (address: string) => boolean {
  return address => {
    if (!URL.canParse(address)) return false;
    const { hostname, protocol } = new URL(address);
    if (!['https:', 'http:'].includes(protocol)) return false;
    if (allowsLoopback && isLoopback(hostname)) return true;
    return protocol === 'https:' && isAllowed(hostname, hosts);
  };
}
