import assert from 'node:assert/strict';
import { signOffWords } from '../../../cards/status/sentences.ts';
import { showAsk } from '../action-updates/shown.ts';
import { button, inputsOf, linesOf, plainLinesOf, titlesOf } from '../reading.ts';
import { answer, askState, rao, tom, update } from '../samples.ts';
import { changes, given, showSigning, signing, signingAction, signOffLine } from './shown.ts';

const NAME = 'Ann Ward';
const only = (...actions: ReturnType<typeof signingAction>[]) => signing(NAME, { actions, others: [] });
const told = (...actions: ReturnType<typeof signingAction>[]) => plainLinesOf(showSigning(only(...actions)));

describe('A group’s returns before its chair', () => {
  it('say of each action what changed against the round before', () => {
    const lines = told(...changes(NAME));
    for (const line of [
      'Green in Q4 → ● Amber',
      'date Tue 31 Mar 2026 → Tue 30 Jun 2026 (second time; first due Wed 31 Dec 2025)',
      'Green in Q4 → ● Complete, evidence given',
      'Green in Q4 → ● Complete, no evidence given',
      '● Red, as in Q4',
      `decision asked of ${NAME} by Fri 31 Jul 2026: ${NAME}`,
      '● Green, rated for the first time',
      'As before, with new words (1)  3.1.a Green',
      'No change (1)  3.1.b Green',
    ])
      assert.ok(lines.includes(line), `${line}\n${lines.join('\n')}`);
  });

  it('count a first move plainly, and a date that was never there as given', () => {
    const moved = (from: string | null, times: number) =>
      told(signingAction({ ref: '1', moved: { from, to: '2026-06-30', first: from, times } }));
    assert.ok(moved('2026-03-31', 1).includes('date Tue 31 Mar 2026 → Tue 30 Jun 2026'));
    assert.ok(moved(null, 1).includes('date given: Tue 30 Jun 2026'));
    assert.ok(moved('2026-03-31', 3).some(line => line.includes('(third time; first due Tue 31 Mar 2026)')));
  });

  it('carry both names of what was entered for another, also of what is as before', () => {
    const both = answer({ by: rao, enteredBy: tom });
    const lines = told(
      signingAction({ ref: '1.1.a', answer: { ...both, content: update({ rating: 'red' }) } }),
      signingAction({ ref: '1.1.b', answer: both }),
    );
    assert.ok(lines.includes('Dr Priya Rao, ICB · entered by Tom Pryce, Business Unit · version 1'));
    assert.ok(
      lines.includes('As before, with new words (1)  1.1.b Green (Dr Priya Rao, entered by Tom Pryce)'),
    );
  });

  it('tell the other returns too, with what was said last', () => {
    const lines = [0, 1, 2].flatMap(page => plainLinesOf(showSigning(signing(NAME), { page })));
    assert.ok(lines.some(line => /^Measure 1\.1 /.test(line)));
    assert.ok(lines.some(line => /^Training {2}figures {2}answered anew/.test(line)));
    assert.ok(lines.some(line => /^Training compliance /.test(line)));
    assert.ok(lines.some(line => /^Quarterly report/.test(line)));
    assert.ok(
      lines.some(line => /^2025-26 Q4: /.test(line)),
      lines.join('\n'),
    );
  });

  it('are signed by what was seen: the number of versions and of steps', () => {
    const { verb, data } = button(showSigning(signing(NAME)), 'Sign off');
    assert.equal(verb, 'sign-off.sign');
    assert.deepEqual(data, { ask: 'ask-1', seen: 17, turn: 0, page: 0, from: 'ask', place: 'form' });
    assert.equal(button(showSigning(signing(NAME)), 'Send back').verb, 'sign-off.send-back');
  });

  it('hold no input where they stand and are refreshed: the comment has a form of its own', () => {
    const card = showSigning(signing(NAME), { place: 'standing', from: 'chat', forms: 'dialog' });
    assert.equal(inputsOf(card).size, 0);
    const { verb, data } = button(card, 'Send back with a comment');
    assert.deepEqual([verb, data['msteams']], ['sign-off.open', { type: 'task/fetch' }]);
    assert.ok(!titlesOf(card).includes('Send back with the comment'));
    assert.deepEqual([...inputsOf(showSigning(signing(NAME))).keys()], ['comment']);
  });

  it('offer no signature while something is missing, and none twice', () => {
    const missing = showSigning(
      signing(NAME, { line: signOffLine({ state: 'not-in', missing: ['1.1.b', 'measure 1.1'] }), done: 12 }),
    );
    assert.equal(linesOf(missing)[0], '12 of 14 in: not to be signed off yet.');
    assert.ok(linesOf(missing).includes('Still to come: 1.1.b, measure 1.1.'));
    assert.deepEqual(
      titlesOf(missing).filter(title => /sign|send/i.test(title)),
      [],
    );
    const signed = showSigning(
      signing(NAME, { line: signOffLine({ state: 'signed', given: given(NAME), mayUndo: true }) }),
    );
    assert.deepEqual(
      titlesOf(signed).filter(title => /sign|send|undo/i.test(title)),
      ['Undo'],
    );
  });
});

