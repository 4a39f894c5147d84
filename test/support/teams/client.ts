import { randomUUID } from 'node:crypto';
import { inputsOf, type Press, type PressOptions, pressOf, type Which } from './card-press.ts';
import { adaptiveCardType, cardProblems } from './card-rules.ts';
import { type Connector, type Message, parseConversationId } from './connector.ts';
import {
  type Channel,
  type ChannelSpec,
  type GroupChat,
  type Person,
  type Team,
  withoutUndefined,
} from './directory.ts';
import type { Issuer, TokenOptions } from './issuer.ts';
import { isObject, type JsonObject, textAt, valueAt } from './json.ts';

/** Where a person writes: a channel (or its name), the one-to-one chat with the bot, a group chat. */
export type Where = 'personal' | string | Channel | GroupChat;

/** What the bot answered to one request. */
export interface Answer {
  status: number;
  /** Parsed JSON, or the text as it came; `undefined` when empty. */
  body: unknown;
  /** What was sent, for sending it again. */
  activity: JsonObject;
  /** Milliseconds until the answer. */
  ms: number;
}

export interface SayOptions {
  /** Where the bot is mentioned; by default `first` in channels and group chats and `none` alone. */
  mention?: 'first' | 'last' | 'none';
  /** The message answered, in its thread; without it the message begins a thread. */
  replyTo?: string;
  /** People mentioned after the text. */
  people?: Person[];
  /** A command chosen from the slash menu, which only the bot sees. */
  slash?: boolean;
  token?: TokenOptions;
}

export interface InvokeOptions {
  token?: TokenOptions;
  /** Members set over the activity's own. */
  over?: JsonObject;
}

export interface TeamsSettings {
  /** The bot's address without a path. */
  botUrl: string;
  issuer: Issuer;
  connector: Connector;
  appId: string;
  tenantId: string;
  /** The bot's name as it is mentioned, by default Collate. */
  botName?: string;
  /** Also deliver channel messages that do not mention the bot, as ChannelMessage.Read.Group does. */
  hearsAll?: boolean;
  /** Milliseconds; Teams itself gives up after about 15 s. */
  timeoutMs?: number;
}

/**
 * Teams as the bot sees it: every call makes the activity that Teams would make, signs it and posts it to the
 * bot. Messages of people are kept in the Connector too, so that the bot can answer them.
 */
export interface Teams {
  say(person: Person, where: Where, text: string, options?: SayOptions): Promise<Answer>;
  /** Presses an Action.Execute of the card in this message, or of a card shown in its place. */
  execute(
    person: Person,
    activityId: string,
    action: { verb: string; data?: JsonObject },
    inputs?: Record<string, string>,
    options?: InvokeOptions,
  ): Promise<Answer>;
  /** Presses a button that opens a dialog. */
  taskFetch(person: Person, activityId: string, data: JsonObject, options?: InvokeOptions): Promise<Answer>;
  /**
   * Sends a dialog. As in Teams it does not say which message the dialog was opened from: only the
   * conversation of that message is known.
   */
  taskSubmit(
    person: Person,
    activityId: string,
    data: JsonObject,
    inputs?: Record<string, string>,
    options?: InvokeOptions,
  ): Promise<Answer>;
  /** Presses an Action.Submit in a message: it arrives as a message with a value and no text. */
  submit(
    person: Person,
    activityId: string,
    data: JsonObject,
    inputs?: Record<string, string>,
    options?: InvokeOptions,
  ): Promise<Answer>;
  /**
   * Presses an action of the card in a message as a person does: the client checks the inputs first.
   * @param options `card` for one that was shown to the presser in place of the message's own; `dialog` when
   *   that card is in a dialog, where an Action.Submit is a task/submit
   * @throws Error when the action is not there, or Teams would not send the form; nothing is sent then
   */
  press(
    person: Person,
    activityId: string,
    which: Which,
    inputs?: Record<string, string>,
    options?: InvokeOptions & PressOptions & { card?: JsonObject; dialog?: boolean },
  ): Promise<Answer>;
  /**
   * Adds the app to a team: installationUpdate, then conversationUpdate.
   * @param options `channel` where it was added from, by default General
   */
  installInTeam(options?: { team?: Team; by?: Person; channel?: Channel }): Promise<Answer[]>;
  removeFromTeam(options?: { team?: Team; by?: Person }): Promise<Answer[]>;
  /** Adds the app to a private or shared channel of a team that has it. */
  installInChannel(channel: Channel, options?: { by?: Person }): Promise<Answer[]>;
  /** Adds the app for one person. */
  installForPerson(person: Person): Promise<Answer[]>;
  channelCreated(
    spec: string | ChannelSpec,
    options?: { team?: Team; by?: Person },
  ): Promise<Answer & { channel: Channel }>;
  channelRenamed(channel: Channel, name: string, options?: { by?: Person }): Promise<Answer>;
  channelDeleted(channel: Channel, options?: { by?: Person }): Promise<Answer>;
  channelRestored(channel: Channel, options?: { by?: Person }): Promise<Answer>;
  teamRenamed(name: string, options?: { team?: Team; by?: Person }): Promise<Answer>;
  membersAdded(people: Person[], options?: { team?: Team; by?: Person }): Promise<Answer>;
  membersRemoved(people: Person[], options?: { team?: Team; by?: Person }): Promise<Answer>;
  /** An activity as Teams would make it, for sending with `raw` what has no call of its own. */
  activity(person: Person, where: Where, over: JsonObject): JsonObject;
  /** Posts anything to the bot, signed as asked. */
  raw(activity: unknown, token?: TokenOptions): Promise<Answer>;
}

