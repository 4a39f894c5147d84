import assert from 'node:assert/strict';
import { helpCard } from '../../../cards/notice/help-card.ts';
import { linksCard } from '../../../cards/notice/links-card.ts';
import { noticeCard } from '../../../cards/notice/notice-card.ts';
import { linesOf, nodesOf, textOf } from '../reading.ts';

describe('A notice', () => {
  const fault = {
    tone: 'fault',
    title: 'Your answer was not saved',
    text: 'Nothing you typed is lost: press Save again.',
    mend: null,
    id: '7f3k-22',
  } as const;

  it('says what happened, why, what to do, and the id that the log has', () => {
    const card = noticeCard({
      tone: 'refused',
      title: 'Not done',
      text: 'Why.\nAnd why else.',
      mend: 'Do this.',
      id: null,
    });
    assert.deepEqual(linesOf(card), ['Not done', 'Why.', 'And why else.', 'Do this.']);
    assert.deepEqual(linesOf(noticeCard(fault)), [
      'Your answer was not saved',
      'Nothing you typed is lost: press Save again.',
      'If you ask for help, give this number: 7f3k-22',
    ]);
  });

  it('has a tone', () => {
    const style = (tone: 'info' | 'refused' | 'fault') =>
      nodesOf(noticeCard({ ...fault, tone })).find(({ type }) => type === 'Container')?.['style'];
    assert.deepEqual([style('info'), style('refused'), style('fault')], ['emphasis', 'warning', 'attention']);
    assert.equal(noticeCard(fault).fallbackText, 'Something went wrong.');
  });
});

describe('Help', () => {
  it('lists what can be typed here, and what it does', () => {
    const commands = [{ usage: 'status', what: 'how the plan stands' }];
    assert.deepEqual(linesOf(helpCard({ board: 'Cheshire West SCP', place: 'channel', commands })), [
      'What you can do here',
      'Cheshire West SCP · Type @Collate and one of these.',
      'status',
      'how the plan stands',
    ]);
    assert.match(textOf(helpCard({ board: 'B', place: 'chat', commands })), /· Type one of these\./);
  });
});

describe('The card of a team’s links', () => {
  const qas = { channel: 'Quality Assurance', groups: ['QAS Group'] };
  const hub = { name: 'Training and Development Hub', short: 'Training Hub' };

  it('names the channels that are linked, and what to type for the groups that have none', () => {
    const lines = linesOf(linksCard({ board: 'Cheshire West SCP', linked: [qas], unlinked: [hub] }));
    assert.deepEqual(lines.slice(2), [
      'Linked',
      'Quality Assurance',
      'QAS Group',
      'Without a channel',
      'Training and Development Hub',
      'In its channel, type @Collate link Training Hub',
    ]);
  });

  it('says so when every group has its channel, or none has', () => {
    const all = textOf(linksCard({ board: 'B', linked: [qas], unlinked: [] }));
    assert.match(all, /B · Every group has its channel\./);
    assert.doesNotMatch(all, /Without a channel/);
    const none = textOf(linksCard({ board: 'B', linked: [], unlinked: [hub] }));
    assert.match(none, /No channel is linked to a group yet\./);
    assert.doesNotMatch(none, /^Linked$/m);
  });

  it('counts the groups that are too many to name', () => {
    const unlinked = Array.from({ length: 33 }, () => hub);
    const card = linksCard({ board: 'B', linked: [], unlinked });
    assert.match(textOf(card), /3 more groups without a channel\./);
    assert.equal(card.fallbackText, '0 channels linked, 33 groups without a channel.');
  });
});
