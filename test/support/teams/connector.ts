import { adaptiveCardType, cardBytes, cardLimitBytes, cardProblems, cardWarnings } from './card-rules.ts';
import {
  type Channel,
  type Directory,
  type GroupChat,
  isInstalled,
  memberJson,
  type Person,
  type Place,
} from './directory.ts';
import { type HttpAnswer, type HttpCall, serve } from './http.ts';
import { isObject, type JsonObject, objectsIn, textAt, valueAt } from './json.ts';
import type { Login } from './login.ts';

/** Something the bot did in Teams, in the order it was done. Refused calls are in `calls`, not here. */
export interface Sent {
  /** Position in `sent`. */
  index: number;
  kind: 'post' | 'update' | 'delete' | 'typing';
  /** By which call. */
  via: 'createConversation' | 'send' | 'reply' | 'update' | 'delete';
  /** The thread or chat; in channels with `;messageid=`. */
  conversationId: string;
  /** `undefined` where Teams gives none: it had split the activity in several messages. */
  activityId: string | undefined;
  /** The channel it went to. */
  channel: Channel | undefined;
  /** The person whose one-to-one chat it went to. */
  person: Person | undefined;
  groupChat: GroupChat | undefined;
  /** The only person who sees it. */
  targetedTo: Person | undefined;
  /** As the bot sent it; empty for a delete. */
  activity: JsonObject;
  text: string | undefined;
  /** The first adaptive card. */
  card: JsonObject | undefined;
  /** The JSON of the largest card, bytes of UTF-8; 0 without a card. */
  cardBytes: number;
  /** A card is over 28 KB: taken, but not shown by every client. */
  tooBig28k: boolean;
  /** What Teams takes but does not do as meant; see `cardWarnings`. */
  warnings: string[];
  at: Date;
}

/** One HTTP call to the Connector, answered or not. */
export interface ConnectorCall {
  index: number;
  operation: Operation;
  method: string;
  /** Path without the region's prefix, decoded, with its query. */
  path: string;
  /** The conversation's id without `;messageid=`, the channel's in a create, or the team's. */
  subject: string | undefined;
  body: unknown;
  /** Whether it was answered or cut. */
  done: boolean;
  /** 0 until it is answered, and for a connection that was cut. */
  status: number;
  /** The error's code in the answer. */
  code: string | undefined;
  at: Date;
}

export type Operation =
  | 'createConversation'
  | 'send'
  | 'reply'
  | 'update'
  | 'delete'
  | 'members'
  | 'member'
  | 'pagedMembers'
  | 'team'
  | 'channels'
  | 'unknown';

/** A message in Teams as it is now. */
export interface Message {
  id: string;
  /** The first message of its thread; its own id where there are no threads. */
  rootId: string;
  conversationId: string;
  place: Place;
  author: Person | 'bot';
  targetedTo: Person | undefined;
  activity: JsonObject;
  deleted: boolean;
}

/** Which calls something applies to; by default the next ones, whatever they are. */
export interface Aim {
  /** How many calls, by default 1. */
  times?: number;
  when?: (call: ConnectorCall) => boolean;
}

export interface Failure extends Aim {
  status: number;
  code?: string;
  message?: string;
  /** Sent as `Retry-After`. */
  retryAfterSeconds?: number;
  /** Do what was asked before the error is answered, as a gateway that gives up does. */
  afterRecording?: boolean;
}

/** A call that waits for the test. */
export interface Hold {
  /** Resolves when the call has come. */
  arrived: Promise<ConnectorCall>;
  /** Lets it go on, or fail; before it has come, it will not wait at all. */
  release(failure?: ReleaseFailure): void;
}

export type ReleaseFailure = Omit<Failure, 'times' | 'when'>;

interface Fault {
  remaining: number;
  when: (call: ConnectorCall) => boolean;
  act: FaultAction;
}

type FaultAction =
  | { kind: 'fail'; failure: Failure }
  | { kind: 'wait'; until: (call: ConnectorCall) => Promise<ReleaseFailure | undefined> }
  | { kind: 'drop'; moment: 'before recording' | 'after recording' };

