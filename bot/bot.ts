/** The bot without its process: config → store → services → handler → server. Tests and local mode build on it too. */
import type { TurnContext } from 'botbuilder';
import { keepSealing } from '../services/audit/seal.ts';
import { createDispatcher } from '../services/delivery/dispatcher.ts';
import { readDepth } from '../services/delivery/list-deliveries.ts';
import { type Clock, type Log, systemClock } from '../services/ports.ts';
import { keepForgetting } from '../services/returns/forget-files.ts';
import { keepTime } from '../services/schedule/timekeeper.ts';
import { boards } from '../services/store/entities/board.ts';
import { openStore } from '../services/store/open-store.ts';
import { ranksOf } from '../services/store/ranks.ts';
import type { Store } from '../services/store/unit-of-work.ts';
import { createReceiver, type DoorLimits } from './adapter.ts';
import { type Config, requireLoopback } from './config.ts';
import { createConnectors } from './connector.ts';
import { createBotAuthentication, expectedTokens, hasCustomLogin } from './credentials.ts';
import { createDocumentDoor } from './documents.ts';
import { createRateLimit } from './door/rate-limit.ts';
import { createHostRule } from './door/service-hosts.ts';
import { createSigningKeys } from './door/signing-keys.ts';
import { createTokenCheck, type TokenCheck } from './door/token.ts';
import { createFileSource } from './download.ts';
import { CollateHandler } from './handler.ts';
import { createMessenger } from './messenger.ts';
import { createMetrics } from './metrics.ts';
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
  /** How often the clock is looked at, in milliseconds; every minute unless given. */
  lookEveryMs?: number;
  /** Sees each activity before it is answered. */
  beforeTurn?: (activity: TurnContext['activity']) => Promise<void>;
}

export async function startBot(
  config: Config,
  log: Log,
  { clock = systemClock, homeBoardId = null, lookEveryMs, beforeTurn = async () => {} }: BotOptions = {},
): Promise<RunningBot> {
  requireLoopback(config);
  const store = await openStore(config.databaseUrl);
  const { first, behind } = ranksOf(store);
  try {
    const { identity } = config;
    const appId = identity.MicrosoftAppId;
    const allowsLoopback = appId === '' || hasCustomLogin(identity);
    const allows = createHostRule({ hosts: config.allowedServiceHosts, allowsLoopback });
    const authentication = createBotAuthentication(identity, allows);
    const connectors = createConnectors(authentication, { appId, allows });
    const metrics = createMetrics();
    const files = createFileSource({ hosts: config.allowedFileHosts, allowsLoopback, log });
    let boundPort = config.port;
    // Without an identity the bot is on this computer alone, and so are those who open its documents.
    const here = () => (appId === '' ? `http://127.0.0.1:${boundPort}` : null);
    const publicUrl = () => config.publicUrl ?? here();
    const hasTargeted = appId !== '';
    const deps = {
      store: first,
      clock,
      log,
      forms: config.forms,
      homeBoardId,
      files,
      publicUrl,
      connectors,
      hasTargeted,
    };
    const limits = limitsOf(config);
    const handler = new CollateHandler(deps);
    metrics.watchLedger(() => readDepth({ store: behind, clock }));
    // Answers to people come before what may wait.
    const waiting = { store: behind, clock, log };
    const dispatcher = createDispatcher({
      ...waiting,
      messenger: createMessenger({ ...deps, store: behind }),
      watch: metrics.delivered,
    });
    const server = await startServer({
      host: config.host,
      port: config.port,
      trustProxy: config.trustProxy,
      metrics,
      metricsToken: config.metricsToken,
      receive: createReceiver({
        authentication,
        tokens: tokenCheckOf(config),
        allowsServiceUrl: allows,
        allowedTenants: config.allowedTenants,
        limits,
        metrics,
        log,
        turn: async context => {
          await beforeTurn(context.activity);
          await handler.run(context);
        },
      }),
      document: createDocumentDoor({ store: first, clock, log, metrics, limits }),
      ready: () =>
        store
          .read(view => view.rows(boards).count())
          .then(
            () => true,
            () => false,
          ),
      log,
    });
    boundPort = server.port;
    dispatcher.start();
    const stopTime = keepTime(waiting, lookEveryMs);
    const stopForgetting = keepForgetting(waiting);
    const stopSealing = keepSealing(waiting);
    return {
      port: server.port,
      store,
      async stop() {
        await server.stop();
        await stopTime();
        await dispatcher.stop();
        await stopForgetting();
        await stopSealing();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Null without an identity: then there are no tokens. */
function tokenCheckOf({ identity }: Config): TokenCheck | null {
  if (identity.MicrosoftAppId === '') return null;
  const { issuer, metadataUrl } = expectedTokens(identity);
  return createTokenCheck({
    issuer,
    audience: identity.MicrosoftAppId,
    keys: createSigningKeys(metadataUrl),
  });
}

/** A conversation is many people; fifty of them may press at once. */
const CONVERSATION = 5;

function limitsOf({ requestsPerMinute }: Config): DoorLimits {
  const limit = (perMinute: number) => createRateLimit({ burst: perMinute, perMinute });
  return {
    address: limit(requestsPerMinute),
    sender: limit(requestsPerMinute),
    conversation: limit(requestsPerMinute * CONVERSATION),
  };
}
