/**
 * The yardstick: a CloudAdapter with the same token check as Collate's, which answers every invoke with an empty
 * card and does nothing else.
 */
import { CloudAdapter, type TurnContext } from 'botbuilder';
import restify from 'restify';
import { createBotAuthentication } from '../../bot/credentials.ts';

const adapter = new CloudAdapter(createBotAuthentication(process.env));
const content = { type: 'AdaptiveCard', version: '1.5', body: [] };
const card = { contentType: 'application/vnd.microsoft.card.adaptive', content };
const body = { task: { type: 'continue', value: { title: 'Bare', card } } };

const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request: restify.Request, response: restify.Response) => {
  await adapter.process(request, response, async (context: TurnContext) => {
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on port ${server.address().port}\n`);
});
process.once('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.server.closeAllConnections();
});
