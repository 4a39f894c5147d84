import {
  type Activity,
  CloudAdapter,
  type ConversationParameters,
  TeamsInfo,
  type TurnContext,
} from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import restify from 'restify';
import { createBotAuthentication } from '../../../bot/credentials.ts';

// The smallest bot that uses what Collate uses: it proves the stand-ins, and shows what the libraries do with
// nothing around them. `thread` begins a thread with a card, `update` changes that card, `who` reads the
// roster, `roll` reads it all; anything else is answered in its thread. Presses and dialogs are echoed.

const adapter = new CloudAdapter(createBotAuthentication(process.env));
let lastCard: { conversationId: string; activityId: string } | undefined;

async function takeTurn(context: TurnContext): Promise<void> {
  const { activity } = context;
  if (activity.type === 'invoke') {
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: answerTo(activity) } });
    return;
  }
  if (activity.type !== 'message') {
    return;
  }
  const text = (activity.text ?? '').replace(/<at>.*?<\/at>/g, '').trim();
  const connector = context.turnState.get<ConnectorClient>(adapter.ConnectorClientKey);
  switch (text) {
    case 'thread': {
      // The library's type asks for a bot and members, which Teams wants only for one-to-one chats.
      const parameters = {
        isGroup: true,
        channelData: { channel: { id: activity.channelData.channel.id } },
        activity: cardActivity('First words'),
      } as Partial<ConversationParameters> as ConversationParameters;
      const created = await connector.conversations.createConversation(parameters);
      lastCard = { conversationId: created.id, activityId: created.activityId };
      return;
    }
    case 'update': {
      if (lastCard !== undefined) {
        const { conversationId, activityId } = lastCard;
        await connector.conversations.updateActivity(conversationId, activityId, cardActivity('New words'));
      }
      return;
    }
    case 'who': {
      const member = await TeamsInfo.getMember(context, activity.from.id);
      await context.sendActivity(JSON.stringify(member));
      return;
    }
    case 'roll': {
      const { members } = await TeamsInfo.getPagedMembers(context, 50);
      await context.sendActivity(JSON.stringify(members.map(({ name }) => name)));
      return;
    }
    default:
      await context.sendActivity(
        activity.value === undefined ? `echo: ${text}` : JSON.stringify(activity.value),
      );
  }
}

function answerTo(activity: Activity): unknown {
  const content = card(JSON.stringify(activity.value));
  if (activity.name === 'adaptiveCard/action') {
    return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: content };
  }
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', content };
  return { task: { type: 'continue', value: { title: 'Echo', card: attachment } } };
}

function cardActivity(text: string): Activity {
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', content: card(text) };
  return { type: 'message', attachments: [attachment] } as Partial<Activity> as Activity;
}

function card(text: string): Record<string, unknown> {
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      { type: 'TextBlock', text },
      {
        type: 'Input.Text',
        id: 'words',
        label: 'Words',
        isRequired: true,
        maxLength: 10,
        errorMessage: 'Say it',
      },
    ],
    actions: [
      {
        type: 'Action.Execute',
        title: 'Save',
        verb: 'save',
        data: { ask: 'a1' },
        fallback: { type: 'Action.Submit', title: 'Save', data: { ask: 'a1', verb: 'save' } },
      },
      {
        type: 'Action.Submit',
        title: 'Open',
        data: { ask: 'a1', msteams: { type: 'task/fetch' } },
        associatedInputs: 'none',
      },
      { type: 'Action.Submit', title: 'Send', data: { ask: 'a1' } },
    ],
  };
}

const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request: restify.Request, response: restify.Response) => {
  await adapter.process(request, response, takeTurn);
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on port ${server.address().port}\n`);
});
process.once('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.server.closeAllConnections();
});