export interface WaitOptions {
  /** Milliseconds; by default 5000. */
  timeoutMs?: number;
  /** The first position that counts; by default 0, so that something long done is found too. */
  from?: number;
}

export interface ConnectorSettings {
  directory: Directory;
  login: Login;
  appId: string;
  /** The audience that a bot's token must have. */
  audience?: string;
  /** `teams`: also refuse, with 429, what is over Teams' published limits per thread and tenant. */
  rateLimits?: 'none' | 'teams';
}

/**
 * Stands in for the Bot Framework Connector of Teams, where the bot's network ends. It keeps what the bot
 * sends and refuses what the real one refuses, in its words. Calls it does not know answer 501.
 */
export interface Connector {
  /** The base of its addresses, ending in a slash, with a path as the real ones have. */
  readonly serviceUrl: string;
  directory: Directory;
  sent: Sent[];
  calls: ConnectorCall[];
  rateLimits: 'none' | 'teams';
  /**
   * The first thing sent, now or later, for which the predicate holds.
   * @throws Error when there is none in time, listing what was sent.
   */
  waitFor(predicate: (sent: Sent) => boolean, options?: WaitOptions): Promise<Sent>;
  /** Like `waitFor`, for as many as asked for. */
  waitForMany(count: number, predicate: (sent: Sent) => boolean, options?: WaitOptions): Promise<Sent[]>;
  /** The first finished call, refused and cut ones included, for which the predicate holds. */
  waitForCall(predicate: (call: ConnectorCall) => boolean, options?: WaitOptions): Promise<ConnectorCall>;
  failNext(failure: Failure): void;
  /** Milliseconds before the next calls are looked at. */
  delayNext(delay: Aim & { ms: number }): void;
  /** Cuts the connection without an answer, before or after the call was carried out. */
  dropNext(drop: Aim & { moment: 'before recording' | 'after recording' }): void;
  /** Keeps the next call until the test lets it go on. */
  holdNext(aim?: Omit<Aim, 'times'>): Hold;
  clearFaults(): void;
  /** The message with this id, as it is now. */
  message(activityId: string): Message | undefined;
  /** The messages of a channel, chat or thread, oldest first, deleted ones left out. */
  messagesIn(conversationId: string): Message[];
  /** The card that people see under this id now. @throws Error when there is none. */
  cardOf(activityId: string): JsonObject;
  /** Puts a person's message into a conversation; `rootId` answers in that thread. */
  addMessage(author: Person, conversationId: string, activity: JsonObject, rootId?: string): Message;
  /** Forgets a message without telling the bot, as retention policies do. */
  forget(activityId: string): void;
  /** An id as Teams makes them: milliseconds since 1970, never twice. */
  nextId(): string;
  /** Moves the service to another region: a new service URL; the old one is no longer answered. */
  moveTo(region: string): void;
  stop(): Promise<void>;
}

/** An error of the Connector. */
class Refusal extends Error {
  readonly answer: HttpAnswer;
  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.answer = { status, body: { error: { code, message } }, headers };
  }
}

/** 100 KB, counted in UTF-16. */
const messageLimitBytes = 100 * 1024;

/** Activities a bot may send to Teams. */
const sendableTypes = new Set(['message', 'typing']);

/** Calls in so many seconds, per thread. */
const writeLimits = [
  [1, 7],
  [2, 8],
  [30, 60],
  [3600, 1800],
] as const;
const memberLimits = [
  [1, 14],
  [2, 16],
  [30, 120],
  [3600, 3600],
] as const;

/** All writes of one bot in its tenant. */
const tenantLimits = [[1, 50]] as const;

