import assert from 'node:assert/strict';
import { type AppCredentials, ClaimsIdentity, type ConnectorClient } from 'botframework-connector';
import { type BotIdentitySettings, createBotAuthentication } from '../../../bot/credentials.ts';
import { trustTestAuthority } from './certs.ts';
import type { BotProcess } from './child.ts';
import { cardIn, type Teams } from './client.ts';
import type { Channel, Person } from './directory.ts';
import { type TokenFault, tokenFaults } from './issuer.ts';
import { type JsonObject, objectsIn, textAt, valueAt } from './json.ts';
import { startTeamsWorld, type TeamsWorld } from './world.ts';

const audience = 'https://api.botframework.com';
const cardType = 'application/vnd.microsoft.card.adaptive';

function cardActivity(card: JsonObject) {
  return { type: 'message', attachments: [{ contentType: cardType, content: card }] };
}

/** A client of the Connector as a bot in this process would have it, with its own tokens. */
function connectorClient(world: TeamsWorld, settings: BotIdentitySettings = world.botSettings) {
  trustTestAuthority();
  const claims = new ClaimsIdentity([{ type: 'aud', value: settings.MicrosoftAppId ?? '' }], true);
  return createBotAuthentication(settings)
    .createConnectorFactory(claims)
    .create(world.connector.serviceUrl, audience);
}

/** For the calls that botbuilder has no method for. */
async function authorizationOf(client: ConnectorClient): Promise<string> {
  return `Bearer ${await (client.credentials as AppCredentials).getToken()}`;
}

/** What a call fails with, as the library tells it. */
async function failureOf(
  call: Promise<unknown>,
): Promise<{ status: unknown; code: unknown; message: string }> {
  try {
    await call;
  } catch (error) {
    return {
      status: valueAt(error, 'statusCode'),
      code: valueAt(error, 'code'),
      message: error instanceof Error ? error.message : String(error),
    };
  }
  throw new Error('The call did not fail.');
}

