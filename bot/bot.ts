/** The bot without its process: config → store → services → handler → server. Tests and local mode build on it too. */
import type { TurnContext } from 'botbuilder';
import { readDepth } from '../services/delivery/list-deliveries.ts';
import { type Clock, type Log, systemClock } from '../services/ports.ts';
import { boards } from '../services/store/entities/board.ts';
import { openStore } from '../services/store/open-store.ts';
import { answersFirst, behindAnswers, createAnswering } from '../services/store/ranks.ts';
import type { Store } from '../services/store/unit-of-work.ts';
import { createReceiver, type DoorLimits } from './adapter.ts';
import { startThread } from './background/thread.ts';
import { startWork } from './background/work.ts';
import { type Config, requireLoopback } from './config.ts';
import { expectedTokens } from './credentials.ts';
import { createDocumentDoor } from './documents.ts';
import { createRateLimit } from './door/rate-limit.ts';
import { createSigningKeys } from './door/signing-keys.ts';
import { createTokenCheck, type TokenCheck } from './door/token.ts';
import { createFileSource } from './download.ts';
import { CollateHandler } from './handler.ts';
import { createMetrics } from './metrics.ts';
import { createOutside } from './outside.ts';
import { startServer } from './server.ts';

export interface RunningBot {
  port: number;
  store: Store;
  /** Takes no more work, lets what is in flight finish, and closes the store. */
  stop(): Promise<void>;
}

export interface BotOptions {
  /** Another than the system's. It cannot be handed to another thread: all work stays in this one. */
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
  { clock: ownClock, homeBoardId = null, lookEveryMs, beforeTurn = async () => {} }: BotOptions = {},
): Promise<RunningBot> {
  requireLoopback(config);
  const store = await openStore(config.databaseUrl);
  const answering = createAnswering();
  const first = answersFirst(store, answering);
  const clock = ownClock ?? systemClock;
  try {
    const appId = config.identity.MicrosoftAppId;
    const { authentication, connectors, allows, allowsLoopback } = createOutside(config);
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
    metrics.watchLedger(() => readDepth({ store, clock }));
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
    const watch = metrics.delivered;
    const work = ownClock
      ? startWork({
          ...deps,
          stores: behindAnswers(store, answering, { hasOwnThread: false }),
          watch,
          lookEveryMs,
        })
      : startThread({ config, publicUrl: publicUrl(), lookEveryMs, store, answering, log, watch });
    return {
      port: server.port,
      store,
      async stop() {
        await server.stop();
        await work.stop();
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