/** Starts the Connector on a free port. */
export async function startConnector(settings: ConnectorSettings): Promise<Connector> {
  const { directory, login, appId, audience = 'https://api.botframework.com' } = settings;
  const botId = `28:${appId}`;
  const sent: Sent[] = [];
  const calls: ConnectorCall[] = [];
  const messages = new Map<string, Message>();
  const faults: Fault[] = [];
  const watchers = new Set<() => void>();
  const recentCalls = new Map<string, number[]>();
  let region = `uk/${directory.tenantId}`;
  let lastId = 0;

  const server = await serve(handle);

  const connector: Connector = {
    get serviceUrl() {
      return `http://127.0.0.1:${server.port}/${region}/`;
    },
    directory,
    sent,
    calls,
    rateLimits: settings.rateLimits ?? 'none',
    waitFor: async (predicate, options) => first(await connector.waitForMany(1, predicate, options)),
    waitForMany: (count, predicate, options) =>
      watch(
        () => sent.slice(options?.from ?? 0).filter(predicate),
        count,
        options,
        () =>
          `Sent until now: ${
            sent
              .slice(options?.from ?? 0)
              .map(describe)
              .join('; ') || 'nothing'
          }`,
      ),
    waitForCall: async (predicate, options) =>
      first(
        await watch(
          () => calls.slice(options?.from ?? 0).filter(call => call.done && predicate(call)),
          1,
          options,
          () =>
            `Called until now: ${calls.map(call => `${call.operation} ${call.status}`).join('; ') || 'nothing'}`,
        ),
      ),
    failNext: failure => addFault(failure, { kind: 'fail', failure }),
    delayNext: delay =>
      addFault(delay, {
        kind: 'wait',
        until: () => new Promise(resolve => setTimeout(() => resolve(undefined), delay.ms)),
      }),
    dropNext: drop => addFault(drop, { kind: 'drop', moment: drop.moment }),
    holdNext(aim = {}) {
      const arrival = deferred<ConnectorCall>();
      const release = deferred<ReleaseFailure | undefined>();
      addFault(aim, {
        kind: 'wait',
        until: call => {
          arrival.resolve(call);
          return release.promise;
        },
      });
      return { arrived: arrival.promise, release: failure => release.resolve(failure) };
    },
    clearFaults: () => {
      faults.length = 0;
    },
    message: activityId => messages.get(activityId),
    messagesIn(conversationId) {
      const { base, rootId } = parseConversationId(conversationId);
      return [...messages.values()].filter(
        message =>
          !message.deleted &&
          parseConversationId(message.conversationId).base === base &&
          (rootId === undefined || message.rootId === rootId),
      );
    },
    cardOf(activityId) {
      const card = firstCard(messages.get(activityId)?.activity ?? {});
      if (card === undefined) {
        throw new Error(`The message ${activityId} has no card.`);
      }
      return card;
    },
    addMessage(author, conversationId, activity, rootId) {
      const { base } = parseConversationId(conversationId);
      const place = directory.place(base);
      if (place === undefined) {
        throw new Error(`There is no conversation ${conversationId}.`);
      }
      return store(place, base, rootId, author, activity, undefined);
    },
    forget: activityId => {
      messages.delete(activityId);
    },
    nextId() {
      lastId = Math.max(Date.now(), lastId + 1);
      return String(lastId);
    },
    moveTo(newRegion) {
      region = newRegion.replace(/^\/+|\/+$/g, '');
    },
    stop: server.stop,
  };
  return connector;

  // ---- one call -------------------------------------------------------------------------------------------

  async function handle(request: HttpCall): Promise<HttpAnswer> {
    const at = new Date();
    const [, prefix = '', rest = ''] = /^\/(.*?)\/?(v[13]\/.*)$/.exec(request.url.pathname) ?? [];
    const route = findRoute(request.method, rest);
    const call: ConnectorCall = {
      index: calls.length,
      operation: route.operation,
      method: request.method,
      path: `${decodeURIComponent(rest)}${request.url.search}`,
      subject: undefined,
      body: parseJson(request.body),
      done: false,
      status: 0,
      code: undefined,
      at,
    };
    call.subject =
      route.operation === 'createConversation'
        ? textAt(call.body, 'channelData', 'channel', 'id')
        : route.ids[0] === undefined
          ? undefined
          : parseConversationId(route.ids[0]).base;
    calls.push(call);

    let answer: HttpAnswer;
    let isCut = false;
    try {
      if (prefix !== region) {
        throw new Refusal(404, 'ServiceError', `This service is not at /${prefix}/.`);
      }
      let fault = takeFault(call);
      if (fault?.kind === 'wait') {
        const failure = await fault.until(call);
        fault = failure === undefined ? undefined : { kind: 'fail', failure };
      }
      if (fault?.kind === 'drop' && fault.moment === 'before recording') {
        return cut(request, call);
      }
      if (fault?.kind === 'fail' && fault.failure.afterRecording !== true) {
        throw failureAnswer(fault.failure);
      }
      answer = await serveCall(request, route, call);
      if (fault?.kind === 'fail') {
        throw failureAnswer(fault.failure);
      }
      isCut = fault?.kind === 'drop';
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      answer = error.answer;
    }
    if (isCut) {
      return cut(request, call);
    }
    call.done = true;
    call.status = answer.status;
    call.code = textAt(answer.body, 'error', 'code');
    notify();
    return answer;
  }

  function cut(request: HttpCall, call: ConnectorCall): HttpAnswer {
    request.drop();
    call.done = true;
    notify();
    return { status: 0 };
  }

  async function serveCall(request: HttpCall, route: Route, call: ConnectorCall): Promise<HttpAnswer> {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const claims = token === undefined ? undefined : await login.verify(token, audience);
    if (claims?.['appid'] !== appId) {
      // The real service says this without an `error` around it.
      return { status: 401, body: { message: 'Authorization has been denied for this request.' } };
    }
    const isTargeted = request.url.searchParams.get('isTargetedActivity') === 'true';
    const [id = '', second = ''] = route.ids;
    switch (route.operation) {
      case 'createConversation':
        return createConversation(call.body);
      case 'send':
        return post(id, undefined, call.body, isTargeted, 'send');
      case 'reply':
        return post(id, second, call.body, isTargeted, 'reply');
      case 'update':
        return update(id, second, call.body, isTargeted);
      case 'delete':
        return remove(id, second, call.body);
      case 'members':
        return { status: 200, body: rosterOf(id).map(memberJson) };
      case 'member':
        return { status: 200, body: memberJson(memberOf(id, second)) };
      case 'pagedMembers':
        return pagedMembers(id, request.url.searchParams);
      case 'team':
        return teamDetails(id);
      case 'channels':
        return channelList(id);
      case 'unknown':
        throw new Refusal(501, 'NotImplemented', `The stand-in does not know ${call.method} ${call.path}`);
    }
  }

  // ---- writing --------------------------------------------------------------------------------------------

  function createConversation(body: unknown): HttpAnswer {
    if (!isObject(body)) {
      throw new Refusal(400, 'BadSyntax', 'The request body is not JSON.');
    }
    const botGiven = textAt(body, 'bot', 'id');
    if (botGiven !== undefined && botGiven !== botId && botGiven !== appId) {
      throw new Refusal(400, 'BadArgument', 'Incorrect bot ID.');
    }
    const channelId = textAt(body, 'channelData', 'channel', 'id');
    if (channelId !== undefined) {
      const { place } = findPlace(channelId);
      const { activity } = body;
      if (!isObject(activity)) {
        throw new Refusal(400, 'BadSyntax', 'An activity is required to begin a conversation in a channel.');
      }
      takePart(place);
      limitWrite(channelId);
      checkActivity(activity);
      const message = store(place, channelId, undefined, 'bot', activity, undefined);
      record('createConversation', 'post', place, message.conversationId, message.id, activity, undefined);
      return { status: 201, body: { id: message.conversationId, activityId: message.id } };
    }
    const members = objectsIn(body['members']);
    const [member] = members;
    if (member === undefined || members.length > 1 || body['isGroup'] === true) {
      throw new Refusal(400, 'BadArgument', 'Bots cannot create group chats; name one member.');
    }
    if (textAt(body, 'tenantId') === undefined && textAt(body, 'channelData', 'tenant', 'id') === undefined) {
      throw new Refusal(400, 'BadArgument', 'The tenant of the conversation is missing.');
    }
    const memberId = textAt(member, 'id');
    const person = directory.people.find(each => each.id === memberId || each.aadObjectId === memberId);
    if (person === undefined || person.aadObjectId === undefined) {
      throw new Refusal(400, 'MemberNotFoundInConversation', 'The member is not known.');
    }
    if (body['activity'] !== undefined && body['activity'] !== null) {
      const problem = 'The stand-in does not know what Teams does with an activity in a one-to-one create.';
      throw new Refusal(501, 'NotImplemented', `${problem} Send it to the conversation afterwards.`);
    }
    takePart({ kind: 'personal', person });
    limitWrite(directory.personalId(person));
    return { status: 201, body: { id: directory.openPersonal(person) } };
  }

  function post(
    conversationId: string,
    replyToId: string | undefined,
    body: unknown,
    isTargeted: boolean,
    via: 'send' | 'reply',
  ): HttpAnswer {
    const { place, base, rootId } = findPlace(conversationId);
    takePart(place);
    if (!isObject(body)) {
      throw new Refusal(400, 'BadSyntax', 'The request body is not JSON.');
    }
    let threadRoot = rootId;
    // Presses and events have ids that begin with f: and are no messages, yet bots answer them every day.
    if (replyToId !== undefined && !replyToId.startsWith('f:')) {
      threadRoot = findMessage(base, replyToId).rootId;
    }
    limitWrite(threadRoot === undefined ? base : `${base};messageid=${threadRoot}`);
    checkActivity(body);
    const targetedTo = isTargeted ? targetOf(place, body) : undefined;
    if (body['type'] === 'typing') {
      record(via, 'typing', place, conversationId, undefined, body, targetedTo);
      return { status: 201, body: { id: connector.nextId() } };
    }
    if (isSplit(body)) {
      // Teams makes several messages of it and gives no id; none of them can be updated later.
      record(via, 'post', place, conversationId, undefined, body, targetedTo);
      return { status: 202 };
    }
    const message = store(place, base, threadRoot, 'bot', body, targetedTo);
    record(via, 'post', place, message.conversationId, message.id, body, targetedTo);
    return { status: 201, body: { id: message.id } };
  }

  function update(
    conversationId: string,
    activityId: string,
    body: unknown,
    isTargeted: boolean,
  ): HttpAnswer {
    const { place, base } = findPlace(conversationId);
    takePart(place);
    if (!isObject(body)) {
      throw new Refusal(400, 'BadSyntax', 'The request body is not JSON.');
    }
    const message = ownMessage(base, activityId);
    limitWrite(message.conversationId);
    checkActivity(body);
    if (isTargeted !== (message.targetedTo !== undefined)) {
      throw new Refusal(
        404,
        'ActivityNotFoundInConversation',
        'The activity is not found in the conversation.',
      );
    }
    if (isTargeted && isObject(body['recipient'])) {
      throw new Refusal(400, 'Bad argument', 'The recipient of a targeted message cannot change.');
    }
    message.activity = body;
    record('update', 'update', place, message.conversationId, activityId, body, message.targetedTo);
    return { status: 200, body: { id: activityId } };
  }

  function remove(conversationId: string, activityId: string, body: unknown): HttpAnswer {
    const { place, base } = findPlace(conversationId);
    takePart(place);
    const message = ownMessage(base, activityId);
    limitWrite(message.conversationId);
    message.deleted = true;
    const activity = isObject(body) ? body : {};
    record('delete', 'delete', place, message.conversationId, activityId, activity, message.targetedTo);
    return { status: 200 };
  }

  function checkActivity(activity: JsonObject): void {
    const { type } = activity;
    if (typeof type !== 'string' || type === '') {
      throw new Refusal(400, 'BadSyntax', 'The activity has no type.');
    }
    if (!sendableTypes.has(type)) {
      throw new Refusal(400, 'BadArgument', `Unknown activity type ${type}.`);
    }
    if (JSON.stringify(activity).length * 2 > messageLimitBytes) {
      throw new Refusal(413, 'MessageSizeTooBig', 'Message size too large.');
    }
    const attachments = objectsIn(activity['attachments']);
    for (const { contentType, content } of attachments) {
      const problems = contentType === adaptiveCardType ? cardProblems(content) : [];
      if (problems.length > 0) {
        throw new Refusal(400, 'BadSyntax', `Invalid adaptive card: ${problems.join('; ')}.`);
      }
    }
    if (type === 'message' && (activity['text'] ?? '') === '' && attachments.length === 0) {
      throw new Refusal(400, 'BadSyntax', 'The message has neither text nor attachments.');
    }
    for (const entity of objectsIn(activity['entities'])) {
      const text = textAt(entity, 'text') ?? '';
      if (entity['type'] === 'mention' && (text === '' || !(textAt(activity, 'text') ?? '').includes(text))) {
        throw new Refusal(400, 'BadArgument', 'Mention entity text is not valid.');
      }
    }
  }

  function targetOf(place: Place, activity: JsonObject): Person {
    if (place.kind === 'personal') {
      throw new Refusal(400, 'Bad argument', 'Targeted messages are not supported in one-to-one chats.');
    }
    const recipientId = textAt(activity, 'recipient', 'id');
    if (recipientId === undefined) {
      throw new Refusal(400, 'Bad argument', 'A targeted message needs a recipient.');
    }
    const person = directory.roster(place).find(each => isCalled(each, recipientId));
    if (person === undefined) {
      throw new Refusal(404, 'MemberNotFoundInConversation', 'Member not found in conversation.');
    }
    return person;
  }

  // ---- reading --------------------------------------------------------------------------------------------

  function rosterOf(conversationId: string): Person[] {
    const { place, base } = findPlace(conversationId);
    takePart(place);
    limit(`members ${base}`, memberLimits);
    return directory.roster(place);
  }

  function memberOf(conversationId: string, memberId: string): Person {
    const person = rosterOf(conversationId).find(each => isCalled(each, memberId));
    if (person === undefined) {
      throw new Refusal(404, 'MemberNotFoundInConversation', 'Member not found in conversation.');
    }
    return person;
  }

  function pagedMembers(conversationId: string, query: URLSearchParams): HttpAnswer {
    const roster = rosterOf(conversationId);
    const asked = Number(query.get('pageSize') ?? 200);
    const size = Math.min(500, Math.max(50, Number.isFinite(asked) ? asked : 200));
    const token = query.get('continuationToken') ?? '';
    const start = token === '' ? 0 : Number(Buffer.from(token, 'base64url').toString('utf8'));
    if (!Number.isInteger(start)) {
      throw new Refusal(400, 'BadArgument', 'The continuation token is not valid.');
    }
    const end = start + size;
    const members = roster.slice(start, end).map(memberJson);
    const next = end < roster.length ? Buffer.from(String(end)).toString('base64url') : undefined;
    return { status: 200, body: next === undefined ? { members } : { members, continuationToken: next } };
  }

  function teamDetails(teamId: string): HttpAnswer {
    const team = teamOf(teamId);
    return {
      status: 200,
      body: {
        id: team.id,
        name: team.name,
        aadGroupId: team.aadGroupId,
        type: 'standard',
        tenantId: directory.tenantId,
        channelCount: team.channels.filter(({ deleted }) => !deleted).length,
        memberCount: team.members.length,
      },
    };
  }

  function channelList(teamId: string): HttpAnswer {
    const team = teamOf(teamId);
    const conversations = team.channels
      .filter(({ deleted, type, installed }) => !deleted && (type === 'standard' || installed))
      .map(({ id, name, type }) => ({ id, name: id === team.id ? null : name, type }));
    return { status: 200, body: { conversations } };
  }

  function teamOf(teamId: string) {
    const { place } = findPlace(teamId);
    if (place.kind !== 'channel') {
      throw new Refusal(404, 'ConversationNotFound', 'Conversation not found.');
    }
    takePart(place);
    return place.channel.team;
  }

  // ---- what all calls share -------------------------------------------------------------------------------

  function findPlace(conversationId: string): { place: Place; base: string; rootId: string | undefined } {
    if (!/^(19:|a:)\S+$/.test(conversationId)) {
      throw new Refusal(400, 'BadSyntax', 'Bad format of conversation ID');
    }
    const { base, rootId } = parseConversationId(conversationId);
    const place = directory.place(base);
    if (place === undefined || (rootId !== undefined && !messages.has(rootId))) {
      throw new Refusal(404, 'ConversationNotFound', 'Conversation not found.');
    }
    return { place, base, rootId };
  }

  /** Refuses where the bot is not, or is not wanted. */
  function takePart(place: Place): void {
    if (place.kind === 'personal') {
      switch (place.person.chat) {
        case 'blocked':
          throw new Refusal(403, 'ConversationBlockedByUser', 'User blocked the conversation with the bot.');
        case 'not installed':
          throw new Refusal(
            403,
            'ForbiddenOperationException',
            "Bot isn't installed in user's personal scope.",
          );
        case 'open':
          return;
      }
    }
    if (!isInstalled(place)) {
      throw new Refusal(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
    }
  }

  function findMessage(base: string, activityId: string): Message {
    const message = messages.get(activityId);
    if (
      message === undefined ||
      message.deleted ||
      parseConversationId(message.conversationId).base !== base
    ) {
      throw new Refusal(
        404,
        'ActivityNotFoundInConversation',
        'The activity is not found in the conversation.',
      );
    }
    return message;
  }

  function ownMessage(base: string, activityId: string): Message {
    const message = findMessage(base, activityId);
    if (message.author !== 'bot') {
      throw new Refusal(403, 'NotEnoughPermissions', 'The bot cannot change a message of a person.');
    }
    return message;
  }

  function store(
    place: Place,
    base: string,
    rootId: string | undefined,
    author: Person | 'bot',
    activity: JsonObject,
    targetedTo: Person | undefined,
  ): Message {
    const id = connector.nextId();
    const root = place.kind === 'channel' ? (rootId ?? id) : id;
    const message: Message = {
      id,
      rootId: root,
      conversationId: place.kind === 'channel' ? `${base};messageid=${root}` : base,
      place,
      author,
      targetedTo,
      activity,
      deleted: false,
    };
    messages.set(id, message);
    return message;
  }

  function record(
    via: Sent['via'],
    kind: Sent['kind'],
    place: Place,
    conversationId: string,
    activityId: string | undefined,
    activity: JsonObject,
    targetedTo: Person | undefined,
  ): void {
    const cards = cardsOf(activity);
    const bytes = Math.max(0, ...cards.map(cardBytes));
    const split = kind === 'post' && activityId === undefined;
    sent.push({
      index: sent.length,
      kind,
      via,
      conversationId,
      activityId,
      channel: place.kind === 'channel' ? place.channel : undefined,
      person: place.kind === 'personal' ? place.person : undefined,
      groupChat: place.kind === 'group' ? place.chat : undefined,
      targetedTo,
      activity,
      text: textAt(activity, 'text'),
      card: cards[0],
      cardBytes: bytes,
      tooBig28k: bytes > cardLimitBytes,
      warnings: [
        ...cards.flatMap(cardWarnings),
        ...(split ? ['Teams splits text with a card, or a list of cards, and gives no id'] : []),
      ],
      at: new Date(),
    });
  }

  function limitWrite(thread: string): void {
    limit('the tenant', tenantLimits);
    limit(thread, writeLimits);
  }

  function limit(thread: string, limits: readonly (readonly [number, number])[]): void {
    if (connector.rateLimits === 'none') {
      return;
    }
    const now = Date.now();
    const times = (recentCalls.get(thread) ?? []).filter(time => time > now - 3_600_000);
    recentCalls.set(thread, times);
    for (const [seconds, most] of limits) {
      const within = times.filter(time => time > now - seconds * 1000);
      const oldest = within[within.length - most];
      if (oldest !== undefined) {
        const retryAfter = Math.max(1, Math.ceil((oldest + seconds * 1000 - now) / 1000));
        throw new Refusal(429, 'Throttled', 'Too many requests.', { 'retry-after': String(retryAfter) });
      }
    }
    times.push(now);
  }

  // ---- faults and waiting ---------------------------------------------------------------------------------

  function addFault({ times = 1, when = () => true }: Aim, act: FaultAction): void {
    faults.push({ remaining: times, when, act });
  }

  function takeFault(call: ConnectorCall): FaultAction | undefined {
    const fault = faults.find(({ when }) => when(call));
    if (fault === undefined) {
      return undefined;
    }
    fault.remaining -= 1;
    if (fault.remaining <= 0) {
      faults.splice(faults.indexOf(fault), 1);
    }
    return fault.act;
  }

  function notify(): void {
    for (const watcher of [...watchers]) {
      watcher();
    }
  }

  function watch<T>(
    find: () => T[],
    count: number,
    { timeoutMs = 20_000 }: WaitOptions = {},
    report: () => string,
  ): Promise<T[]> {
    const ready = find();
    if (ready.length >= count) {
      return Promise.resolve(ready);
    }
    // Made here, so that the stack shows the test that waits.
    const error = new Error();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        watchers.delete(look);
        error.message = `Waited ${timeoutMs} ms for ${count}, found ${find().length}. ${report()}`;
        reject(error);
      }, timeoutMs);
      const look = () => {
        const found = find();
        if (found.length >= count) {
          clearTimeout(timer);
          watchers.delete(look);
          resolve(found);
        }
      };
      watchers.add(look);
    });
  }
}

