import assert from 'node:assert/strict';
import type { Activity } from 'botframework-schema';
import { readCommand, textOf } from '../../../bot/commands/read-command.ts';
import { commands } from '../../../bot/commands/registry.ts';

const read = (text: string) => {
  const found = readCommand(commands, text);
  return found && { name: found.command.name, words: found.words };
};

describe('readCommand', () => {
  it('takes the longest name, whatever its spaces and capitals', () => {
    assert.deepEqual(read('round open 2026-27 Q1'), { name: 'round open', words: '2026-27 Q1' });
    assert.deepEqual(read('ROUND   Close'), { name: 'round close', words: '' });
    assert.deepEqual(read('summary'), { name: 'summary', words: '' });
    assert.deepEqual(read('summary post'), { name: 'summary post', words: '' });
    assert.deepEqual(read('Summary 2026-27 Q1'), { name: 'summary', words: '2026-27 Q1' });
    assert.deepEqual(read('/ status overdue'), { name: 'status', words: 'overdue' });
  });

  it('keeps the line ends of what follows', () => {
    assert.deepEqual(read('update 1.1.a amber one\ntwo'), { name: 'update', words: '1.1.a amber one\ntwo' });
  });

  it('takes no word that only begins so', () => {
    for (const text of [
      'statuses',
      'updated 1.1.a',
      'mine-field',
      'helpful',
      'round',
      'what is the status',
      '',
    ])
      assert.equal(read(text), null, text);
  });
});

const bot = { id: '28:bot', name: 'Collate' };
const message = (text: string | undefined, names: string[] = []) =>
  textOf({
    text,
    recipient: bot,
    entities: names.map(name => ({ type: 'mention', mentioned: bot, text: name })),
  } as unknown as Activity);

describe('textOf', () => {
  it('leaves out the mention of the bot, before and behind', () => {
    assert.equal(message('<at>Collate</at> status', ['<at>Collate</at>']), 'status');
    assert.equal(message('status <at>Collate</at>', ['<at>Collate</at>']), 'status');
    assert.equal(message('<at id="0">Collate</at>&nbsp; status', []), 'status');
    assert.equal(message('<at>Collate</at>', ['<at>Collate</at>']), '');
  });

  it('tidies spaces of every kind and keeps lines', () => {
    assert.equal(message('\u00a0 status\u2003overdue\u200b '), 'status overdue');
    assert.equal(message('update 1.1.a<br/>amber  \n  words'), 'update 1.1.a\namber\nwords');
    assert.equal(message(undefined), '');
  });

  it('reads what Teams escapes once, and not twice', () => {
    assert.equal(message('a &lt;b&gt; &amp; &quot;c&quot;'), 'a <b> & "c"');
    assert.equal(message('&amp;lt;'), '&lt;');
  });
});
