import assert from 'node:assert/strict';
import { CARD_LIMIT } from '../../../cards/card.ts';
import { courseCode } from '../../../services/training/courses.ts';
import { button, input, inputsOf, linesOf, nodesOf, textOf, titlesOf } from '../reading.ts';
import {
  answered,
  courseTotal,
  fourRuns,
  lastQuarter,
  programmeTotal,
  run,
  runSubject,
  showConfirm,
  showForm,
  trainingState,
} from './shown.ts';

const state = trainingState();
const totals = ['planned', 'held'];
const counts = ['places', 'booked', 'cancelled', 'noShows', 'unbooked', 'attended'];
const idsOf = (card: ReturnType<typeof showForm>) => [...inputsOf(card).keys()];

describe('The form of training figures', () => {
  it('has the fields of a run, numbers typed as text', () => {
    const card = showForm(state);
    assert.deepEqual(idsOf(card), [
      ...['course', 'otherCourse', 'level', 'state', 'firstDay', 'days', 'format', 'room'],
      ...counts,
      ...['attendances', 'note'],
    ]);
    for (const id of counts) assert.equal(input(card, id).type, 'Input.Text');
    assert.deepEqual(input(card, 'state')['choices'], [
      { title: 'Held, register in', value: 'held' },
      { title: 'Held, register not in yet', value: 'awaiting' },
      { title: 'Planned', value: 'planned' },
      { title: 'Cancelled', value: 'cancelled' },
    ]);
    assert.deepEqual(input(card, 'course')['choices'], [
      { title: 'Working Together', value: courseCode('Working Together') },
      { title: 'Safer Recruitment', value: courseCode('Safer Recruitment') },
      { title: 'Another course', value: '+' },
    ]);
    assert.deepEqual(
      (input(card, 'level')['choices'] as { title: string }[]).map(({ title }) => title),
      ['As the list of courses says', 'Level 1', 'Level 2', 'Level 3, Specialist'],
    );
  });

  it('asks totals of a course for the course once, and those of the programme for none', () => {
    const fresh = showForm(state, { kind: 'course', part: 'course' });
    assert.deepEqual(idsOf(fresh).slice(0, 5), ['course', 'otherCourse', 'level', ...totals]);
    const answer = answered('course:x', courseTotal());
    const edited = showForm(trainingState(undefined, { last: lastQuarter() }), {
      kind: 'course',
      part: answer.returnId,
      answer,
      version: 1,
    });
    assert.deepEqual(idsOf(edited).slice(0, 3), ['level', ...totals]);
    assert.match(textOf(edited), /^Totals of Private Fostering\n/);
    assert.match(
      textOf(edited),
      /Editing version 1 by Ann Ward, Police\.\n2025-26 Q4: 4 of 5 runs held · 40 attended/,
    );
    const programme = showForm(trainingState(undefined, { last: lastQuarter() }), {
      kind: 'programme',
      part: 'programme',
    });
    assert.deepEqual(idsOf(programme), [...totals, ...counts, 'attendances', 'note']);
    assert.match(textOf(programme), /2025-26 Q4: 25 of 30 runs held · 480 attended of 600 places \(80\s%\)/);
  });

  it('takes any title where the board has no list of courses', () => {
    const without = trainingState(undefined, {
      training: { courses: [], targets: [], levels: {}, compliance: [] },
    });
    const card = showForm(without);
    assert.ok(!inputsOf(card).has('course'));
    assert.equal(input(card, 'otherCourse')['label'], 'Course (required)');
  });

  it('comes back with every problem beside its field, and what was typed', () => {
    const card = showForm(state, {
      values: { booked: '-3', attendances: 'Polise 4', course: '+', otherCourse: 'Neglect' },
      problems: { booked: 'This cannot be below 0.', attendances: `${'x'.repeat(300)} end` },
    });
    assert.equal(linesOf(card)[0], 'Nothing is saved yet. Please look at: Booked and Who came.');
    assert.ok(linesOf(card).includes(`${'x'.repeat(300)} end`), 'long lists of lines are told');
    assert.deepEqual(
      [input(card, 'booked')['value'], input(card, 'otherCourse')['value']],
      ['-3', 'Neglect'],
    );
  });

  it('tells what the guard found in the room across the whole card, and not in its narrow column', () => {
    const finding = '“943 476 5919” looks like an NHS number. Leave the number out; say “a child in year 6”.';
    const card = showForm(state, { problems: { room: finding } });
    assert.ok(linesOf(card).includes(`Room: ${finding}`));
    const columns = nodesOf(card).filter(({ type }) => type === 'Column');
    assert.ok(columns.length > 0);
    assert.ok(!JSON.stringify(columns).includes('943 476'));
  });

  it('says what does not fit, in figures, and asks for a note', () => {
    const misfit = '19 attended, but 18 booked − 2 cancelled − 1 no-show + 1 unbooked make 16.';
    const card = showForm(state, { misfits: [misfit], problems: { note: 'Say why.' } });
    assert.deepEqual(linesOf(card).slice(0, 3), [
      'Nothing is saved yet. These figures do not fit together:',
      misfit,
      'Mend them, or say why in the note; then press Save.',
    ]);
    assert.ok(linesOf(card).includes('Say why.'));
    assert.ok(titlesOf(card).includes('Save') && !titlesOf(card).includes('Save anyway'));
  });

  it('asks back about what is improbable, and saves the same fields when the writer is sure', () => {
    const reason = 'Attendance doubled since 2026-27 Q1: 560 against 280.';
    const card = showForm(state, { improbable: [reason], after: 'another', version: 2 });
    assert.deepEqual(linesOf(card).slice(0, 3), ['Nothing is saved yet.', reason, 'Save anyway?']);
    assert.deepEqual(
      [button(card, 'Save anyway').verb, button(card, 'Save anyway').data],
      ['training-figures.save', { ask: 'ask-1', part: runSubject(0), version: 2, after: 'another', sure: 1 }],
    );
    assert.deepEqual(titlesOf(card), ['Save anyway', 'Save', 'Back']);
  });

  it('shows another’s figures beside what was typed', () => {
    const theirs = answered(runSubject(0), run({ note: 'Theirs.' }), { version: 2 });
    const card = showForm(state, { theirs, version: 2, values: { attended: '12' }, sure: true });
    const words = textOf(card);
    assert.match(words, /Theirs: Held, register in, Mon 4 May 2026 · 16 attended of 20 places · 18 booked/);
    assert.match(words, /Ann Ward, Police, Fri 3 Jul 2026, 09:12 · version 2/);
    assert.match(
      words,
      /In a room · Room 4 · 2 days\nbookings cancelled 2 · no-shows 1 · came unbooked 1\nWho came: Police 9\nNote: Theirs\./,
    );
    assert.equal(input(card, 'attended')['value'], '12');
    assert.deepEqual(titlesOf(card), ['Use mine', 'Keep theirs', 'Back']);
    assert.deepEqual(button(card, 'Use mine').data, {
      ask: 'ask-1',
      part: runSubject(0),
      version: 2,
      after: 'stay',
      sure: 1,
    });
    assert.equal(button(card, 'Keep theirs').action['associatedInputs'], 'none');
  });

  it('adds another only after a new run, takes out only what is there, undoes only one’s own', () => {
    assert.deepEqual(titlesOf(showForm(state)), ['Save', 'Save and add another', 'Back']);
    const answer = answered(runSubject(0), run());
    const edited = showForm(state, { answer, version: 1, mayUndo: true });
    assert.deepEqual(titlesOf(edited), ['Save', 'Back', 'Take it out', 'Undo my answer']);
    assert.deepEqual(button(edited, 'Take it out').data, { ask: 'ask-1', part: runSubject(0), version: 1 });
    assert.deepEqual(button(edited, 'Undo my answer').data, { ask: 'ask-1', return: answer.returnId });
    assert.ok(!titlesOf(showForm(state, { answer, version: 1 })).includes('Undo my answer'));
  });

  it('offers fewer courses rather than become too large, and never loses the chosen one', () => {
    const courses = Array.from({ length: 90 }, (_, index) => ({
      name: `Course ${index} ${'long '.repeat(30)}`,
    }));
    const many = trainingState(undefined, { training: { courses, targets: [], levels: {}, compliance: [] } });
    const chosen = courseCode(courses[89]?.name ?? '');
    const values = { course: chosen, attendances: 'x\n'.repeat(2000), note: 'y\n'.repeat(500) };
    const card = showForm(many, { values, forms: 'dialog' });
    assert.ok(JSON.stringify(card).length < CARD_LIMIT);
    const choices = (input(card, 'course')['choices'] as { value: string }[]).map(({ value }) => value);
    assert.ok(choices.includes(chosen) && choices.length < 90);
    assert.equal(input(card, 'attendances')['value'], values.attendances);
  });

  it('submits plainly from a dialog', () => {
    const { action } = button(showForm(state, { forms: 'dialog' }), 'Save');
    assert.deepEqual(
      [action.type, (action['data'] as { verb: string }).verb],
      ['Action.Submit', 'training-figures.save'],
    );
  });
});