interface Route {
  operation: Operation;
  /** The ids in the path, decoded. */
  ids: string[];
}

const routes: [string, RegExp, Operation][] = [
  ['POST', /^v3\/conversations\/?$/, 'createConversation'],
  ['POST', /^v3\/conversations\/([^/]+)\/activities\/?$/, 'send'],
  ['POST', /^v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, 'reply'],
  ['PUT', /^v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, 'update'],
  ['DELETE', /^v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, 'delete'],
  ['GET', /^v3\/conversations\/([^/]+)\/members\/?$/, 'members'],
  ['GET', /^v3\/conversations\/([^/]+)\/members\/([^/]+)$/, 'member'],
  ['GET', /^v3\/conversations\/([^/]+)\/pagedmembers$/i, 'pagedMembers'],
  ['GET', /^v3\/teams\/([^/]+)$/, 'team'],
  ['GET', /^v3\/teams\/([^/]+)\/conversations$/, 'channels'],
];

function findRoute(method: string, path: string): Route {
  for (const [routeMethod, pattern, operation] of routes) {
    const match = routeMethod === method ? pattern.exec(path) : null;
    if (match !== null) {
      return { operation, ids: match.slice(1).map(decodeURIComponent) };
    }
  }
  return { operation: 'unknown', ids: [] };
}

