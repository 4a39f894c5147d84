import assert from 'node:assert/strict';
import { button, linesOf, nodesOf, textOf, titlesOf } from '../reading.ts';
import { action, ann, answer, askState, rao, update } from '../samples.ts';
import { manyActions, showAsk as show } from './shown.ts';

describe('The card of an ask', () => {
  it('says what is wanted, by when, of whom, and how far it is', () => {
    const [heading, about] = linesOf(show());
    assert.equal(heading, 'Please update 5 actions by Fri 10 Jul 2026. About a minute each.');
    assert.equal(about, 'Quality Assurance and Scrutiny Group · 2026-27 Q1 · 3 of 8 done');
  });

  it('speaks of one action in the singular', () => {
    const [heading] = linesOf(show(askState({ actions: manyActions(1) })));
    assert.equal(heading, 'Please update 1 action by Fri 10 Jul 2026. About a minute.');
  });

  it('asks no more “by” a day that is past, and is true on any later day', () => {
    const [onTheDay] = linesOf(show(askState(), { now: new Date('2026-07-10T22:59:00Z') }));
    const [after] = linesOf(show(askState(), { now: new Date('2026-07-10T23:00:00Z') }));
    assert.match(onTheDay ?? '', /^Please update 5 actions by/);
    assert.equal(after, '5 actions still to come, due Fri 10 Jul 2026.');
  });

  it('shows of each action the lead, when it is due, what was last said, and how to answer', () => {
    const lines = linesOf(show());
    const at = lines.indexOf('1.1.b  Ask schools how absence is followed up');
    assert.ok(at > 0);
    assert.equal(lines[at + 1], 'Dr Priya Rao, ICB · due Tue 30 Jun 2026, overdue · said Green in Q4');
    assert.equal(lines[at + 2], 'Update ›');
    assert.ok(lines.includes('no lead named · no due date · said Amber in Q4'));
    assert.ok(lines.includes('Dr Priya Rao, ICB · due Fri 18 Dec 2026 · said Not started in 2024-25 Q3'));
    assert.ok(lines.includes('Ann Ward, Police · due Wed 30 Sep 2026 · no answer yet'));
  });

  it('marks only what is overdue, by a word in the colour of attention', () => {
    const marked = nodesOf(show()).filter(node => node['color'] === 'Attention' && node['size'] === 'Small');
    assert.deepEqual(
      marked.map(({ text }) => text),
      [' overdue'],
    );
  });

  it('opens the form of an action by its row', () => {
    const { verb, data, action: row } = button(show(), 'Update 1.1.c');
    assert.equal(verb, 'update.open');
    assert.deepEqual(data, { ask: 'ask-1', action: 'action-1.1.c' });
    assert.equal(row.type, 'Action.Execute');
    assert.match(String(row['title']), /Map the alternative provision/);
    assert.deepEqual(button(show(askState(), { forms: 'dialog' }), 'Update 1.1.c').data, {
      ask: 'ask-1',
      action: 'action-1.1.c',
      msteams: { type: 'task/fetch' },
    });
  });

  it('shows what is done with its rating, by whom, and lets it be edited', () => {
    const card = show(askState(), { page: 1 });
    const lines = linesOf(card);
    assert.ok(lines.includes('Done (3)'));
    assert.ok(lines.includes('● Amber  1.1.a  Publish the attendance protocol and brief designated leads'));
    assert.ok(lines.includes('Ann Ward, Police · version 2'));
    assert.ok(lines.includes('Dr Priya Rao, ICB · no change, words from Q4 · version 1'));
    assert.ok(lines.includes('Ann Ward, Police · entered by Tom Pryce, Business Unit · version 1'));
    assert.equal(button(card, 'Edit 1.1.a').verb, 'update.open');
  });

  it('says that a further owner gave words, without a rating', () => {
    const given = answer({ content: update({ rating: null }) });
    const card = show(askState({ actions: [action({ ref: '2.1', rates: false, answer: given })] }));
    assert.match(textOf(card), /✓ Words given {2}2\.1/);
    assert.match(textOf(card), /Last saved: 2\.1 \(version 1\), Ann Ward/);
  });

  it('offers “no change” for as many as it is honest for, and not for none', () => {
    const { verb, data } = button(show(), 'No change for 2');
    assert.deepEqual([verb, data], ['no-change.ask', { ask: 'ask-1' }]);
    assert.ok(!titlesOf(show(askState({ mayStay: [] }))).some(title => title.startsWith('No change')));
  });

  it('says what the ratings mean without asking the bot', () => {
    const fold = button(show(), 'What the ratings mean').action;
    assert.equal(fold.type, 'Action.ShowCard');
    assert.match(JSON.stringify(fold), /Will miss its date or outcome unless something changes\./);
  });

  it('tells what was saved last, and lets it be undone', () => {
    const card = show();
    assert.match(
      textOf(card),
      /Last saved: 1\.1\.a as Amber \(version 2\), Ann Ward, Police, Mon 6 Jul 2026, 09:12/,
    );
    const { verb, data } = button(card, 'Undo 1.1.a');
    assert.deepEqual([verb, data], ['update.undo', { ask: 'ask-1', return: 'return-a' }]);
    assert.doesNotMatch(textOf(show(askState({ lastSaved: null }))), /Last saved|Undo/);
  });

  it('names the typed way for whom a press does nothing', () => {
    assert.equal(linesOf(show()).at(-1), 'Nothing happens? Type @Collate form 1.1.b');
  });

  it('says that all are in, and counts those without change apart', () => {
    const state = askState({ actions: askState().actions.slice(5) });
    const card = show(state);
    assert.equal(linesOf(card)[0], 'All 3 in, 1 without change.');
    assert.doesNotMatch(textOf(card), /Nothing happens|Update ›/);
    assert.equal(linesOf(show(askState({ actions: manyActions(2, 2) })))[0], 'All 2 in.');
    assert.equal(linesOf(show(askState({ actions: manyActions(1, 1) })))[0], 'The only one is in.');
  });

  it('still takes what is missing once the round is closed, and says that it is late', () => {
    const state = askState();
    const card = show({ ...state, round: { ...state.round, closed: true } });
    assert.equal(linesOf(card)[0], 'This round is closed: 3 of 8 done. Late answers are still taken.');
    assert.match(textOf(card), /Update ›/);
  });

  it('offers nothing but the meanings once the round is closed and all are in', () => {
    const state = askState({ actions: askState().actions.slice(5) });
    const card = show({ ...state, round: { ...state.round, closed: true } });
    assert.equal(linesOf(card)[0], 'This round is closed: 3 of 3 done.');
    assert.deepEqual(titlesOf(card), ['What the ratings mean']);
    assert.doesNotMatch(textOf(card), /Update ›|Nothing happens/);
  });

  it('says who gave what was saved last, and who entered it for them', () => {
    const state = askState();
    const { lastSaved } = state;
    assert.ok(lastSaved);
    const entered = { ...lastSaved, answer: { ...lastSaved.answer, enteredBy: ann } };
    assert.match(textOf(show({ ...state, lastSaved: entered })), /Last saved: .*, entered by Ann Ward, /);
    assert.doesNotMatch(textOf(show(state)), /Last saved: .*entered by/);
  });

  it('calls chair and leads by role and ref, with their names only beside the text', () => {
    const mentions = [
      { label: 'Chair', id: '29:ann', name: ann.name },
      { label: 'Lead of 1.1.b, 2.1.d', id: '29:rao', name: rao.name },
    ];
    const card = show(askState(), { mentions });
    assert.ok(linesOf(card).includes('For <at>Chair</at>, <at>Lead of 1.1.b, 2.1.d</at>'));
    assert.deepEqual(card.msteams?.entities, [
      { type: 'mention', text: '<at>Chair</at>', mentioned: { id: '29:ann', name: 'Ann Ward' } },
      {
        type: 'mention',
        text: '<at>Lead of 1.1.b, 2.1.d</at>',
        mentioned: { id: '29:rao', name: 'Dr Priya Rao' },
      },
    ]);
    assert.doesNotMatch(textOf(show()), /<at>/);
    assert.deepEqual(show().msteams, { width: 'Full', entities: [] });
  });

  it('puts what has just happened on top', () => {
    assert.equal(
      linesOf(show(askState(), { banner: 'Saved 1.1.a as Amber (version 2).' }))[0],
      'Saved 1.1.a as Amber (version 2).',
    );
  });

  it('says so when there is nothing to update', () => {
    const card = show(askState({ actions: [] }));
    assert.match(textOf(card), /There is nothing to update in this round\./);
    assert.deepEqual(titlesOf(card), ['What the ratings mean']);
  });
});
