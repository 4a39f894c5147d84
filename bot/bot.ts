/** The bot without its process: config → store → services → handler → server. Tests and local mode build on it too. */
import type { TurnContext } from 'botbuilder';
import { createDispatcher } from '../services/delivery/dispatcher.ts';
import { type Clock, type Log, systemClock } from '../services/ports.ts';
import { boards } from '../services/store/entities/board.ts';
import { openStore } from '../services/store/open-store.ts';
import type { Store } from '../services/store/unit-of-work.ts';
import { createReceiver } from './adapter.ts';
import type { Config } from './config.ts';
import { createConnectors } from './connector.ts';
import { createBotAuthentication, expectedIssuer, hasCustomLogin } from './credentials.ts';
import { createFileSource } from './download.ts';
import { CollateHandler } from './handler.ts';
import { createMessenger } from './messenger.ts';
import { startServer } from './server.ts';

export interface RunningBot {
  port: number;
  store: Store;
  /** Takes no more work, lets what is in flight finish, and closes the store. */
  stop(): Promise<void>;
}

export interface BotOptions {
  clock?: Clock;
  /** The board of a team that is not known yet, where the database holds several. */
  homeBoardId?: string | null;
  /** Sees each activity before it is answered. */
  beforeTurn?: (activity: TurnContext['activity']) => Promise<void>;
}

export async function startBot(
  config: Config,
  log: Log,
  { clock = systemClock, homeBoardId = null, beforeTurn = async () => {} }: BotOptions = {},
): Promise<RunningBot> {
  const store = await openStore(config.databaseUrl);
  try {
    const { identity } = config;
    const isLocal = identity.MicrosoftAppId === '';
    const allowsLoopback = isLocal || hasCustomLogin(identity);
    const authentication = createBotAuthentication(identity);
    const connectors = createConnectors(authentication, {
      appId: identity.MicrosoftAppId,
      hosts: config.allowedServiceHosts,
      allowsLoopback,
    });
    const files = createFileSource({ hosts: config.allowedFileHosts, allowsLoopback, log });
    const deps = { store, clock, log, forms: config.forms, homeBoardId, files };
    const handler = new CollateHandler(deps);
    const dispatcher = createDispatcher({ store, clock, log, messenger: createMessenger(deps, connectors) });
    const server = await startServer({
      host: config.host,
      port: config.port,
      receive: createReceiver({
        authentication,
        issuer: isLocal ? null : expectedIssuer(identity),
        allowsServiceUrl: connectors.allows,
        allowedTenants: config.allowedTenants,
        log,
        turn: async context => {
          await beforeTurn(context.activity);
          await handler.run(context);
        },
      }),
      ready: () =>
        store
          .read(view => view.rows(boards).count())
          .then(
            () => true,
            () => false,
          ),
      log,
    });
    dispatcher.start();
    return {
      port: server.port,
      store,
      async stop() {
        await server.stop();
        await dispatcher.stop();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
