import assert from 'node:assert/strict';
import { measuresCard } from '../../../cards/measures/ask-card.ts';
import { measureForm } from '../../../cards/measures/form-card.ts';
import { button, linesOf, textOf, titlesOf } from '../reading.ts';
import { NOW } from '../samples.ts';
import { measuresState } from './measures.ts';

const state = measuresState('Pupils without a full-time place', 3);
const show = (of = state, now = NOW) => measuresCard(of, { page: 0, now, banner: null, forms: 'inline' });

describe('The card that asks for measures', () => {
  it('asks for what is missing, missing first, with what was said the last time', () => {
    const lines = linesOf(show());
    assert.equal(lines[0], 'Please give 2 measures by Fri 10 Jul 2026.');
    assert.equal(lines[1], 'Quality Assurance and Scrutiny Group · 2026-27 Q1 · 1 of 3 done');
    assert.equal(lines[2], 'For <at>Chair</at>');
    assert.deepEqual(show().msteams?.entities?.[0]?.mentioned, { id: '29:ann', name: 'Ann Ward' });
    assert.equal(lines[3], '1.2  Pupils without a full-time place');
    assert.match(lines[4] ?? '', /Pupils without a full-time place in Q4$/);
    const { verb, data } = button(show(), 'Give 1.2');
    assert.deepEqual([verb, data], ['measures.open', { ask: 'ask-1', outcome: 'part-2' }]);
    assert.ok(button(show(), 'Edit 1.1'));
  });

  it('tells what was saved last, with Undo, and the way in where nothing happens', () => {
    assert.match(textOf(show()), /Last saved: measure 1\.1 \(version 2\), Ann Ward, Police/);
    assert.deepEqual(button(show(), 'Undo').data, { ask: 'ask-1', return: 'return-1' });
    assert.match(textOf(show()), /Type @Collate form measures/);
  });

  it('says what is still to come after the due day, when all are in, and when the round is closed', () => {
    const late = new Date('2026-07-13T08:00:00Z');
    assert.equal(linesOf(show(state, late))[0], '2 measures still to come, due Fri 10 Jul 2026.');
    const nothing = { ...state, done: 0, total: 0, lines: [], lastSaved: null };
    assert.equal(linesOf(show(nothing))[0], 'Nothing is asked for here any more.');
    const all = { ...state, done: 3 };
    assert.equal(linesOf(show(all))[0], 'All 3 measures are in.');
    const closed = { ...state, round: { ...state.round, closed: true } };
    assert.match(linesOf(show(closed))[0] ?? '', /^This round is closed: 1 of 3 done\. Late answers/);
    const done = show({ ...all, round: { ...all.round, closed: true } });
    assert.ok(!titlesOf(done).some(title => /^(Give|Edit)/.test(title)), 'nothing is left to give');
  });
});

describe('The form of a measure', () => {
  it('stands empty below what was said the last time, and lists its problems', () => {
    const [, missing] = state.lines;
    assert.ok(missing);
    const view = {
      values: {},
      problems: { asAt: 'Say which day the value is of.' },
      notice: null,
      version: 0,
      givers: { people: [], chosen: null },
      forms: 'inline' as const,
    };
    const card = measureForm(state, missing, view);
    assert.match(textOf(card), /Nothing is saved yet\. Please look at: As at\./);
    assert.match(textOf(card), /Said in 2025-26 Q4: Pupils without/);
    assert.deepEqual(titlesOf(card), ['Save', 'Save and next', 'Back']);
    assert.deepEqual(button(card, 'Save').data, { ask: 'ask-1', outcome: 'part-2', version: 0 });
  });
});
