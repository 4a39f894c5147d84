import assert from 'node:assert/strict';
import { reportAskCard } from '../../../cards/written-report/ask-card.ts';
import { stepConflictCard } from '../../../cards/written-report/conflict-card.ts';
import { reportListCard } from '../../../cards/written-report/list-card.ts';
import { readCard } from '../../../cards/written-report/read-card.ts';
import { draftToRead, submittedToRead } from '../../../cards/written-report/report-to-read.ts';
import { stepCard } from '../../../cards/written-report/step-card.ts';
import { wholeCard } from '../../../cards/written-report/whole-card.ts';
import { button, buttonsOf, input, linesOf, nodesOf, textOf, titlesOf } from '../reading.ts';
import { NOW } from '../samples.ts';
import { draftView, reportState, reportText, submittedState } from './reports.ts';

const ask = { now: NOW, banner: null, destinations: [], forms: 'dialog' as const };
const step = {
  values: {},
  problems: {},
  notice: null,
  version: 0,
  givers: { people: [], chosen: null },
  forms: 'dialog' as const,
};

describe('The card of a report', () => {
  it('says what is asked by when, how far it is, and who wrote what', () => {
    const card = reportAskCard(reportState('Two audits.'), ask);
    const text = textOf(card);
    assert.match(text, /Please write the quarterly report by Fri 10 Jul 2026\./);
    assert.match(text, /Quality Assurance and Scrutiny Group · 2026-27 Q1 · 3 of 7 headings written/);
    assert.match(text, /11 characters · Ann Ward, Police, Mon 6 Jul 2026, 09:00, entered by Tom Pryce/);
    assert.match(text, /Not written yet · said in Q4: “Two audits\.”/);
    assert.match(text, /Nothing happens\? Type @Collate form report/);
    assert.match(card.fallbackText, /3 of 7 headings written/);
  });

  it('opens each heading, the first that is missing, and the whole', () => {
    const card = reportAskCard(reportState('Two audits.'), ask);
    assert.deepEqual(button(card, 'Edit Key areas').data['heading'], 'progress');
    assert.deepEqual(button(card, 'Write What children').data['heading'], 'voice');
    assert.deepEqual(button(card, 'Go on with Impact and outcomes').data, {
      ask: 'ask-1',
      heading: 'impact',
      msteams: { type: 'task/fetch' },
    });
    assert.equal(button(card, 'Look at the whole').verb, 'written-report.whole');
    const empty = reportAskCard(reportState('x', { written: 0 }), ask);
    assert.deepEqual(button(empty, 'Write').data['heading'], 'progress');
    assert.ok(!titlesOf(empty).includes('Look at the whole'));
  });

  it('says for whom it is ready, and after that who submitted it', () => {
    const ready = textOf(reportAskCard(reportState('Two audits.', { written: 99 }), ask));
    assert.match(ready, /Ready for Two audits\. or Dr Priya Rao to submit\./);
    const submitted = textOf(reportAskCard(submittedState('Two audits.'), ask));
    assert.match(submitted, /The quarterly report is in\./);
    assert.match(submitted, /Submitted by Ann Ward, Police, Mon 6 Jul 2026, 09:00/);
    assert.doesNotMatch(submitted, /Ready for|Changed since/);
  });

  it('says what changed since, and asks to submit it again', () => {
    const card = reportAskCard(submittedState('Two audits.', ['future', 'impact']), ask);
    assert.match(
      textOf(card),
      /Changed since it was submitted: Future priorities and aspirations and Impact and outcomes\. Please submit it again\./,
    );
    assert.ok(titlesOf(card).includes('Look, and submit again'));
  });

  it('says where a priority lead’s report goes', () => {
    const state = reportState('x', { kind: 'priority-report' });
    const to = { ...ask, destinations: ['Executive Group', 'joint board'] };
    assert.match(
      textOf(reportAskCard(state, to)),
      /Goes to Executive Group and joint board when it is submitted\./,
    );
    assert.match(textOf(reportAskCard(state, to)), /Please write the report on this priority/);
  });

  it('takes nothing more once it is in and its round closed', () => {
    const state = submittedState('x');
    const closed = reportAskCard({ ...state, round: { ...state.round, closed: true } }, ask);
    assert.ok(!buttonsOf(closed).some(({ verb }) => verb === 'written-report.open'));
    assert.ok(titlesOf(closed).includes('Look at the whole'));
  });
});

