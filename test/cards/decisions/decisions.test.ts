import assert from 'node:assert/strict';
import { decisionForm, notedWords } from '../../../cards/decisions/form-card.ts';
import { decisionListCard } from '../../../cards/decisions/list-card.ts';
import { answerWords, askedWords, openWords } from '../../../cards/decisions/words.ts';
import { toldDecision } from '../../../services/decisions/told.ts';
import { linesOf } from '../reading.ts';
import { NOW } from '../samples.ts';
import { board, listed, someDecisions } from './shown.ts';

const look = {
  board,
  now: NOW,
  page: 0,
  mayNote: true,
  hidden: 0,
  lastNoted: null,
  banner: null,
  forms: 'dialog' as const,
};

describe('The card of the decisions', () => {
  it('tells what is open with its age, then what came back, in which words', () => {
    assert.deepEqual(linesOf(decisionListCard(someDecisions(), look)), [
      '3 decisions are open',
      'Cheshire West SCP · as at Mon 6 Jul 2026, 09:00',
      '○ 1.4.b  Fund a spot-purchased return interview service until a new provider is found',
      'CE · from Executive Group, by Fri 31 Jul 2026',
      'Note ›',
      '○ 2.1.a  Agree who chairs the joint audit',
      'CE · from Executive Group, by Fri 31 Jul 2026, asked 1 round ago; on the agenda of Tue 14 Jul 2026',
      'Note ›',
      '○ 2.4.b  Ask the ICB for a named nurse',
      'CE · from Executive Group, by Fri 31 Jul 2026, asked 2 rounds ago; deferred, Fri 3 Jul 2026: For one year, from the reserve; the group reports on it in January.',
      'Note ›',
      'Answered (2)',
      '● 3.1.a  Pay for the trauma-informed practice course',
      'CE · Agreed with changes by Executive Group, Fri 3 Jul 2026: For one year, from the reserve; the group reports on it in January.',
      'Change ›',
      '● 3.2.a  Take the briefing off the list',
      'CE · Refused by Executive Group, Fri 3 Jul 2026: For one year, from the reserve; the group reports on it in January.',
      'Change ›',
    ]);
  });

  it('has no button for who may only read it, and says so much where there is none', () => {
    const read = JSON.stringify(decisionListCard(someDecisions(), { ...look, mayNote: false }));
    assert.doesNotMatch(read, /decisions\.open|›/);
    assert.deepEqual(linesOf(decisionListCard([], look)), [
      'No decision is open',
      'Cheshire West SCP · as at Mon 6 Jul 2026, 09:00',
      'Decisions are asked for in an update: “Decision needed” in its form.',
    ]);
  });

  it('has the next ones behind a button, and the Undo of who noted last', () => {
    const many = Array.from({ length: 8 }, () => listed());
    const first = JSON.stringify(
      decisionListCard(many, { ...look, lastNoted: { noteId: 'n', ref: '1.4.b' } }),
    );
    assert.match(first, /"Next 2 ›"/);
    assert.match(first, /"Undo 1\.4\.b"/);
    assert.match(JSON.stringify(decisionListCard(many, { ...look, page: 1 })), /Back to the first/);
  });
});

describe('The form of a decision', () => {
  const shown = {
    values: {},
    problems: {},
    notice: null,
    version: 0,
    timezone: 'Europe/London',
    another: false,
    forms: 'inline' as const,
  };

  it('shows what is asked, by whom, and what was noted before', () => {
    const lines = linesOf(decisionForm(listed({ state: 'deferred' }), shown));
    assert.ok(lines.includes('Fund a spot-purchased return interview service until a new provider is found'));
    assert.ok(lines.includes('Child Exploitation Group · from Executive Group, by Fri 31 Jul 2026'));
    assert.ok(lines.includes('Ann Ward, Police, Mon 6 Jul 2026, 2026-27 Q1'));
    assert.ok(
      lines.some(line =>
        /^Noted: Deferred by Executive Group, Fri 3 Jul 2026: .*\(Tom Pryce, Mon 6 Jul 2026\)$/.test(line),
      ),
    );
  });

  it('offers the next only where another is open', () => {
    assert.doesNotMatch(JSON.stringify(decisionForm(listed(), shown)), /Save and next/);
    assert.match(JSON.stringify(decisionForm(listed(), { ...shown, another: true })), /Save and next/);
  });
});

describe('The words of a decision', () => {
  it('say on the card of who asked what came of it', () => {
    const of = (state: Parameters<typeof listed>[0], note = {}) => {
      const decision = listed(state, note);
      return askedWords({ text: 'Pay', ...toldDecision(decision) });
    };
    assert.equal(of({}), 'Decision asked of Executive Group by Fri 31 Jul 2026: Pay');
    assert.equal(of({ state: 'on-agenda' }, { on: null }), 'Decision on the agenda: Pay');
    assert.equal(
      of({ state: 'agreed' }, { words: null }),
      'Agreed by Executive Group, Fri 3 Jul 2026 (asked: Pay)',
    );
  });

  it('end a sentence of somebody’s after what stands in brackets, not before', () => {
    const decision = listed({ state: 'refused' }, { words: 'Not this year.' });
    assert.equal(
      askedWords({ text: 'Pay', ...toldDecision(decision) }),
      'Refused by Executive Group, Fri 3 Jul 2026: Not this year (asked: Pay)',
    );
    assert.match(notedWords(decision, 'Europe/London'), /: Not this year \(Tom Pryce, /);
  });

  it('leave out what is not known', () => {
    const told = toldDecision(listed({ state: 'agreed' }, { words: null, decidedBy: null, on: null }));
    assert.equal(answerWords(told), 'Agreed');
    assert.equal(
      openWords({ ...told, state: 'on-agenda', roundsAgo: 0 }),
      'from Executive Group, by Fri 31 Jul 2026; on the agenda',
    );
  });
});
