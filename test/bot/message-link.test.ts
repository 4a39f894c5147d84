import assert from 'node:assert/strict';
import { messageLink } from '../../bot/message-link.ts';

describe('A link to a message in a channel', () => {
  const message = { channelId: '19:abc@thread.tacv2', tenantId: 'tenant-1', activityId: '1760000000000' };

  it('names the channel, the message, the tenant and the team’s group, as Teams documents it', () => {
    assert.equal(
      messageLink({ ...message, groupGuid: 'group-1' }),
      'https://teams.microsoft.com/l/message/19%3Aabc%40thread.tacv2/1760000000000?tenantId=tenant-1&groupId=group-1&parentMessageId=1760000000000&createdTime=1760000000000',
    );
  });

  it('leaves the group out where Teams has not told it', () => {
    const { searchParams } = new URL(messageLink({ ...message, groupGuid: null }));
    assert.deepEqual([...searchParams.keys()], ['tenantId', 'parentMessageId', 'createdTime']);
  });
});