/** @throws Error when a message or a place that is named does not exist. */
export function createTeams(settings: TeamsSettings): Teams {
  const { botUrl, issuer, connector, appId, tenantId, botName = 'Collate', timeoutMs = 15_000 } = settings;
  const { directory } = connector;
  const bot = { id: `28:${appId}`, name: botName };
  const messagesUrl = new URL('/api/messages', botUrl);

  // ---- activities -----------------------------------------------------------------------------------------

  function common(person: Person, id: string): JsonObject {
    const now = new Date();
    return {
      id,
      channelId: 'msteams',
      serviceUrl: connector.serviceUrl,
      timestamp: now.toISOString(),
      localTimestamp: now.toISOString(),
      localTimezone: 'Europe/London',
      locale: 'en-GB',
      from: withoutUndefined({ id: person.id, name: person.name ?? '', aadObjectId: person.aadObjectId }),
      recipient: bot,
    };
  }

  function clientInfo(): JsonObject {
    return { locale: 'en-GB', country: 'GB', platform: 'Web', timezone: 'Europe/London', type: 'clientInfo' };
  }

  /** The conversation and the channel data of a message in a place. */
  function inConversation(conversationId: string): JsonObject {
    const { base } = parseConversationId(conversationId);
    const place = directory.place(base);
    const tenant = { id: tenantId };
    switch (place?.kind) {
      case 'channel': {
        const { channel } = place;
        return {
          conversation: { isGroup: true, conversationType: 'channel', tenantId, id: conversationId },
          channelData: {
            teamsChannelId: channel.id,
            teamsTeamId: channel.team.id,
            channel: { id: channel.id },
            team: { id: channel.team.id },
            tenant,
          },
        };
      }
      case 'personal':
        return {
          conversation: { conversationType: 'personal', tenantId, id: conversationId },
          channelData: { tenant },
        };
      case 'group':
        return {
          conversation: { isGroup: true, conversationType: 'groupChat', tenantId, id: conversationId },
          channelData: { tenant },
        };
      case undefined:
        throw new Error(`There is no conversation ${conversationId}.`);
    }
  }

  function conversationOf(person: Person, where: Where): string {
    if (where === 'personal') {
      return directory.openPersonal(person);
    }
    return typeof where === 'string' ? directory.channel(where).id : where.id;
  }

  function messageOf(activityId: string, person: Person): Message {
    const message = connector.message(activityId);
    if (message === undefined || message.deleted) {
      throw new Error(`There is no message ${activityId}.`);
    }
    if (message.targetedTo !== undefined && message.targetedTo !== person) {
      throw new Error(`${person.key} does not see the message ${activityId}.`);
    }
    return message;
  }

  function invoke(
    person: Person,
    activityId: string,
    name: string,
    value: JsonObject,
    replyToId: string | undefined,
    { token, over = {} }: InvokeOptions,
  ): Promise<Answer> {
    const message = messageOf(activityId, person);
    const where = inConversation(message.conversationId);
    const activity = withoutUndefined({
      name,
      type: 'invoke',
      ...common(person, `f:${randomUUID()}`),
      ...where,
      channelData: {
        ...(isObject(where['channelData']) ? where['channelData'] : {}),
        source: { name: 'message' },
      },
      entities: [clientInfo()],
      value,
      replyToId,
      ...over,
    });
    return post(activity, token);
  }

  /** An event of a team; Teams gives the team's own thread as its conversation. */
  function teamEvent(
    team: Team,
    by: Person,
    eventType: string,
    over: JsonObject,
    channel?: Channel,
  ): JsonObject {
    return {
      type: 'conversationUpdate',
      ...common(by, `f:${randomUUID()}`),
      conversation: { isGroup: true, conversationType: 'channel', tenantId, id: team.id },
      channelData: withoutUndefined({
        channel: channel === undefined ? undefined : { id: channel.id, name: channel.name },
        team: { aadGroupId: team.aadGroupId, name: team.name, id: team.id },
        eventType,
        tenant: { id: tenantId },
      }),
      ...over,
    };
  }

  function installationUpdate(
    team: Team,
    channel: Channel,
    by: Person,
    action: 'add' | 'remove',
  ): JsonObject {
    return {
      type: 'installationUpdate',
      action,
      ...common(by, `f:${randomUUID()}`),
      conversation: {
        isGroup: true,
        conversationType: 'channel',
        tenantId,
        id: channel.id,
        name: channel.name,
      },
      entities: [{ type: 'clientInfo', locale: 'en-GB' }],
      channelData: {
        settings: { selectedChannel: { id: channel.id } },
        channel: { id: channel.id },
        team: { aadGroupId: team.aadGroupId, name: team.name, id: team.id },
        tenant: { id: tenantId },
        source: { name: 'message' },
      },
    };
  }

  async function inOrder(activities: JsonObject[]): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (const activity of activities) {
      answers.push(await post(activity));
    }
    return answers;
  }

  // ---- sending --------------------------------------------------------------------------------------------

  async function post(activity: unknown, token?: TokenOptions): Promise<Answer> {
    const authorization = await issuer.authorization(token);
    const headers: Record<string, string> = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
      'ms-cv': randomUUID(),
      // A header holds no more than Latin-1, an id of the fuzz run anything.
      'x-ms-conversation-id': (textAt(activity, 'conversation', 'id') ?? '').replace(/[^\x20-\x7e]/g, '?'),
      'x-ms-tenant-id': tenantId,
    };
    if (authorization !== undefined) {
      headers['authorization'] = authorization;
    }
    const start = performance.now();
    const response = await fetch(messagesUrl, {
      method: 'POST',
      headers,
      body: typeof activity === 'string' ? activity : JSON.stringify(activity),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: parse(text),
      activity: isObject(activity) ? activity : {},
      ms: performance.now() - start,
    };
  }

  function defaultTeam(): Team {
    const [team] = directory.teams;
    if (team === undefined) {
      throw new Error('There is no team.');
    }
    return team;
  }

  function owner(team: Team): Person {
    const found = team.members.find(({ role }) => role === 'owner') ?? team.members[0];
    if (found === undefined) {
      throw new Error(`The team ${team.name} has no members.`);
    }
    return found;
  }

  const teams: Teams = {
    say(person, where, text, options = {}) {
      const conversationId = conversationOf(person, where);
      const { base } = parseConversationId(conversationId);
      const isAlone = directory.place(base)?.kind === 'personal';
      const { slash = false, people = [], replyTo } = options;
      const mention = options.mention ?? (isAlone || slash ? 'none' : 'first');
      if (!isAlone && mention === 'none' && !slash && settings.hearsAll !== true) {
        throw new Error(
          'Teams does not give a bot messages of channels and group chats that do not mention it.',
        );
      }
      const mentions = [
        ...(mention === 'none' ? [] : [bot]),
        ...people.map(each => ({ id: each.id, name: each.name })),
      ];
      const botMention = `<at>${botName}</at>`;
      const withBot =
        mention === 'first' ? `${botMention} ${text}` : mention === 'last' ? `${text} ${botMention}` : text;
      const fullText = [withBot, ...people.map(each => `<at>${each.name}</at>`)].join(' ');
      const rootId = replyTo === undefined ? undefined : messageOf(replyTo, person).rootId;
      const content = { type: 'message', textFormat: 'plain', text: fullText };
      const message = connector.addMessage(person, base, content, rootId);
      const activity: JsonObject = {
        ...content,
        attachments: [{ contentType: 'text/html', content: asHtml(fullText) }],
        ...common(person, message.id),
        ...inConversation(message.conversationId),
        recipient: slash ? { ...bot, isTargeted: true } : bot,
        entities: [
          ...mentions.map(mentioned => ({ type: 'mention', mentioned, text: `<at>${mentioned.name}</at>` })),
          clientInfo(),
        ],
      };
      return post(activity, options.token);
    },
    execute: (person, activityId, { verb, data = {} }, inputs = {}, options = {}) =>
      invoke(
        person,
        activityId,
        'adaptiveCard/action',
        {
          action: { type: 'Action.Execute', title: '', verb, data: { ...data, ...inputs } },
          trigger: 'manual',
        },
        activityId,
        options,
      ),
    taskFetch: (person, activityId, data, options = {}) =>
      invoke(person, activityId, 'task/fetch', { data, context: { theme: 'default' } }, activityId, options),
    taskSubmit: (person, activityId, data, inputs = {}, options = {}) =>
      invoke(
        person,
        activityId,
        'task/submit',
        { data: { ...data, ...inputs }, context: { theme: 'default' } },
        undefined,
        options,
      ),
    submit(person, activityId, data, inputs = {}, { token, over = {} } = {}) {
      const message = messageOf(activityId, person);
      const where = inConversation(message.conversationId);
      return post(
        {
          type: 'message',
          ...common(person, `f:${randomUUID()}`),
          ...where,
          channelData: {
            ...(isObject(where['channelData']) ? where['channelData'] : {}),
            source: { name: 'message' },
            legacy: { replyToId: `1:${message.id}` },
          },
          entities: [clientInfo()],
          value: { ...data, ...inputs },
          replyToId: activityId,
          ...over,
        },
        token,
      );
    },
    async press(person, activityId, which, inputs = {}, options = {}) {
      messageOf(activityId, person);
      const press = pressOf(options.card ?? connector.cardOf(activityId), which, options);
      const { values, problems } = inputsOf(press.cards, inputs);
      if (problems.length > 0) {
        const list = problems.map(({ id, message }) => `${id}: ${message}`).join('; ');
        throw new Error(`Teams would not send the form: ${list}`);
      }
      return send(person, activityId, press, values, options);
    },
    async installInTeam({
      team = defaultTeam(),
      by = owner(team),
      channel = directory.channel('General', team),
    } = {}) {
      team.installed = true;
      const added = teamEvent(team, by, 'teamMemberAdded', { membersAdded: [{ id: bot.id }] });
      // Only for the bot itself does Teams name the channel it was added from.
      const conversation = { isGroup: true, conversationType: 'channel', tenantId, id: channel.id };
      return inOrder([
        installationUpdate(team, channel, by, 'add'),
        {
          ...added,
          conversation,
          channelData: {
            ...(isObject(added['channelData']) ? added['channelData'] : {}),
            settings: { selectedChannel: { id: channel.id } },
          },
        },
      ]);
    },
    removeFromTeam({ team = defaultTeam(), by = owner(team) } = {}) {
      team.installed = false;
      return inOrder([
        installationUpdate(team, directory.channel('General', team), by, 'remove'),
        teamEvent(team, by, 'teamMemberRemoved', { membersRemoved: [{ id: bot.id }] }),
      ]);
    },
    installInChannel(channel, { by = owner(channel.team) } = {}) {
      channel.installed = true;
      return inOrder([installationUpdate(channel.team, channel, by, 'add')]);
    },
    installForPerson(person) {
      person.chat = 'open';
      const where = inConversation(directory.openPersonal(person));
      return inOrder([
        { type: 'installationUpdate', action: 'add', ...common(person, `f:${randomUUID()}`), ...where },
        {
          type: 'conversationUpdate',
          membersAdded: [
            { id: bot.id },
            withoutUndefined({ id: person.id, aadObjectId: person.aadObjectId }),
          ],
          ...common(person, `f:${randomUUID()}`),
          ...where,
        },
      ]);
    },
    async channelCreated(spec, { team = defaultTeam(), by = owner(team) } = {}) {
      const channel = directory.addChannel(team, spec);
      return { ...(await post(teamEvent(team, by, 'channelCreated', {}, channel))), channel };
    },
    channelRenamed(channel, name, { by = owner(channel.team) } = {}) {
      channel.name = name;
      return post(teamEvent(channel.team, by, 'channelRenamed', {}, channel));
    },
    channelDeleted(channel, { by = owner(channel.team) } = {}) {
      channel.deleted = true;
      return post(teamEvent(channel.team, by, 'channelDeleted', {}, channel));
    },
    channelRestored(channel, { by = owner(channel.team) } = {}) {
      channel.deleted = false;
      return post(teamEvent(channel.team, by, 'channelRestored', {}, channel));
    },
    teamRenamed(name, { team = defaultTeam(), by = owner(team) } = {}) {
      team.name = name;
      return post(teamEvent(team, by, 'teamRenamed', {}));
    },
    membersAdded(people, { team = defaultTeam(), by = owner(team) } = {}) {
      team.members.push(...people.filter(person => !team.members.includes(person)));
      return post(teamEvent(team, by, 'teamMemberAdded', { membersAdded: people.map(accountOf) }));
    },
    membersRemoved(people, { team = defaultTeam(), by = owner(team) } = {}) {
      team.members = team.members.filter(member => !people.includes(member));
      return post(teamEvent(team, by, 'teamMemberRemoved', { membersRemoved: people.map(accountOf) }));
    },
    activity: (person, where, over) => ({
      ...common(person, `f:${randomUUID()}`),
      ...inConversation(conversationOf(person, where)),
      entities: [clientInfo()],
      ...over,
    }),
    raw: post,
  };
  return teams;

  function send(
    person: Person,
    activityId: string,
    press: Press,
    values: Record<string, string>,
    options: InvokeOptions & { dialog?: boolean },
  ): Promise<Answer> {
    switch (press.kind) {
      case 'execute':
        if (options.dialog === true) {
          throw new Error('Action.Execute does nothing in a dialog: use Action.Submit.');
        }
        return teams.execute(person, activityId, press, values, options);
      case 'taskFetch':
        return teams.taskFetch(person, activityId, { ...press.data, ...values }, options);
      case 'submit':
        return options.dialog === true
          ? teams.taskSubmit(person, activityId, press.data, values, options)
          : teams.submit(person, activityId, press.data, values, options);
      case 'openUrl':
      case 'local':
        throw new Error(`Pressing "${press.title}" sends nothing to the bot.`);
    }
  }
}