describe('A step of a report', () => {
  const state = reportState('What was said.');
  const heading = (id: string) => state.headings.find(one => one.id === id) ?? assert.fail(id);

  it('has one field, the last words folded above it, and says what keeps it', () => {
    const card = stepCard(state, heading('impact'), step);
    assert.equal(input(card, 'text')['value'], undefined);
    assert.match(textOf(card), /step 4 of 7/);
    assert.match(textOf(card), /Kept when you press Next or Back; Close keeps nothing of this step/);
    const folded = nodesOf(card).find(node => node['id'] === 'last');
    assert.equal(folded?.['isVisible'], false);
    assert.match(JSON.stringify(folded), /What was said\./);
    assert.match(textOf(card), /What was said in 2025-26 Q4/);
    assert.deepEqual(titlesOf(card), [
      'What was said in 2025-26 Q4',
      'Use these words again',
      'Next',
      'Back',
      'Close',
    ]);
  });

  it('offers “None this time” where a group may have none, and nothing is written', () => {
    assert.ok(titlesOf(stepCard(state, heading('voice'), step)).includes('None this time'));
    assert.ok(!titlesOf(stepCard(state, heading('progress'), step)).includes('None this time'));
    const written = { ...heading('voice'), answer: reportText('voice', 'Heard.') };
    assert.ok(!titlesOf(stepCard(state, written, step)).includes('None this time'));
  });

  it('has no Back on the first step, and leads from the last to the whole', () => {
    assert.ok(!titlesOf(stepCard(state, heading('progress'), step)).includes('Back'));
    assert.ok(
      titlesOf(stepCard(state, heading('training-issues'), step)).includes('Next: look at the whole'),
    );
  });

  it('shows nothing of a last time that there was not', () => {
    assert.doesNotMatch(textOf(stepCard(state, heading('current'), step)), /What was said/);
  });

  it('lays theirs beside mine, which is still to be kept', () => {
    const theirs = reportText('impact', 'Their words.', 4);
    const card = stepConflictCard(state, heading('impact'), {
      theirs,
      mine: 'My words.',
      way: 'back',
      givenBy: null,
      forms: 'dialog',
    });
    assert.match(textOf(card), /Their words\./);
    assert.match(textOf(card), /Ann Ward, Police.*\(version 4\)/);
    assert.equal(input(card, 'text')['value'], 'My words.');
    assert.deepEqual(
      [button(card, 'Use mine').data['version'], button(card, 'Use mine').data['way']],
      [4, 'back'],
    );
    assert.equal(button(card, 'Keep theirs').action['associatedInputs'], 'none');
  });
});

describe('A whole report', () => {
  const long = 'A sentence that says something. '.repeat(120);
  const whole = {
    banner: null,
    notes: [],
    codes: { from: 'draft', ask: 'ask-1' },
    place: 'form' as const,
    draft: null,
    hasList: false,
    forms: 'dialog' as const,
  };

  it('shows each heading; of a long one the beginning, and a way to all of it', () => {
    const card = wholeCard(draftToRead(reportState(long)), { ...whole, draft: draftView({ submit: null }) });
    assert.equal(titlesOf(card).filter(title => title.startsWith('Read all of')).length, 3);
    assert.equal(titlesOf(card).filter(title => title.startsWith('Write “')).length, 4);
    assert.deepEqual(button(card, 'Read all of “Key').data, {
      from: 'draft',
      ask: 'ask-1',
      heading: 'progress',
      page: 0,
    });
    assert.match(textOf(card), /Not written yet/);
    const short = wholeCard(draftToRead(reportState('Short.')), whole);
    assert.ok(!titlesOf(short).some(title => title.startsWith('Read all')));
    assert.ok(!titlesOf(short).some(title => /^(Edit|Write)/.test(title)), 'reading changes nothing');
  });

  it('carries what was seen to the press that submits it', () => {
    const card = wholeCard(draftToRead(reportState('x', { written: 99 })), { ...whole, draft: draftView() });
    assert.deepEqual(button(card, 'Submit').data, { ask: 'ask-1', seen: '1.1.1.1.1.1.1' });
  });

  it('is read as it was submitted, with who did', () => {
    const state = submittedState('As it was.', ['impact']);
    const card = wholeCard(submittedToRead(state), {
      ...whole,
      place: 'posted',
      notes: ['For Executive Group'],
    });
    assert.doesNotMatch(textOf(card), /Changed\./);
    assert.match(textOf(card), /Submitted by Ann Ward, Police.*\.\nFor Executive Group\./);
    assert.ok(!titlesOf(card).includes('Close'), 'a card that stands is not closed');
  });

  it('is read to the last word, part by part', () => {
    const report = draftToRead(reportState('One line more.\n'.repeat(260)));
    const [heading] = report.headings;
    assert.ok(heading);
    let lines: string[] = [];
    for (let page = 0; page < 10; page += 1) {
      const card = readCard(report, heading, { codes: whole.codes, page, forms: 'dialog' });
      lines = [...lines, ...linesOf(card).filter(line => line === 'One line more.')];
      const next = buttonsOf(card).find(({ title }) => title.startsWith('Next part'));
      if (!next) break;
      assert.equal(next.data['page'], page + 1);
    }
    assert.equal(lines.length, 260);
  });

  it('is found in a list, a page at a time', () => {
    const rows = Array.from({ length: 12 }, (_, index) => ({
      name: `Group ${index + 1}`,
      detail: 'Quarterly report',
      data: { from: 'status', report: `r${index}` },
    }));
    const list = {
      title: 'Reports (12)',
      about: 'Small · 2026-27 Q1',
      rows,
      verb: 'report-reading.whole',
      verbWord: 'Read',
      codes: { from: 'status', period: '2026-27 Q1' },
      pageVerb: 'report-reading.list',
      canClose: true,
      isForm: true,
      forms: 'dialog' as const,
    };
    const first = reportListCard({ ...list, page: 0 });
    assert.equal(button(first, 'Read Group 10').data['report'], 'r9');
    assert.deepEqual(button(first, 'Next 2').data, { from: 'status', period: '2026-27 Q1', page: 1 });
    assert.deepEqual(titlesOf(reportListCard({ ...list, page: 1 })), [
      'Read Group 11',
      'Read Group 12',
      'Close',
    ]);
  });
});
