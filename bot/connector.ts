/** Calls to Teams outside a turn: one connector for each serviceUrl, and a token of ours only for known hosts. */
import {
  type BotFrameworkAuthentication,
  ClaimsIdentity,
  type ConnectorClient,
} from 'botframework-connector';

export interface Connectors {
  /** True for a host that the bot's tokens may be sent to. */
  allows(serviceUrl: string): boolean;
  /** @throws UnknownServiceHost where the bot's token must not be sent */
  at(serviceUrl: string): Promise<ConnectorClient>;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** True for this computer itself. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.has(hostname);

export class UnknownServiceHost extends Error {
  constructor(serviceUrl: string) {
    super(`The host of ${serviceUrl} is not among ALLOWED_SERVICE_HOSTS.`);
    this.name = 'UnknownServiceHost';
  }
}

/** @param allowsLoopback true in local mode, and where the login is a custom one (tests, a private cloud) */
export function createConnectors(
  authentication: BotFrameworkAuthentication,
  { appId, hosts, allowsLoopback }: { appId: string; hosts: readonly string[]; allowsLoopback: boolean },
): Connectors {
  const factory = authentication.createConnectorFactory(identityOf(appId));
  const clients = new Map<string, Promise<ConnectorClient>>();
  const allows = (serviceUrl: string): boolean => {
    if (!URL.canParse(serviceUrl)) return false;
    const { hostname, protocol } = new URL(serviceUrl);
    if (allowsLoopback && isLoopback(hostname)) return true;
    return protocol === 'https:' && isAllowed(hostname, hosts);
  };
  return {
    allows,
    at(serviceUrl) {
      const known = clients.get(serviceUrl);
      if (known) return known;
      if (!allows(serviceUrl)) throw new UnknownServiceHost(serviceUrl);
      const client = factory.create(serviceUrl);
      clients.set(serviceUrl, client);
      client.catch(() => clients.delete(serviceUrl));
      return client;
    },
  };
}

/** `*.example.org` is every host under it, and not itself. */
export function isAllowed(hostname: string, hosts: readonly string[]): boolean {
  const name = hostname.toLowerCase();
  return hosts.some(host => (host.startsWith('*.') ? name.endsWith(host.slice(1)) : name === host));
}

function identityOf(appId: string): ClaimsIdentity {
  return new ClaimsIdentity(
    appId === ''
      ? []
      : [
          { type: 'aud', value: appId },
          { type: 'appid', value: appId },
        ],
  );
}
