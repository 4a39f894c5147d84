import assert from 'node:assert/strict';
import type { TrainingState } from '../../../services/returns/training-state.ts';
import { button, linesOf, textOf, titlesOf } from '../reading.ts';
import { ann, NOW, tom } from '../samples.ts';
import {
  answered,
  courseTotal,
  fourRuns,
  lastQuarter,
  parts,
  programmeTotal,
  run,
  runSubject,
  showAsk,
  trainingState,
} from './shown.ts';

const saved = (given: Partial<NonNullable<TrainingState['lastSaved']>> = {}) => ({
  returnId: 'return-9',
  subjectId: runSubject(0),
  version: 1,
  by: ann,
  enteredBy: null,
  at: NOW,
  withdrawn: false,
  ...given,
});

describe('The card that asks for training figures', () => {
  it('says what it makes of the quarter, each rate with what it is of, and what was reported the last time', () => {
    const of = { ...parts(), programme: answered('programme', programmeTotal()) };
    const lines = linesOf(showAsk(trainingState(of, { last: lastQuarter() })));
    assert.ok(
      lines.includes(
        '29 of 37 runs held · 557 attended of 640 places (87\u00A0%) · 96\u00A0% of those booked came',
      ),
      lines.join('\n'),
    );
    assert.ok(lines.includes('2025-26 Q4: 25 of 30 runs held · 480 attended of 600 places (80\u00A0%)'));
  });

  it('tells a rate of a part apart from the whole, and what no course accounts for', () => {
    const of = { ...parts(run(), run({ firstDay: '2026-05-18', places: null })) };
    assert.match(
      textOf(showAsk(trainingState(of))),
      /2 of 2 runs held · 32 attended · 16 of 20 places taken \(80\s%\) where both are known · 83\s% of those booked came/,
    );
    const whole = { ...of, programme: answered('programme', programmeTotal({ places: null, booked: null })) };
    const lines = linesOf(showAsk(trainingState(whole)));
    assert.ok(lines.includes('525 attended are not broken down by course'), lines.join('\n'));
  });

  it('is empty without figures, and offers to say that nothing was run', () => {
    const card = showAsk(trainingState());
    assert.deepEqual(linesOf(card).slice(0, 4), [
      'Please give the training figures by Fri 10 Jul 2026.',
      'Quality Assurance and Scrutiny Group · 2026-27 Q1 · nothing in yet',
      'For <at>Chair</at>',
      'No run and no total is in yet.',
    ]);
    assert.deepEqual(titlesOf(card).slice(0, 5), [
      'Add a run',
      'Totals by course',
      'Totals of the programme',
      'Send a file',
      'Nothing was run',
    ]);
    assert.match(card.fallbackText, /2026-27 Q1: no figures yet\./);
    assert.match(textOf(card), /Nothing happens\? Type @Collate form training/);
    assert.match(textOf(showAsk(trainingState(), { page: 0 })), /in 1:1 chat/);
  });

  it('lists first the runs that wait for a register, each to be pressed', () => {
    const card = showAsk(trainingState({ ...fourRuns(), courses: [answered('course:x', courseTotal())] }));
    const rows = linesOf(card).slice(linesOf(card).indexOf('Runs (4)'));
    assert.deepEqual(rows.filter(line => line !== 'Edit ›').slice(0, 12), [
      'Runs (4)',
      'Safer Recruitment  Fri 12 Jun 2026',
      'register not in · 12 places',
      'Working Together  Mon 29 Jun 2026',
      'planned · 20 places · 7 booked',
      'Working Together  Mon 4 May 2026',
      '16 attended of 20 places · 18 booked',
      'Note: Snow kept some away.',
      'Working Together  Mon 11 May 2026',
      'cancelled ',
      'Totals by course (1)',
      'Private Fostering',
    ]);
    assert.match(textOf(card), /^1 register not in yet$/m);
    const row = button(card, 'Edit Safer Recruitment, Fri 12 Jun 2026');
    assert.deepEqual([row.verb, row.data], ['training-figures.open', { ask: 'ask-1', part: runSubject(1) }]);
    assert.match(String(button(card, 'Edit totals: Private Fostering').data['part']), /^return-\d+$/);
  });

  it('shows five a page, each page with its headings', () => {
    const many = parts(
      ...Array.from({ length: 7 }, (_, index) => run({ firstDay: `2026-05-0${index + 1}` })),
    );
    const state = trainingState({ ...many, programme: answered('programme', programmeTotal()) });
    const first = showAsk(state);
    assert.deepEqual(button(first, 'Next 3 ›').data, { ask: 'ask-1', page: 1 });
    const second = showAsk(state, { page: 1 });
    const lines = linesOf(second);
    assert.ok(lines.includes('Runs (7)') && lines.includes('Totals of the programme'));
    assert.deepEqual(button(second, '‹ Back').data, { ask: 'ask-1', page: 0 });
    assert.equal(button(second, 'Edit totals: The whole programme').data['part'], 'programme');
  });

  it('says who said that it is all, and how much has changed since', () => {
    const confirmed = answered('whole', {}, { enteredBy: tom });
    const state = trainingState(fourRuns(), { done: 1, confirmed, lastSaved: saved({ subjectId: 'whole' }) });
    const words = textOf(showAsk(state));
    assert.match(words, /^The training figures are in\./);
    assert.match(
      words,
      /That is all, said by Ann Ward, Police, entered by Tom Pryce, Business Unit, Fri 3 Jul 2026\./,
    );
    assert.match(words, /Last saved: that is all \(version 1\), Ann Ward, Police/);
    assert.ok(!titlesOf(showAsk(state)).includes('That is all'));
    const changed = showAsk({ ...state, changedSince: 2 });
    assert.match(textOf(changed), /2 changes since\./);
    assert.ok(titlesOf(changed).includes('That is all'), 'it may be said anew');
    const nothing = textOf(showAsk(trainingState(undefined, { done: 1, confirmed })));
    assert.match(nothing, /Nothing was run, said by Ann Ward/);
    assert.match(nothing, /· nothing was run$/m);
    const closed = showAsk({ ...state, round: { ...state.round, closed: true } });
    assert.deepEqual(titlesOf(closed), ['Undo what was saved last']);
  });

  it('names what was saved last, and what was taken out', () => {
    const state = trainingState(fourRuns(), { lastSaved: saved() });
    assert.match(
      textOf(showAsk(state)),
      /Last saved: Working Together, Mon 4 May 2026 \(version 1\), Ann Ward, Police/,
    );
    assert.deepEqual(button(showAsk(state), 'Undo').data, { ask: 'ask-1', return: 'return-9' });
    const out = showAsk({ ...state, lastSaved: saved({ subjectId: 'course:x', withdrawn: true }) });
    assert.match(textOf(out), /Last saved: totals of a course, taken out, Ann Ward/);
  });
});
