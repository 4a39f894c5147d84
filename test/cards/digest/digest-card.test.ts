import assert from 'node:assert/strict';
import { CARD_LIMIT } from '../../../cards/card.ts';
import { digestCard } from '../../../cards/digest/digest-card.ts';
import { linesOf, titlesOf } from '../reading.ts';
import { digestFacts, emptyWeek, hugeWeek } from './shown.ts';

const look = { section: null, page: 0, codes: { digest: 'digest-1' }, note: '', forms: 'dialog' as const };

describe('The digest card', () => {
  it('tells a full week, newest news first, with the days as they will stay true', () => {
    const lines = linesOf(digestCard(digestFacts({ training: null }), look));
    assert.deepEqual(lines, [
      'Digest · Cheshire West SCP',
      'since Mon 6 Jul 2026, 08:30 · as at Mon 13 Jul 2026, 08:30',
      'Came in (2)',
      'QAS: all 8 actions in, 2 without change  Ann Ward, Police and Dr Priya Rao, ICB · 2026-27 Q1',
      'CE: quarterly report in  Daniel Okafor · 2026-27 Q1',
      'Ratings that moved (2)',
      '↓ 1.4.b  Amber → Red  The provider has given notice · CE',
      '↑ 1.1.a  Amber → Green  All 41 schools have replied · QAS',
      'What comes next (3)',
      'Tue 14 Jul 2026  Meeting on 2026-27 Q1',
      '2.4.b  Joint audit with North Wales  due Fri 17 Jul 2026 · Dr Priya Rao',
      'Thu 6 Aug 2026, joint board  1 Complex needs (Police), not asked yet',
      'Late, and not in yet (1)',
      'Training Hub: training figures 5 of 8, quarterly report  2026-27 Q1, due Fri 10 Jul 2026',
      'Overdue (1)',
      '1.1.b  Joint audit with North Wales  due Thu 9 Jul 2026 · Dr Priya Rao',
      'Decisions (2)',
      '○ 1.4.b  Fund a spot-purchased return interview service until a new provider is found  from Executive Group, by Fri 31 Jul 2026',
      '● 1.2.a  Agree one threshold for a strategy discussion across the five agencies  Agreed with changes by Executive Group, Tue 12 May 2026: For twelve months, then a review',
      'As before: 1 report to come to a meeting, 1 return not in, 1 action overdue and 1 decision open.',
    ]);
  });

  it('tells an empty week in one line', () => {
    assert.deepEqual(linesOf(digestCard(emptyWeek(), look)), [
      'Digest · Cheshire West SCP',
      'since Mon 6 Jul 2026, 08:30 · as at Mon 13 Jul 2026, 08:30',
      'Nothing new since Mon 6 Jul 2026, 08:30. As before: 1 return not in, 1 action overdue and 1 decision open.',
    ]);
  });

  it('stays at about 25 lines and under the limit, with each section’s rest behind its button', () => {
    const card = digestCard(hugeWeek('Words that go on. '.repeat(60)), look);
    assert.ok(linesOf(card).length <= 26, String(linesOf(card).length));
    assert.ok(linesOf(card).includes('Came in (2 of 200)'));
    assert.ok(JSON.stringify(card).length < CARD_LIMIT);
    assert.deepEqual(titlesOf(card), [
      'All that came in (200)',
      'All ratings (200)',
      'All that comes next (203)',
      'All not in (400)',
      'All overdue (400)',
      'All decisions (600)',
    ]);
  });

  it('goes through a section page by page, and back', () => {
    const card = digestCard(hugeWeek('Group'), { ...look, section: 'came-in', page: 1 });
    assert.equal(linesOf(card)[2], 'Came in (13 to 24 of 200)');
    assert.deepEqual(titlesOf(card), ['‹ Digest', 'Next 12 ›']);
  });
});