describe('The sign-off on a group’s card', () => {
  const card = (line: Parameters<typeof signOffLine>[0]) =>
    linesOf(showAsk(askState({ signOff: signOffLine(line) })));

  it('names whom it waits for, and by when', () => {
    const signers = [
      { name: 'Ann Ward', until: null },
      { name: 'Dev Rao', until: '2026-07-06' },
      { name: 'Too Late', until: '2026-07-05' },
    ];
    assert.ok(
      card({ signers, signOffBy: '2026-07-17' }).includes(
        'Waiting for the chair’s sign-off: Ann Ward or Dev Rao, by Fri 17 Jul 2026.',
      ),
    );
  });

  it('says where there is nobody to sign', () => {
    const lines = card({ signers: [{ name: 'Too Late', until: '2026-07-05' }] });
    assert.ok(lines.includes('Not signed off: there is no chair, deputy or stand-in to sign it.'));
  });

  it('says who signed as what, and what changed since', () => {
    const lines = card({
      state: 'changed',
      given: given(NAME, { capacity: 'board-chair' }),
      changed: ['1.1.a'],
    });
    assert.ok(lines.includes('Signed off by Ann Ward, Ann Ward (board chair), Mon 6 Jul 2026, 09:12.'));
    assert.ok(lines.some(line => line.startsWith('Changed since it was signed off: 1.1.a. Waiting for')));
  });

  it('shows the comment until it is answered', () => {
    const sentBack = given(NAME, { step: 'sent-back', comment: 'Say more of 1.1.a.\nAnd why.' });
    const lines = card({ state: 'sent-back', given: sentBack });
    assert.ok(lines.includes('Say more of 1.1.a.') && lines.includes('And why.'));
    const anew = card({ state: 'waiting', given: sentBack, changed: ['1.1.a'] });
    assert.ok(!anew.includes('Say more of 1.1.a.'));
    assert.ok(anew.includes('Answered anew since it was sent back: 1.1.a.'));
  });
});

describe('The sentence about sign-offs', () => {
  const open = (
    group: string,
    state: 'away' | 'changed' | 'not-in' | 'sent-back' | 'waiting',
    kind = 'measures',
  ) => ({
    group,
    kind,
    state,
  });

  it('counts those that are in, and names each group once with why not', () => {
    const notSignedOff = [
      open('QAS', 'away'),
      open('QAS', 'away', 'action-updates'),
      open('Hub', 'sent-back'),
    ];
    assert.equal(
      signOffWords({ signedOff: 4, notSignedOff }),
      '4 of 7 signed off; not signed off: QAS (chair away), Hub (sent back).',
    );
  });

  it('says nothing where nothing that is in is a chair’s to sign', () => {
    assert.equal(signOffWords({ signedOff: 0, notSignedOff: [] }), '');
    assert.equal(signOffWords({ signedOff: 2, notSignedOff: [] }), '2 of 2 signed off.');
  });
});
