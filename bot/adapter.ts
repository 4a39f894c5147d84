/**
 * The door for activities: what is asked of a request before the library sees it, and CloudAdapter without the parts of
 * its `process` that print stack traces and keys and answer with the library's error text.
 */
import { randomUUID } from 'node:crypto';
import { CloudAdapter, type TurnContext } from 'botbuilder';
import type { BotFrameworkAuthentication } from 'botframework-connector';
import type { Activity } from 'botframework-schema';
import { nameOf } from '../services/errors.ts';
import type { Log } from '../services/ports.ts';
import { activityOf } from './door/activity.ts';
import type { RateLimit } from './door/rate-limit.ts';
import { type DoorAnswer, Refused, refusalAnswer } from './door/refusal.ts';
import { isLoopback } from './door/service-hosts.ts';
import type { GoodToken, TokenCheck } from './door/token.ts';
import { kindOf, type Metrics } from './metrics.ts';
import { tenantOf } from './team.ts';

/** One request of the Bot Framework, its body not read yet. */
export interface DoorRequest {
  /** The `Authorization` header; null where there is none, or more than one. */
  authorization: string | null;
  /** The `Host` header without its port. */
  hostname: string;
  /** Where it comes from, as limits are counted by. */
  address: string;
  /** @throws Refused */
  readBody: () => Promise<unknown>;
}

export interface DoorLimits {
  /** Refused requests of one address. */
  address: RateLimit;
  sender: RateLimit;
  conversation: RateLimit;
}

export interface ReceiveDeps {
  authentication: BotFrameworkAuthentication;
  /** Null in local mode, where there are no tokens. */
  tokens: TokenCheck | null;
  /** Where answers may go: a turn's own replies carry the bot's token there. */
  allowsServiceUrl: (serviceUrl: string) => boolean;
  /** Tenants whose conversations are served; any where it is empty. */
  allowedTenants: readonly string[];
  limits: DoorLimits;
  metrics: Metrics;
  log: Log;
  turn: (context: TurnContext) => Promise<void>;
}

export type Receive = (request: DoorRequest) => Promise<DoorAnswer>;

/** Makes the function that takes one request of the Bot Framework. It never throws. */
export function createReceiver(deps: ReceiveDeps): Receive {
  const { authentication, tokens, allowsServiceUrl, allowedTenants, limits, metrics, log, turn } = deps;
  const adapter = new DirectAdapter(authentication);

  /** Nothing of a stranger is read but the headers; nobody's activity is believed that its token does not vouch for. */
  async function admit(request: DoorRequest): Promise<Activity> {
    const token = tokens ? await admitToken(tokens, request) : null;
    if (!tokens && !isLoopback(request.hostname)) throw new Refused('host_not_allowed');
    const activity = activityOf(await request.readBody());
    if (!activity) throw new Refused('not_an_activity');
    const { serviceUrl } = activity as { serviceUrl?: unknown };
    if (token && serviceUrl !== token.serviceUrl) throw new Refused('unauthorised');
    if (typeof serviceUrl !== 'string' || !allowsServiceUrl(serviceUrl))
      throw new Refused('service_url_not_allowed');
    if (!isServed(activity)) throw new Refused('tenant_not_allowed');
    limit(limits.sender, activity.from.aadObjectId ?? activity.from.id);
    limit(limits.conversation, activity.conversation.id);
    return activity;
  }

  /** An address that was refused too often is heard no more, unless it shows a token that was found good before. */
  async function admitToken(check: TokenCheck, { authorization, address }: DoorRequest): Promise<GoodToken> {
    const known = check.recall(authorization);
    if (known) return known;
    const wait = limits.address.wait(address);
    if (wait > 0) throw new Refused('too_many_requests', wait);
    try {
      return await check.check(authorization);
    } catch (error) {
      limits.address.take(address);
      throw error;
    }
  }

  const isServed = (activity: Activity) =>
    allowedTenants.length === 0 || allowedTenants.includes(tenantOf(activity).toLowerCase());

  async function answer(activity: Activity, authorization: string): Promise<DoorAnswer> {
    const kind = kindOf(activity);
    const started = performance.now();
    const done = (outcome: 'answered' | 'refused' | 'failed') =>
      metrics.answered(kind, outcome, (performance.now() - started) / 1000);
    let isAdmitted = false;
    metrics.received(kind);
    try {
      const response = await adapter.receive(authorization, activity, context => {
        isAdmitted = true;
        return turn(context);
      });
      if (response?.status === 501) throw new Refused('invoke_unknown');
      done(response && response.status >= 500 ? 'failed' : 'answered');
      return response ? { status: response.status, body: response.body as unknown } : { status: 200 };
    } catch (error) {
      if (error instanceof Refused) {
        done('refused');
        throw error;
      }
      if (!isAdmitted) {
        done('refused');
        log.warn('refused by the library alone', { error: nameOf(error), activityType: kind });
        throw new Refused('unauthorised');
      }
      done('failed');
      const id = randomUUID().slice(0, 8);
      log.error('turn failed', { id, error: nameOf(error), activityType: kind });
      return { status: 500, body: { error: { code: 'internal', id } } };
    }
  }

  return async request => {
    try {
      return await answer(await admit(request), request.authorization ?? '');
    } catch (error) {
      const refused = error instanceof Refused ? error : new Refused('bad_request');
      metrics.refused(refused.code);
      log.debug('request refused', { code: refused.code });
      return refusalAnswer(refused);
    }
  };
}

class DirectAdapter extends CloudAdapter {
  receive(authorization: string, activity: Activity, turn: (context: TurnContext) => Promise<void>) {
    return this.processActivity(authorization, activity, turn);
  }
}

/** @throws Refused `too_many_requests` */
function limit(rate: RateLimit, key: unknown): void {
  const wait = rate.take(String(key));
  if (wait > 0) throw new Refused('too_many_requests', wait);
}