describe('the stand-ins for Teams, with a real bot', () => {
  let world: TeamsWorld;
  let bot: BotProcess;
  let teams: Teams;
  let ann: Person;
  let quality: Channel;

  before(async () => {
    world = await startTeamsWorld({
      channels: ['Quality Assurance'],
      people: [
        { name: 'Ann Lee', role: 'owner' },
        { name: 'Bob Ray', role: 'guest', profile: 'bare' },
      ],
    });
    const started = await world.startBot({ entry: new URL('echo-bot.ts', import.meta.url) });
    bot = started;
    teams = started.teams;
    ann = world.person('Ann Lee');
    quality = world.channel('Quality Assurance');
    const answers = await teams.installInTeam();
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    );
  });

  after(async () => {
    const code = await bot?.stop();
    await world?.stop();
    assert.equal(code, 0);
  });

  it('answers signed messages through the Connector, with one token for two messages', async () => {
    const inChannel = await teams.say(ann, quality, 'hello');
    const alone = await teams.say(ann, 'personal', 'hello again');
    assert.equal(inChannel.status, 200);
    assert.equal(alone.status, 200);
    const first = await world.connector.waitFor(({ text }) => text === 'echo: hello');
    assert.equal(first.channel, quality);
    assert.equal(first.conversationId, textAt(inChannel.activity, 'conversation', 'id'));
    const second = await world.connector.waitFor(({ text }) => text === 'echo: hello again');
    assert.equal(second.person, ann);
    assert.deepEqual(
      world.login.tokenRequests.map(({ proof, status }) => ({ proof, status })),
      [{ proof: 'secret', status: 200 }],
    );
    assert.deepEqual(world.issuer.fetches, { metadata: 1, keys: 1 });
  });

  describe('bad tokens: what the bare library answers', () => {
    // Whoever builds on it must turn the 500s into 401 and refuse what passes with 200.
    const answers: Record<TokenFault, number> = {
      'no header': 401,
      'empty token': 401,
      garbage: 401,
      basic: 401,
      'lower case scheme': 401,
      'wrong key': 500,
      'unknown key': 401,
      'not endorsed': 401,
      'without endorsements': 200,
      'public key as secret': 500,
      unsigned: 500,
      'unsigned without key': 401,
      'wrong audience': 401,
      'no audience': 401,
      'wrong issuer': 401,
      expired: 401,
      'not yet valid': 500,
      'wrong service url': 401,
      'no service url': 401,
      emulator: 200,
      'unknown tenant': 401,
    };
    for (const fault of tokenFaults) {
      it(`${fault}: ${answers[fault]}`, async () => {
        const from = world.connector.sent.length;
        const answer = await teams.raw(teams.activity(ann, 'personal', { type: 'message', text: fault }), {
          fault,
        });
        assert.equal(answer.status, answers[fault]);
        assert.equal(world.connector.sent.length - from, answers[fault] === 200 ? 1 : 0);
      });
    }

    it('an activity without a service URL passes, whatever the token says of it', async () => {
      const { serviceUrl: _, ...activity } = teams.activity(ann, 'personal', {
        type: 'event',
        name: 'nothing',
      });
      assert.equal((await teams.raw(activity)).status, 200);
      assert.equal((await teams.raw(activity, { fault: 'wrong service url' })).status, 200);
    });

    it('an activity without a type is 500, a body that is no object is 400', async () => {
      assert.equal((await teams.raw({ text: 'hello' })).status, 500);
      assert.equal((await teams.raw([1, 2])).status, 400);
      assert.equal((await teams.raw('{{')).status, 400);
    });
  });

  it('begins a thread with a card and updates it', async () => {
    await teams.say(ann, quality, 'thread');
    const posted = await world.connector.waitFor(({ via }) => via === 'createConversation');
    assert.equal(posted.channel, quality);
    assert.equal(posted.conversationId, `${quality.id};messageid=${posted.activityId}`);
    assert.equal(posted.tooBig28k, false);
    assert.deepEqual(posted.warnings, []);

    await teams.say(ann, quality, 'update');
    const updated = await world.connector.waitFor(({ kind }) => kind === 'update');
    assert.equal(updated.activityId, posted.activityId);
    const card = world.connector.cardOf(posted.activityId ?? '');
    assert.equal(objectsIn(card['body'])[0]?.['text'], 'New words');
  });

  it('gives the roster, with people of whom little is known', async () => {
    await teams.say(ann, quality, 'who');
    const { text } = await world.connector.waitFor(sent => sent.text?.includes('29:') === true);
    const member: unknown = JSON.parse(text ?? '');
    assert.equal(textAt(member, 'aadObjectId'), ann.aadObjectId);
    assert.equal(textAt(member, 'email'), 'ann.lee@example.org');
    assert.equal(textAt(member, 'tenantId'), world.tenantId);
    await teams.say(ann, quality, 'roll');
    await world.connector.waitFor(sent => sent.text === '["Ann Lee",null]');
  });

  it('presses buttons, opens dialogs and sends forms as Teams does', async () => {
    await teams.say(ann, quality, 'thread');
    const { activityId = '' } = await world.connector.waitFor(({ via }) => via === 'createConversation');

    await assert.rejects(teams.press(ann, activityId, 'Save'), /would not send the form: words: Say it/);
    await assert.rejects(
      teams.press(ann, activityId, 'Save', { words: 'far too many words' }),
      /words: Say it/,
    );

    const executed = await teams.press(ann, activityId, 'Save', { words: 'yes' });
    assert.equal(executed.status, 200);
    assert.equal(textAt(executed.activity, 'replyToId'), activityId);
    assert.deepEqual(seenBy(executed.body), {
      action: { type: 'Action.Execute', title: '', verb: 'save', data: { ask: 'a1', words: 'yes' } },
      trigger: 'manual',
    });

    const opened = await teams.press(ann, activityId, 'Open');
    assert.equal(textAt(opened.activity, 'name'), 'task/fetch');
    const dialog = cardIn(opened);
    assert.ok(dialog);
    const submitted = await teams.press(
      ann,
      activityId,
      'Send',
      { words: 'yes' },
      { card: dialog, dialog: true },
    );
    assert.equal(textAt(submitted.activity, 'name'), 'task/submit');
    assert.equal(submitted.activity['replyToId'], undefined);
    assert.deepEqual(seenBy(submitted.body), {
      data: { ask: 'a1', words: 'yes' },
      context: { theme: 'default' },
    });

    const old = await teams.press(ann, activityId, 'Save', { words: 'old' }, { knowsExecute: false });
    assert.equal(old.status, 200);
    await world.connector.waitFor(({ text }) => text === '{"ask":"a1","verb":"save","words":"old"}');
  });

  it('sends the events of a team, and Teams no longer takes what is sent where the app is not', async () => {
    const created = await teams.channelCreated('New Group');
    assert.equal(created.status, 200);
    assert.equal(textAt(created.activity, 'channelData', 'channel', 'name'), 'New Group');
    assert.equal(textAt(created.activity, 'conversation', 'id'), world.team.id);
    assert.equal((await teams.channelRenamed(created.channel, 'Group')).status, 200);
    assert.equal((await teams.teamRenamed('The Partnership')).status, 200);
    assert.equal((await teams.membersRemoved([world.person('Bob Ray')])).status, 200);
    assert.equal((await teams.membersAdded([world.person('Bob Ray')])).status, 200);
    assert.equal((await teams.channelDeleted(created.channel)).status, 200);

    await teams.removeFromTeam();
    const refused = await teams.say(ann, quality, 'is anybody there');
    assert.equal(refused.status, 500);
    const call = await world.connector.waitForCall(({ code }) => code === 'BotNotInConversationRoster');
    assert.equal(call.status, 403);
    await teams.installInTeam();
  });

  it('says what was sent when a wait is in vain', async () => {
    await assert.rejects(
      world.connector.waitFor(() => false, { timeoutMs: 20 }),
      /Waited 20 ms for 1, found 0. Sent until now: .*echo: hello/,
    );
  });
});

