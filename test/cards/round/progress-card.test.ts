import assert from 'node:assert/strict';
import { CARD_LIMIT } from '../../../cards/card.ts';
import { missingCard } from '../../../cards/round/missing-card.ts';
import { progressCard } from '../../../cards/round/progress-card.ts';
import { linesOf, nodesOf, titlesOf } from '../reading.ts';
import { actionsAsk, qas } from '../reminder/shown.ts';
import { manyAsked, roundProgress } from './shown.ts';

const card = (given = {}, look = {}) =>
  progressCard(roundProgress(given), { canRemind: true, banner: null, forms: 'dialog', ...look });

describe('The card of a round’s progress', () => {
  it('tells how many of how many are in, who is not and what of theirs, who is, and who was left out', () => {
    assert.deepEqual(linesOf(card()), [
      '2026-27 Q1: 4 of 8 returns in, 1 of them without change',
      'Cheshire West SCP · due Fri 10 Jul 2026 · as at Mon 6 Jul 2026, 09:00',
      'Not in (4)',
      'CE',
      '5 of 8',
      'Training Hub',
      'to come: training figures and measures (1 of 3)',
      '1 of 3 returns',
      'PPG',
      'nothing yet',
      'Neglect',
      'nobody is reached: no channel or contact',
      'nothing yet',
      'In (3)',
      'QAS, CDOP (came late), Priority 1',
      'Left out (1)',
      'Missing and Exploited: it merges with CE in July',
    ]);
  });

  it('says with a colour and a word who is late', () => {
    const late = card(manyAsked('Group', 2));
    assert.ok(linesOf(late).includes('nothing yet, late'));
    const colours = nodesOf(late).flatMap(node =>
      node['text'] === 'nothing yet, late' ? node['color'] : [],
    );
    assert.deepEqual(colours, ['Attention']);
  });

  it('has a line for each of 25 groups, and stays under the limit with hundreds', () => {
    const shown = linesOf(card(manyAsked('Quality Assurance and Scrutiny', 38)));
    assert.equal(shown.filter(line => line === 'nothing yet, late').length, 25);
    assert.ok(!shown.some(line => /^and \d+ more$/.test(line)));
    const huge = card(manyAsked('A group with a name that is long', 900));
    assert.ok(JSON.stringify(huge).length < CARD_LIMIT);
    assert.ok(linesOf(huge).some(line => /^and \d+ more$/.test(line)));
  });

  it('offers a reminder to who may send one, while the round is open and something is missing', () => {
    assert.deepEqual(titlesOf(card()), ['Remind those not in', 'What is missing']);
    assert.deepEqual(titlesOf(card({}, { canRemind: false })), ['What is missing']);
    assert.deepEqual(titlesOf(card({ closed: { on: '2026-07-17', received: 4 } })), ['What is missing']);
    assert.deepEqual(titlesOf(card({ asked: [], leftOut: [] })), []);
    const [button] = nodesOf(card()).filter(node => node['verb'] === 'progress.remind');
    assert.deepEqual(button?.['data'], { round: 'round-1', seen: 2 });
  });

  it('tells that the round moved while it is open, and when it was closed with how many', () => {
    const round = { ...roundProgress().round, firstDue: '2026-07-17', dueReason: 'papers go out early' };
    const moved = 'Now needed by Fri 10 Jul 2026 (was Fri 17 Jul): papers go out early';
    assert.ok(linesOf(card({ round })).includes(moved));
    const closed = linesOf(card({ round, closed: { on: '2026-07-17', received: 3 } }));
    assert.ok(!closed.includes(moved));
    assert.deepEqual(closed.slice(0, 3), [
      '2026-27 Q1, closed: 4 of 8 returns in, 1 of them without change',
      'Cheshire West SCP · due Fri 10 Jul 2026 · as at Mon 6 Jul 2026, 09:00',
      'Closed on Fri 17 Jul 2026 with 3 in, 1 more since.',
    ]);
  });

  it('looks closer at what is missing, with the lead of each action, page by page', () => {
    const { round, board } = roundProgress();
    const all = Array.from({ length: 12 }, (_, index) => ({
      asked: { ...qas, id: `${index}` },
      asks: [
        actionsAsk(),
        { askId: 'm', kind: 'measures' as const, actions: [], answered: 1, of: 3 },
        { askId: 'r', kind: 'group-report' as const, actions: [], answered: 0, of: 1 },
      ],
    }));
    const first = missingCard(all, { round, board, page: 0, forms: 'dialog' });
    assert.deepEqual(linesOf(first).slice(0, 4), [
      '2026-27 Q1: not in (10 of 12)',
      'Cheshire West SCP',
      'Quality Assurance and Scrutiny Group',
      '1.1.b (Dr Priya Rao) · 1.1.c (Dr Priya Rao) · 1.2.a (no lead) · Measures, 2 of 3 · Quarterly report',
    ]);
    assert.deepEqual(titlesOf(first), ['‹ Progress', 'Next 2 ›']);
    const none = missingCard([], { round, board, page: 0, forms: 'dialog' });
    assert.deepEqual(linesOf(none)[0], '2026-27 Q1: all in');
  });
});
