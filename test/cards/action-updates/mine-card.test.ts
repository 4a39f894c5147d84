import assert from 'node:assert/strict';
import { type MineItem, mineCard } from '../../../cards/action-updates/mine-card.ts';
import { button, linesOf, textOf, titlesOf } from '../reading.ts';

const item = (given: Partial<MineItem> = {}): MineItem => ({
  askId: 'ask-1',
  actionId: 'action-1',
  ref: '1.1.b',
  title: 'Ask schools how absence is followed up',
  groupName: 'Quality Assurance and Scrutiny Group',
  due: '2026-06-30',
  overdue: true,
  ...given,
});

const show = (items: MineItem[], done = 0, page = 0, forms: 'inline' | 'dialog' = 'inline') =>
  mineCard({ items, done, page, forms });

describe('The card of what waits for one person', () => {
  it('lists it over all groups, and opens each form', () => {
    const card = show(
      [
        item(),
        item({
          askId: 'ask-2',
          actionId: 'action-2',
          ref: '3.1',
          groupName: 'Training Hub',
          due: null,
          overdue: false,
        }),
      ],
      2,
    );
    const lines = linesOf(card);
    assert.equal(lines[0], '2 actions wait for your update.');
    assert.equal(lines[1], '2 done already.');
    assert.ok(lines.includes('Quality Assurance and Scrutiny Group · due Tue 30 Jun 2026, overdue'));
    assert.ok(lines.includes('Training Hub · no due date'));
    assert.deepEqual(
      [button(card, 'Update 3.1').verb, button(card, 'Update 3.1').data],
      ['update.open', { ask: 'ask-2', action: 'action-2' }],
    );
    assert.deepEqual(button(show([item()], 0, 0, 'dialog'), 'Update').data['msteams'], {
      type: 'task/fetch',
    });
  });

  it('speaks of one in the singular', () => {
    assert.equal(linesOf(show([item()]))[0], '1 action waits for your update.');
    assert.equal(linesOf(show([item()]))[1], 'None is in yet.');
  });

  it('lists returns of other kinds after the actions, and opens the card of each', () => {
    const report = item({
      askId: 'ask-9',
      actionId: null,
      ref: 'report',
      title: 'Quarterly report, 2026-27 Q1',
      due: '2026-07-10',
      overdue: false,
    });
    const both = show([item(), report]);
    assert.equal(linesOf(both)[0], '1 action and 1 other return wait for you.');
    assert.ok(linesOf(both).includes('Quarterly report, 2026-27 Q1'));
    assert.deepEqual(
      [button(both, 'Open report').verb, button(both, 'Open report').data],
      ['ask.show', { ask: 'ask-9', page: 0 }],
    );
    assert.equal(linesOf(show([report]))[0], '1 return waits for you.');
    assert.match(textOf(show([report])), /Nothing happens\? Type form report/);
  });

  it('shows five at a time', () => {
    const items = Array.from({ length: 12 }, (_, index) =>
      item({ actionId: `action-${index}`, ref: `1.${index}` }),
    );
    const second = show(items, 0, 1);
    assert.deepEqual(
      [button(second, 'Next 2 ›').verb, button(second, 'Next 2 ›').data],
      ['mine.page', { page: 2 }],
    );
    assert.deepEqual(button(second, '‹ Back').data, { page: 0 });
    assert.ok(!titlesOf(show(items, 0, 2)).some(title => title.startsWith('Next')));
    assert.equal(titlesOf(second).filter(title => title.startsWith('Update')).length, 5);
    assert.match(textOf(second), /Nothing happens\? Type form 1\.5/);
  });

  it('says so when nothing waits', () => {
    assert.deepEqual(linesOf(show([], 3)), ['Nothing waits for you.', 'All 3 of yours in.']);
    assert.deepEqual(linesOf(show([])), [
      'Nothing waits for you.',
      'Nothing is asked of you or your groups now.',
    ]);
    assert.deepEqual(titlesOf(show([])), []);
  });
});
