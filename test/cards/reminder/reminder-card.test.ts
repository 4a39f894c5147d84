import assert from 'node:assert/strict';
import { reminderCard } from '../../../cards/reminder/reminder-card.ts';
import { wordsIn } from '../../contract/support.ts';
import { nodesOf } from '../reading.ts';
import { actionsAsk, LINK, missingActions, qas, reminderState } from './shown.ts';

const card = (given = {}, view = {}) =>
  reminderCard(reminderState(given), { link: LINK, forms: 'dialog', ...view });
const words = (of: ReturnType<typeof card>) => wordsIn(of as never);

describe('The reminder', () => {
  it('names what is missing, with the lead of each', () => {
    const shown = words(card());
    assert.match(shown, /^Still to come by Fri 10 Jul 2026\.$/m);
    assert.match(shown, /Quality Assurance and Scrutiny Group · 2026-27 Q1/);
    assert.match(shown, /1\.1\.b\s+Ask schools how absence is followed up\s+Dr Priya Rao/);
    assert.match(shown, /1\.2\.a\s+Agree one threshold for a strategy discussion\s+no lead named/);
    assert.match(shown, /Measures\s+2 of 3 to come/);
    assert.match(shown, /Quarterly report\s+to come/);
  });

  it('calls each lead once and the chair, and nobody in private or when all is in', () => {
    assert.deepEqual(
      card().msteams?.entities?.map(({ text, mentioned }) => [text, mentioned.id]),
      [
        ['<at>Lead of 1.1.b, 1.1.c</at>', '29:rao'],
        ['<at>Chair</at>', '29:ann'],
      ],
    );
    assert.deepEqual(card({ audience: 'leaders' }).msteams?.entities, []);
    assert.deepEqual(card({ missing: [] }).msteams?.entities, []);
  });

  it('leads to the card by Teams’ own link, or shows it where there is none', () => {
    const [link] = nodesOf(card()).filter(node => node.type === 'Action.OpenUrl');
    assert.equal(link?.['url'], LINK);
    const without = nodesOf(card({}, { link: null, forms: 'inline' }));
    assert.equal(without.find(node => node['verb'] === 'ask.show')?.['title'], 'Open the card');
    assert.equal(
      without.some(node => node.type === 'Action.OpenUrl'),
      false,
    );
  });

  it('offers the days to which it can be put off, and tells the one to which it was', () => {
    const titles = nodesOf(card()).flatMap(node =>
      node['verb'] === 'reminder.snooze' ? [node['title']] : [],
    );
    assert.deepEqual(titles, ['Remind us on Tue 7 Jul 2026', 'Remind us on Thu 9 Jul 2026']);
    const off = words(card({ snoozed: { until: '2026-07-09', by: 'Ann Ward' }, snoozeDays: [] }));
    assert.match(off, /Put off to Thu 9 Jul 2026 by Ann Ward\./);
  });

  it('thanks when all is in, and says when the round is closed', () => {
    assert.match(words(card({ missing: [] })), /All in for 2026-27 Q1\. Thank you\./);
    const round = { period: '2026-27 Q1', due: '2026-07-10', closed: true };
    assert.match(words(card({ missing: [], round })), /is closed\. Late answers are still taken\./);
  });

  it('has a line a group for the manager', () => {
    const policy = { ...qas, id: 'ppg', name: 'Policies Group' };
    const missing = [
      { asked: qas, asks: [actionsAsk()] },
      { asked: policy, asks: [actionsAsk(missingActions().slice(0, 1))] },
    ];
    const shown = words(card({ audience: 'manager', asked: null, missing, snoozeDays: [] }));
    assert.match(shown, /Quality Assurance and Scrutiny Group\s+1\.1\.b, 1\.1\.c, 1\.2\.a/);
    assert.match(shown, /Policies Group\s+1\.1\.b/);
  });
});