/**
 * The card that the presser sees: in the answer to an Action.Execute, or in the dialog that a task/fetch or
 * task/submit opens or goes on with. `undefined` when the answer has none.
 *
 * @throws Error for a card that Teams would not show
 */
export function cardIn(answer: Answer): JsonObject | undefined {
  const card = findCard(answer.body);
  const problems = card === undefined ? [] : cardProblems(card);
  if (problems.length > 0) {
    throw new Error(`Teams would not show the card: ${problems.join('; ')}`);
  }
  return card;
}

/** The message that an answer shows instead of a card: a toast after a press, or a dialog's last words. */
export function messageIn(answer: Answer): string | undefined {
  if (textAt(answer.body, 'type') === 'application/vnd.microsoft.activity.message') {
    return textAt(answer.body, 'value');
  }
  return textAt(answer.body, 'task', 'type') === 'message' ? textAt(answer.body, 'task', 'value') : undefined;
}

function findCard(body: unknown): JsonObject | undefined {
  const isCard = textAt(body, 'type') === adaptiveCardType;
  const found = isCard ? valueAt(body, 'value') : valueAt(body, 'task', 'value', 'card', 'content');
  return isObject(found) ? found : undefined;
}

function accountOf(person: Person): JsonObject {
  return withoutUndefined({ id: person.id, aadObjectId: person.aadObjectId });
}

function asHtml(text: string): string {
  let mentions = 0;
  const html = text.replace(/<at>(.*?)<\/at>/g, (_, name: string) => {
    mentions += 1;
    return `<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="${mentions - 1}">${name}</span>`;
  });
  return `<p>${html}</p>`;
}

function parse(text: string): unknown {
  if (text === '') {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
