/**
 * The door for activities: CloudAdapter, without the parts of its `process` that print stack traces and keys and
 * answer with the library's error text.
 */

import { randomUUID } from 'node:crypto';
import { CloudAdapter, type TurnContext } from 'botbuilder';
import type { BotFrameworkAuthentication } from 'botframework-connector';
import type { Activity } from 'botframework-schema';
import type { Log } from '../services/ports.ts';
import type { ReadBody } from './read-body.ts';
import { tenantOf } from './team.ts';

/** What goes back over HTTP. */
export interface DoorAnswer {
  status: number;
  body?: unknown;
}

export interface ReceiveDeps {
  authentication: BotFrameworkAuthentication;
  /** The issuer that tokens must name; null in local mode, where there are none. */
  issuer: string | null;
  /** Where answers may go: a turn's own replies carry the bot's token there. */
  allowsServiceUrl: (serviceUrl: string) => boolean;
  /** Tenants whose conversations are served; any where it is empty. */
  allowedTenants: readonly string[];
  log: Log;
  turn: (context: TurnContext) => Promise<void>;
}

/** @param readBody reads the body, which is not done for a request that is refused by its token's issuer */
export type Receive = (
  authorization: string | undefined,
  readBody: () => Promise<ReadBody>,
) => Promise<DoorAnswer>;

/** Makes the function that takes one request of the Bot Framework. It never throws. */
export function createReceiver({
  authentication,
  issuer,
  allowsServiceUrl,
  allowedTenants,
  log,
  turn,
}: ReceiveDeps): Receive {
  const adapter = new DirectAdapter(authentication);

  return async (authorization, readBody) => {
    if (issuer !== null && issuerOf(authorization) !== issuer) return refusal(401, 'unauthorised');
    const read = await readBody();
    if (!read.ok) return refusal(read.status, read.code);
    const activity = activityOf(read.body);
    if (!activity) return refusal(400, 'not_an_activity');
    let admitted = false;
    try {
      const answer = await adapter.receive(authorization ?? '', activity, context => {
        admitted = true;
        if (!allowsServiceUrl(activity.serviceUrl)) throw new Refused('service_url_not_allowed');
        if (!isServed(allowedTenants, tenantOf(activity))) throw new Refused('tenant_not_allowed');
        return turn(context);
      });
      return answer ? { status: answer.status, body: answer.body as unknown } : { status: 200 };
    } catch (error) {
      if (!admitted) {
        log.warn('request refused', { reason: nameOf(error), activityType: activity.type });
        return refusal(401, 'unauthorised');
      }
      if (error instanceof Refused) return refusal(403, error.code);
      const id = randomUUID().slice(0, 8);
      log.error('turn failed', { id, error: nameOf(error), activityType: activity.type });
      return refusal(500, 'internal', id);
    }
  };
}

/** Told by its code alone. */
class Refused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const isServed = (allowed: readonly string[], tenant: string) =>
  allowed.length === 0 || allowed.includes(tenant.toLowerCase());

class DirectAdapter extends CloudAdapter {
  receive(authorization: string, activity: Activity, turn: (context: TurnContext) => Promise<void>) {
    return this.processActivity(authorization, activity, turn);
  }
}

const refusal = (status: number, code: string, id?: string): DoorAnswer => ({
  status,
  body: { error: id ? { code, id } : { code } },
});

/** The unknown body as an activity, or null: it must say what it is, in which conversation, and where answers go. */
function activityOf(body: unknown): Activity | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const {
    type,
    serviceUrl,
    channelId,
    conversation,
    from,
    recipient,
    membersAdded,
    membersRemoved,
    entities,
  } = body as Record<string, unknown>;
  const named = [type, serviceUrl].every(value => typeof value === 'string' && value !== '');
  // Other channels have other rules for who may speak; this bot is for Teams.
  if (!named || channelId !== 'msteams') return null;
  const placed = [conversation, from, recipient].every(hasId);
  const listed = [membersAdded, membersRemoved, entities].every(
    value => value === undefined || isListOfObjects(value),
  );
  return placed && listed ? (body as Activity) : null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const hasId = (value: unknown) => isObject(value) && typeof value['id'] === 'string';
const isListOfObjects = (value: unknown) => Array.isArray(value) && value.every(isObject);

/**
 * The issuer that a token claims, unverified. It is compared before the library sees the request, because the
 * library keeps a list that grows with every tenant that a stranger makes up, and accepts the emulator's issuer.
 */
function issuerOf(authorization: string | undefined): string | null {
  const payload = /^Bearer [\w-]+\.([\w-]+)\.[\w-]*$/.exec(authorization ?? '')?.[1];
  if (!payload) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const iss = (claims as { iss?: unknown } | null)?.iss;
    return typeof iss === 'string' ? iss : null;
  } catch {
    return null;
  }
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');
