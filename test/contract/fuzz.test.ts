/** A thousand of the mutated activities of the long run (`npm run torture -- fuzz`). */
import assert from 'node:assert/strict';
import { fuzz } from '../torture/fuzz.ts';

describe('mutated activities', function () {
  this.timeout(600_000);

  it('get no 5xx, end no bot, and leave nothing that their senders could not have made', async () => {
    const { sent, statuses, returns } = await fuzz({ count: 1000, seed: 2027 });
    assert.equal(sent, 1000);
    assert.ok(returns > 0, 'nothing was saved on the way');
    assert.ok((statuses['200'] ?? 0) > 250, `too few reached the bot: ${JSON.stringify(statuses)}`);
  });
});