/** Takes a conversation id apart: the channel or chat, and the thread's first message. */
export function parseConversationId(conversationId: string): { base: string; rootId: string | undefined } {
  const [base = '', rootId] = conversationId.split(';messageid=');
  return { base, rootId };
}

/** The adaptive cards of an activity. */
function cardsOf(activity: JsonObject): JsonObject[] {
  return objectsIn(activity['attachments'])
    .filter(({ contentType }) => contentType === adaptiveCardType)
    .map(({ content }) => content)
    .filter(isObject);
}

function firstCard(activity: JsonObject): JsonObject | undefined {
  return cardsOf(activity)[0];
}

/** Whether Teams makes more than one message of an activity. */
function isSplit(activity: JsonObject): boolean {
  const attachments = objectsIn(activity['attachments']);
  const isCarousel = valueAt(activity, 'attachmentLayout') === 'carousel';
  const hasText = (activity['text'] ?? '') !== '';
  return (hasText && attachments.length > 0) || (attachments.length > 1 && !isCarousel);
}

function isCalled(person: Person, id: string): boolean {
  return person.id === id || (person.aadObjectId !== undefined && person.aadObjectId === id);
}

function failureAnswer({ status, code, message, retryAfterSeconds }: Failure): Refusal {
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return new Refusal(
    status,
    code ?? usualCode(status),
    message ?? `Asked for by the test: ${status}.`,
    headers,
  );
}

function usualCode(status: number): string {
  switch (status) {
    case 403:
      return 'BotNotInConversationRoster';
    case 404:
      return 'ConversationNotFound';
    case 412:
      return 'PreconditionFailed';
    case 413:
      return 'MessageSizeTooBig';
    case 429:
      return 'Throttled';
    default:
      return 'ServiceError';
  }
}

function describe(sent: Sent): string {
  const place = sent.channel?.name ?? sent.person?.key ?? 'group chat';
  const content = sent.text ?? (sent.card === undefined ? '' : JSON.stringify(sent.card).slice(0, 120));
  return `${sent.kind} to ${place}: ${content}`;
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>(resolve => {
    settle = resolve;
  });
  return { promise, resolve: value => settle(value) };
}

function first<T>(values: T[]): T {
  const [value] = values;
  if (value === undefined) {
    throw new Error('There is nothing to take.');
  }
  return value;
}