/** The echo bot's card holds the invoke's value as its first text. */
function seenBy(body: unknown): unknown {
  const card = valueAt(body, 'value', 'body') ?? valueAt(body, 'task', 'value', 'card', 'content', 'body');
  return JSON.parse(Array.isArray(card) ? (textAt(card[0], 'text') ?? '') : '');
}

describe('the stand-in for the Connector', () => {
  let world: TeamsWorld;
  let client: ConnectorClient;
  let quality: Channel;
  let ann: Person;

  before(async () => {
    world = await startTeamsWorld({
      channels: ['Quality Assurance', { name: 'Closed', type: 'private', members: ['Ann Lee'] }],
      people: ['Ann Lee', { name: 'Bob Ray', chat: 'blocked' }, { name: 'Cat Sims', chat: 'not installed' }],
      installed: true,
    });
    client = await connectorClient(world);
    quality = world.channel('Quality Assurance');
    ann = world.person('Ann Lee');
  });

  afterEach(() => world.connector.clearFaults());
  after(() => world?.stop());

  const post = (activity: JsonObject, conversationId = quality.id) =>
    client.conversations.sendToConversation(conversationId, activity);

  it('refuses a call without a token, and with a token of somebody else', async () => {
    const url = `${world.connector.serviceUrl}v3/conversations/${encodeURIComponent(quality.id)}/activities`;
    const body = JSON.stringify({ type: 'message', text: 'hello' });
    const headers = { 'content-type': 'application/json' };
    const unsigned = await fetch(url, { method: 'POST', headers, body });
    assert.equal(unsigned.status, 401);
    assert.deepEqual(await unsigned.json(), { message: 'Authorization has been denied for this request.' });
    // A token that Teams sends to the bot is no token of the bot.
    const authorization = (await world.issuer.authorization()) ?? '';
    const wrong = await fetch(url, { method: 'POST', headers: { ...headers, authorization }, body });
    assert.equal(wrong.status, 401);
  });

  it('refuses what is not there', async () => {
    const { id: known = '' } = (await post({ type: 'message', text: 'hello' })) ?? {};
    const unknown = await failureOf(post({ type: 'message', text: 'x' }, '19:nothing@thread.tacv2'));
    assert.deepEqual([unknown.status, unknown.code], [404, 'ConversationNotFound']);
    const malformed = await failureOf(post({ type: 'message', text: 'x' }, 'nonsense'));
    assert.deepEqual([malformed.status, malformed.code], [400, 'BadSyntax']);
    const { conversations } = client;
    const update = conversations.updateActivity(quality.id, '123', { type: 'message', text: 'x' });
    const lost = await failureOf(update);
    assert.deepEqual([lost.status, lost.code], [404, 'ActivityNotFoundInConversation']);
    await conversations.deleteActivity(quality.id, known);
    const again = await failureOf(conversations.deleteActivity(quality.id, known));
    assert.equal(again.code, 'ActivityNotFoundInConversation');
    const member = await failureOf(conversations.getConversationMember(quality.id, '29:nobody'));
    assert.deepEqual([member.status, member.code], [404, 'MemberNotFoundInConversation']);
  });

  it('refuses where the bot is not, or is not wanted', async () => {
    const closed = await failureOf(post({ type: 'message', text: 'x' }, world.channel('Closed').id));
    assert.deepEqual([closed.status, closed.code], [403, 'BotNotInConversationRoster']);
    world.team.installed = false;
    const removed = await failureOf(post({ type: 'message', text: 'x' }));
    world.team.installed = true;
    assert.deepEqual([removed.status, removed.code], [403, 'BotNotInConversationRoster']);
    const alone = (person: Person) => failureOf(createPersonal(person));
    assert.equal((await alone(world.person('Bob Ray'))).code, 'ConversationBlockedByUser');
    assert.equal((await alone(world.person('Cat Sims'))).code, 'ForbiddenOperationException');
    const message = world.connector.addMessage(ann, quality.id, { type: 'message', text: 'mine' });
    const foreign = await failureOf(client.conversations.deleteActivity(quality.id, message.id));
    assert.deepEqual([foreign.status, foreign.code], [403, 'NotEnoughPermissions']);
  });

  it('refuses cards that Teams refuses, and marks those that are too big for some clients', async () => {
    const text = { type: 'TextBlock', text: 'x' };
    const input = { type: 'Input.Text', id: 'words' };
    const bad: [JsonObject, RegExp][] = [
      [{ type: 'AdaptiveCard', body: [text] }, /version is missing/],
      [{ type: 'AdaptiveCard', version: '1.5', body: [{ text: 'x' }] }, /body\[0\] has no type/],
      [{ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Image' }] }, /Image has no url/],
      [{ type: 'AdaptiveCard', version: '1.5', body: [input, input] }, /the id words is already/],
    ];
    for (const [card, pattern] of bad) {
      const failure = await failureOf(post(cardActivity(card)));
      assert.deepEqual([failure.status, failure.code], [400, 'BadSyntax']);
      assert.match(failure.message, pattern);
    }
    const untyped = await failureOf(post({ text: 'no type' }));
    assert.deepEqual([untyped.status, untyped.code], [400, 'BadSyntax']);

    const large = {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ type: 'TextBlock', text: 'x'.repeat(30_000) }],
    };
    await post(cardActivity(large));
    const sent = await world.connector.waitFor(({ tooBig28k }) => tooBig28k);
    assert.ok(sent.cardBytes > 30_000);
    const huge = await failureOf(post({ type: 'message', text: 'x'.repeat(60_000) }));
    assert.deepEqual([huge.status, huge.code], [413, 'MessageSizeTooBig']);
  });

  it('gives no id for text with a card, which Teams splits', async () => {
    const card = { type: 'AdaptiveCard', version: '1.5', body: [] };
    const answer = await post({ ...cardActivity(card), text: 'See' });
    assert.equal(answer.id, undefined);
  });

  it('keeps replies in their thread', async () => {
    const message = world.connector.addMessage(ann, quality.id, { type: 'message', text: 'question' });
    const { id = '' } = await client.conversations.replyToActivity(quality.id, message.id, {
      type: 'message',
      text: 'answer',
    });
    assert.equal(world.connector.message(id)?.rootId, message.id);
    assert.deepEqual(
      world.connector.messagesIn(message.conversationId).map(({ activity }) => activity['text']),
      ['question', 'answer'],
    );
  });

  it('opens a one-to-one chat, tells of the team, and pages its members', async () => {
    const { id } = await createPersonal(ann);
    assert.match(id, /^a:/);
    await post({ type: 'message', text: 'privately' }, id);
    assert.equal((await world.connector.waitFor(({ text }) => text === 'privately')).person, ann);

    const get = async (path: string): Promise<unknown> => {
      const authorization = await authorizationOf(client);
      const response = await fetch(`${world.connector.serviceUrl}${path}`, { headers: { authorization } });
      assert.equal(response.status, 200);
      return response.json();
    };
    const team = await get(`v3/teams/${encodeURIComponent(world.team.id)}`);
    assert.equal(textAt(team, 'aadGroupId'), world.team.aadGroupId);
    assert.deepEqual(await get(`v3/teams/${encodeURIComponent(world.team.id)}/conversations`), {
      conversations: [
        { id: world.team.id, name: null, type: 'standard' },
        { id: quality.id, name: 'Quality Assurance', type: 'standard' },
      ],
    });

    for (let i = 0; i < 60; i += 1) {
      world.team.members.push(world.directory.addPerson({ name: `Person ${i}` }));
    }
    const pageOf = (continuationToken?: string) =>
      // The library's type asks for both options, though the first page has no token.
      client.conversations.getConversationPagedMembers(quality.id, {
        pageSize: 10,
        ...(continuationToken === undefined ? {} : { continuationToken }),
      } as { pageSize: number; continuationToken: string });
    const page = await pageOf();
    assert.equal(page.members.length, 50);
    const rest = await pageOf(page.continuationToken);
    assert.equal(rest.members.length, 13);
    assert.equal(rest.continuationToken, undefined);
  });

  it('shows a targeted message to one member, and refuses it elsewhere', async () => {
    const url = (id: string) =>
      `${world.connector.serviceUrl}v3/conversations/${encodeURIComponent(id)}/activities?isTargetedActivity=true`;
    const send = async (id: string, activity: JsonObject) => {
      const authorization = await authorizationOf(client);
      const headers = { 'content-type': 'application/json', authorization };
      const response = await fetch(url(id), { method: 'POST', headers, body: JSON.stringify(activity) });
      return response.status;
    };
    const activity = { type: 'message', text: 'for you alone', recipient: { id: ann.id } };
    assert.equal(await send(quality.id, activity), 201);
    assert.equal((await world.connector.waitFor(({ text }) => text === 'for you alone')).targetedTo, ann);
    assert.equal(await send(quality.id, { type: 'message', text: 'for whom' }), 400);
    assert.equal(await send(quality.id, { ...activity, recipient: { id: '29:stranger' } }), 404);
    assert.equal(await send(world.directory.openPersonal(ann), activity), 400);
  });

  it('fails, waits and cuts on demand, and the bot tries each call once', async () => {
    const calls = () => world.connector.calls.length;
    const sent = () => world.connector.sent.length;
    const message = { type: 'message', text: 'once' };

    let before = [calls(), sent()] as const;
    world.connector.failNext({ status: 502, afterRecording: true });
    assert.equal((await failureOf(post(message))).status, 502);
    assert.deepEqual([calls() - before[0], sent() - before[1]], [1, 1]);

    before = [calls(), sent()];
    world.connector.dropNext({ moment: 'after recording' });
    assert.equal((await failureOf(post(message))).code, 'ECONNRESET');
    world.connector.dropNext({ moment: 'before recording' });
    assert.equal((await failureOf(post(message))).code, 'ECONNRESET');
    assert.deepEqual([calls() - before[0], sent() - before[1]], [2, 1]);

    world.connector.failNext({ status: 429, retryAfterSeconds: 7 });
    await assert.rejects(post(message), error => {
      assert.equal(valueAt(error, 'statusCode'), 429);
      const headers = valueAt(error, 'response', 'headers') as Headers;
      assert.equal(headers.get('retry-after'), '7');
      return true;
    });

    const hold = world.connector.holdNext({ when: ({ operation }) => operation === 'send' });
    const waiting = post(message);
    assert.equal((await hold.arrived).operation, 'send');
    hold.release({ status: 503 });
    assert.equal((await failureOf(waiting)).status, 503);
  });

  it('throttles a thread as Teams does, when it is asked to', async () => {
    world.connector.rateLimits = 'teams';
    const { id } = await client.conversations.sendToConversation(quality.id, {
      type: 'message',
      text: 'root',
    });
    const thread = `${quality.id};messageid=${id}`;
    const statuses = await Promise.all(
      Array.from({ length: 9 }, () => post({ type: 'message', text: 'x' }, thread).then(() => 201, statusOf)),
    );
    world.connector.rateLimits = 'none';
    // At least, because a slow machine may spread the nine over more than a second.
    assert.ok(statuses.filter(status => status === 201).length >= 7);
    assert.ok(statuses.includes(429));
  });

  it('moves to another region', async () => {
    world.connector.moveTo('emea/elsewhere');
    assert.equal((await failureOf(post({ type: 'message', text: 'x' }))).status, 404);
    const moved = await connectorClient(world);
    const { id } = await moved.conversations.sendToConversation(quality.id, { type: 'message', text: 'x' });
    assert.ok(id);
  });

  function createPersonal(person: Person) {
    return client.conversations.createConversation({
      isGroup: false,
      bot: { id: `28:${world.appId}`, name: 'Collate' },
      members: [{ id: person.id, name: '' }],
      tenantId: world.tenantId,
      channelData: { tenant: { id: world.tenantId } },
    } as Parameters<ConnectorClient['conversations']['createConversation']>[0]);
  }
});

