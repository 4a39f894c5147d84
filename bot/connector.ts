/** Calls to Teams outside a turn: one connector for each serviceUrl, and a token of ours only for known hosts. */
import {
  type BotFrameworkAuthentication,
  ClaimsIdentity,
  type ConnectorClient,
} from 'botframework-connector';
import { UnknownServiceHost } from './door/service-hosts.ts';

export interface Connectors {
  /** @throws UnknownServiceHost where the bot's token must not be sent */
  at(serviceUrl: string): Promise<ConnectorClient>;
}

/** @param allows whether the bot's token may be sent to an address */
export function createConnectors(
  authentication: BotFrameworkAuthentication,
  { appId, allows }: { appId: string; allows: (address: string) => boolean },
): Connectors {
  const factory = authentication.createConnectorFactory(identityOf(appId));
  const clients = new Map<string, Promise<ConnectorClient>>();
  return {
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
