import assert from 'node:assert/strict';
import type { ConnectorClient } from 'botframework-connector';
import { removeMessage } from '../../bot/remove-message.ts';

const place = { conversationId: '19:c', activityId: '7' };

/** A Connector that answers a deletion so, and keeps what it was asked. */
function connector(status: number, code?: string) {
  const asked: unknown[] = [];
  const client = {
    conversations: {
      deleteActivity: async (...ids: string[]) => {
        asked.push(['delete', ...ids]);
        if (status === 200) return;
        throw Object.assign(new Error('refused'), { statusCode: status, body: { error: { code } } });
      },
      updateActivity: async (conversationId: string, activityId: string, { text }: { text: string }) => {
        asked.push(['update', conversationId, activityId, text]);
      },
    },
  } as unknown as ConnectorClient;
  return { asked, client };
}

const go = async () => true;

describe('removeMessage', () => {
  it('deletes it, and takes one that is gone already as done', async () => {
    for (const { client, asked } of [
      connector(200),
      connector(404, 'ActivityNotFoundInConversation'),
      connector(404, 'ConversationNotFound'),
    ]) {
      assert.equal((await removeMessage(client, place, go)).kind, 'nothing');
      assert.deepEqual(asked, [['delete', '19:c', '7']]);
    }
  });

  it('puts a short line in its place where the client cannot delete', async () => {
    const { client, asked } = connector(501, 'NotImplemented');
    assert.equal((await removeMessage(client, place, go)).kind, 'nothing');
    assert.deepEqual(asked.at(-1), ['update', '19:c', '7', 'No longer needed.']);
  });

  it('tells every other refusal', async () => {
    for (const status of [429, 502, 403]) {
      await assert.rejects(removeMessage(connector(status).client, place, go), { statusCode: status });
    }
  });
});
