import assert from 'node:assert/strict';
import { faultWords, noticeOf, noticeUnknown } from '../../bot/notices.ts';
import { CollateError } from '../../services/errors.ts';
import type { Log } from '../../services/ports.ts';

/** A log that keeps what it is told. */
function keptLog(): { log: Log; told: string[] } {
  const told: string[] = [];
  const keep = (message: string, fields?: object) => told.push(JSON.stringify({ message, ...fields }));
  return { log: { debug: keep, info: keep, warn: keep, error: keep }, told };
}

const typed = 'what the family said';

describe('noticeOf', () => {
  it('shows an error that is the asker’s as it is', () => {
    const { log, told } = keptLog();
    const error = new CollateError('group_unknown', `There is no group “${typed}” here.`);
    const card = JSON.stringify(noticeOf(log, error, 'command'));
    assert.ok(card.includes('There is no group'));
    assert.ok(told.join().includes('group_unknown'));
    assert.ok(!told.join().includes(typed), 'its words stay out of the log');
  });

  it('shows a fault of ours by a number alone, which is in the log too', () => {
    for (const error of [
      new Error(`duplicate key: ${typed}`),
      new CollateError('internal', typed),
      new CollateError('store_busy', typed),
      typed,
    ]) {
      const { log, told } = keptLog();
      const card = JSON.stringify(noticeOf(log, error, 'press'));
      const { id } = JSON.parse(told[0] ?? '{}') as { id?: string };
      assert.ok(id && card.includes(id));
      assert.ok(!card.includes(typed), 'not to people');
      assert.ok(!told.join().includes(typed), 'nor to the log');
    }
  });
});

describe('faultWords', () => {
  it('promises that nothing is lost, with the number of the log', () => {
    const { log, told } = keptLog();
    const words = faultWords(log, new Error(typed), 'press');
    const { id } = JSON.parse(told[0] ?? '{}') as { id?: string };
    assert.match(words, /Nothing you typed is lost: press Save again\./);
    assert.ok(id && words.includes(id));
    assert.ok(!words.includes(typed));
  });
});

describe('noticeUnknown', () => {
  it('shows no more than the beginning of what was typed', () => {
    const card = JSON.stringify(noticeUnknown(`${'a'.repeat(120)}ZZZ`));
    assert.ok(card.includes('a'.repeat(120)));
    assert.ok(!card.includes('ZZZ'));
  });
});