function statusOf(error: unknown): unknown {
  return valueAt(error, 'statusCode');
}

describe('credentials against the stand-in for the login server', () => {
  it('fetches tokens with a certificate', async () => {
    const world = await startTeamsWorld({ installed: true, proof: 'certificate' });
    try {
      const client = await connectorClient(world);
      await client.conversations.sendToConversation(world.team.id, { type: 'message', text: 'hello' });
      assert.deepEqual(
        world.login.tokenRequests.map(({ proof, status }) => ({ proof, status })),
        [{ proof: 'certificate', status: 200 }],
      );
    } finally {
      await world.stop();
    }
  });

  it('tells what is wrong with a secret', async () => {
    const world = await startTeamsWorld({ installed: true });
    try {
      world.login.secret = 'another';
      const client = await connectorClient(world);
      const failure = await failureOf(
        client.conversations.sendToConversation(world.team.id, { type: 'message', text: 'hello' }),
      );
      assert.match(failure.message, /invalid_client.*AADSTS7000215: Invalid client secret provided/);
      assert.equal(world.login.tokensGiven, 0);
      assert.equal(world.connector.calls.length, 0);
    } finally {
      await world.stop();
    }
  });

  it('fetches anew when a token ends', async () => {
    // botbuilder takes a token for ended five minutes early, so one of four minutes is used once.
    const world = await startTeamsWorld({ installed: true, tokenLifetime: 240 });
    try {
      const client = await connectorClient(world);
      await client.conversations.sendToConversation(world.team.id, { type: 'message', text: 'one' });
      await client.conversations.sendToConversation(world.team.id, { type: 'message', text: 'two' });
      assert.equal(world.login.tokensGiven, 2);
    } finally {
      await world.stop();
    }
  });

  it('takes the identities that Azure has, and names what is missing', () => {
    const single = {
      MicrosoftAppId: 'app',
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: 'tenant',
    };
    const custom = { ...single, ToChannelFromBotLoginUrl: 'https://login.example.org/tenant' };
    createBotAuthentication({});
    createBotAuthentication({ MicrosoftAppId: '', MicrosoftAppType: 'SingleTenant' });
    createBotAuthentication({ ...single, MicrosoftAppPassword: 'secret' });
    createBotAuthentication({ ...single, CertificateThumbprint: 'AB', CertificatePrivateKey: 'key' });
    createBotAuthentication({ ...single, MicrosoftAppType: 'UserAssignedMsi' });
    createBotAuthentication({ ...custom, MicrosoftAppType: 'UserAssignedMsi' });
    createBotAuthentication({ ...custom, MicrosoftAppPassword: 'secret' });
    const refused: [BotIdentitySettings, RegExp][] = [
      [single, /MicrosoftAppPassword is required/],
      [{ ...single, MicrosoftAppTenantId: '' }, /MicrosoftAppTenantId is required/],
      [
        { ...single, MicrosoftAppType: 'UserAssignedMsi', MicrosoftAppPassword: 'x' },
        /must not be set for MSI/,
      ],
      [{ ...single, CertificateThumbprint: 'AB' }, /CertificatePrivateKey is required/],
      [custom, /MicrosoftAppPassword, or CertificateThumbprint/],
      [{ ...custom, CertificateThumbprint: 'AB' }, /go together/],
      [{ ...custom, ToChannelFromBotLoginUrl: 'http://login.example.org/' }, /must be https/],
      [{ ...custom, ToChannelFromBotLoginUrl: 'login' }, /not a URL/],
    ];
    for (const [settings, problem] of refused) {
      assert.throws(() => createBotAuthentication(settings), problem);
    }
  });
});
