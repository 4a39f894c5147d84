import assert from 'node:assert/strict';
import { missingWords } from '../../../cards/status/missing.ts';
import { statusCard } from '../../../cards/status/status-card.ts';
import { exceptionsOf } from '../../../services/summary/exceptions.ts';
import type { MissingReturn } from '../../../services/summary/facts.ts';
import { plainLinesOf, titlesOf } from '../reading.ts';
import { facts } from '../sample-facts.ts';

const missing = (given: Partial<MissingReturn>): MissingReturn => ({
  group: 'QAS',
  kind: 'action-updates',
  answered: 0,
  of: 8,
  lastReturn: null,
  lastAnswers: null,
  ...given,
});

const owing = [
  missing({ answered: 5, lastReturn: '2025-26 Q4' }),
  missing({ kind: 'training-figures', of: 1 }),
  missing({ group: 'Police', kind: 'compliance', of: 3 }),
  missing({ kind: 'group-report', of: 1, lastReturn: '2025-26 Q4' }),
];

describe('What is missing, in words', () => {
  it('names each who is asked once, with all that is to come and how far it is', () => {
    assert.equal(
      missingWords({ missing: owing }),
      'Still to come: QAS (action updates 5 of 8, training figures, quarterly report) and Police (training compliance).',
    );
    assert.equal(missingWords({ missing: [] }), '');
  });

  it('leaves out what is to come where there is no room, and still names each once', () => {
    const many = Array.from({ length: 20 }, (_, index) =>
      owing.map(one => ({ ...one, group: `Group ${index}` })),
    ).flat();
    const words = missingWords({ missing: many });
    assert.match(words, /^Still to come: Group 0, Group 1, .* and Group 19\.$/);
    const longer = many.map(one => ({ ...one, group: `${one.group} with a very long name indeed` }));
    assert.ok(missingWords({ missing: longer }).length <= 600);
  });

  it('is one line of what needs attention for each, counted so wherever it is counted', () => {
    const exceptions = exceptionsOf([], owing, '2026-07-06');
    assert.equal(exceptions.length, 4);
    const all = facts({ exceptions, returns: { ...facts().returns, missing: owing } });
    const lines = plainLinesOf(statusCard(all, { part: 'attention', forms: 'inline' }));
    const at = lines.indexOf('Needs attention (2)');
    assert.deepEqual(lines.slice(at + 1, at + 7), [
      '– Not in',
      'QAS',
      'action updates: 5 of 8 answered; last return 2025-26 Q4 · training figures: no earlier return · quarterly report: last return 2025-26 Q4',
      '– Not in',
      'Police',
      'training compliance: no earlier return',
    ]);
    assert.match(
      statusCard(all, { part: 'top', forms: 'inline' }).fallbackText,
      / 2 things need attention\.$/,
    );
  });

  it('offers the closer look by the number of its lines', () => {
    const six = Array.from({ length: 6 }, (_, index) =>
      owing.slice(0, 2).map(one => ({ ...one, group: `Group ${index}` })),
    ).flat();
    const of = (returns: MissingReturn[]) =>
      titlesOf(
        statusCard(
          facts({
            exceptions: exceptionsOf([], returns, '2026-07-06'),
            returns: { ...facts().returns, missing: returns },
          }),
          { part: 'top', forms: 'inline' },
        ),
      );
    assert.ok(of(six).includes('All 6'));
    assert.ok(!of(six.slice(2)).some(title => title.startsWith('All ')));
  });
});