describe('The card before “that is all”', () => {
  it('says what it comes to, and what can still follow', () => {
    const lines = linesOf(showConfirm(trainingState(fourRuns(), { last: lastQuarter() })));
    assert.equal(lines[0], 'Is that all for 2026-27 Q1?');
    assert.ok(lines.includes('1 register not in yet: who came can still be added.'));
    assert.ok(lines.includes('1 run is still planned: what became of it can still be added.'));
    assert.ok(lines.some(line => line.startsWith('2025-26 Q4: 25 of 30 runs held')));
    const total = { ...fourRuns(), programme: answered('programme', programmeTotal()) };
    assert.match(textOf(showConfirm(trainingState(total))), /541 attended are not broken down by course\./);
  });

  it('asks whether nothing was run where nothing is in', () => {
    const card = showConfirm(trainingState());
    assert.equal(linesOf(card)[0], 'Nothing was run in 2026-27 Q1?');
    assert.deepEqual(
      [button(card, 'Yes, nothing was run').verb, button(card, 'Yes, nothing was run').data],
      ['training-figures.confirm', { ask: 'ask-1' }],
    );
  });

  it('is sure only where the question was shown', () => {
    const reason = 'Attendance fell to half since 2025-26 Q4: 240 against 480.';
    const card = showConfirm(trainingState(fourRuns()), { improbable: [reason] });
    assert.ok(linesOf(card).includes(reason));
    assert.deepEqual(titlesOf(card), ['Save anyway', 'Back']);
    assert.deepEqual(button(card, 'Save anyway').data, { ask: 'ask-1', sure: 1 });
  });

  it('lets a manager say who said it', () => {
    const people = [{ id: 'p', name: 'Ann Ward', agency: 'Police' }];
    const card = showConfirm(trainingState(), { givers: { people, chosen: 'p' } });
    assert.equal(input(card, 'givenBy')['value'], 'p');
  });
});
