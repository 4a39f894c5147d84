/** What the bot needs to speak to Teams: its identity, the hosts that may hear it, and a connector for each. */
import type { BotFrameworkAuthentication } from 'botframework-connector';
import type { Config } from './config.ts';
import { type Connectors, createConnectors } from './connector.ts';
import { createBotAuthentication, hasCustomLogin } from './credentials.ts';
import { createHostRule } from './door/service-hosts.ts';

export interface Outside {
  authentication: BotFrameworkAuthentication;
  connectors: Connectors;
  /** Whether the bot's token may be sent to an address. */
  allows: (address: string) => boolean;
  /** True in local mode, and where the login is a custom one. */
  allowsLoopback: boolean;
}

export function createOutside({
  identity,
  allowedServiceHosts,
}: Pick<Config, 'identity' | 'allowedServiceHosts'>): Outside {
  const appId = identity.MicrosoftAppId;
  const allowsLoopback = appId === '' || hasCustomLogin(identity);
  const allows = createHostRule({ hosts: allowedServiceHosts, allowsLoopback });
  const authentication = createBotAuthentication(identity, allows);
  return {
    authentication,
    connectors: createConnectors(authentication, { appId, allows }),
    allows,
    allowsLoopback,
  };
}
