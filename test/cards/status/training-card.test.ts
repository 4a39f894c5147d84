import assert from 'node:assert/strict';
import { CARD_LIMIT } from '../../../cards/card.ts';
import { statusCard } from '../../../cards/status/status-card.ts';
import { complianceWords, rateWords, trainingLine } from '../../../cards/status/training-words.ts';
import type { Facts } from '../../../services/summary/facts.ts';
import { noTraining, type TrainingFacts } from '../../../services/summary/training-shape.ts';
import { huge } from '../hostile.ts';
import { button, plainLinesOf, titlesOf } from '../reading.ts';
import { facts } from '../sample-facts.ts';
import { compliance, course, noMeasures, noRates, rate, training } from '../sample-training.ts';

const show = (of: Facts, page = 0) => statusCard(of, { part: 'training', page, forms: 'inline' });
const lines = (given: Partial<TrainingFacts> = {}, page = 0) =>
  plainLinesOf(show(facts({ training: training(given) }), page));
const plain = (text: string) => text.replaceAll('\u00A0', ' ');

describe('The status, of training', () => {
  it('says in one line what the programme came to, beside a button to a closer look', () => {
    const card = statusCard(facts(), { part: 'top', forms: 'inline' });
    const all = plainLinesOf(card);
    assert.ok(
      all.includes('Training so far: 29 of 37 runs held, 557 attended of 640 places (87 %).'),
      all.join('\n'),
    );
    assert.ok(all.includes('Compliance: 3 of 4 returned; 2 meet their target, 1 does not.'));
    assert.deepEqual(button(card, 'Training').data, {
      board: 'cwac',
      period: '2026-27 Q1',
      page: 0,
      view: 'training',
    });
    for (const of of [null, noTraining()]) {
      const without = statusCard(facts({ training: of }), { part: 'top', forms: 'inline' });
      assert.ok(!titlesOf(without).includes('Training'));
      assert.ok(
        !plainLinesOf(without).some(line => /Training[ :]|Compliance/.test(line) && /held|asked/.test(line)),
      );
    }
  });

  it('is there for a group that owns no action', () => {
    const own = facts({
      actions: [],
      priorities: [],
      exceptions: [],
      scope: { kind: 'groups', names: ['Hub'] },
    });
    const card = statusCard(own, { part: 'top', forms: 'inline' });
    assert.deepEqual(titlesOf(card), ['Training']);
    assert.equal(button(card, 'Training').data['group'], 'Hub');
  });

  it('gives each rate with its percent, its two figures, and what it is of', () => {
    const all = lines();
    for (const line of [
      '87 % attended of places: 557 of 640, over 29 runs',
      '91 % attended against bookings: 557 of 610, over 29 runs; those who came unbooked are counted',
      '88 % attended of booked: 537 of 610, over 29 runs; those who came unbooked are left out',
      '2 registers are not in yet: who came is not known, and enters no rate.',
      'Last period, 2025-26 Q4: 14 of 15 runs held, 280 attended of 300 places (93 %)',
      'A year before, 2025-26 Q1: 25 of 30 runs held, 410 attended',
      'From Ruth Elmore, Schools and colleges, Fri 3 Jul 2026, version 2',
    ])
      assert.ok(all.includes(line), `${line}\n---\n${all.join('\n')}`);
    assert.equal(plain(rateWords(rate('ofPlaces', 0, 0, null, null))), 'attended of places: 0 of 0');
  });

  it('lists courses, sectors, agencies, compliance, what is missing and what does not fit', () => {
    const all = [...lines(), ...lines({}, 1)];
    const following = (title: string, number: number) => {
      const at = all.indexOf(title);
      assert.ok(at >= 0, `${title}\n---\n${all.join('\n')}`);
      return all.slice(at + 1, at + 1 + number);
    };
    assert.deepEqual(following('By course (4)', 10), [
      'Managing Allegations',
      '35 attended',
      'Neglect · Level 3',
      '5 of 6 runs held, 45 attended; 45 of 70 where places are known (64 %)',
      '2 registers not in yet',
      'Working Together · Level 2, Foundation',
      '4 of 5 runs held, 180 attended of 200 places (90 %)',
      '20 attended not broken down by run',
      'Not broken down',
      '297 attended',
    ]);
    assert.deepEqual(following('By sector (3)', 4), [
      'health',
      '120 attended, 22 % of all',
      'police',
      '60 attended, 11 % of all',
    ]);
    assert.deepEqual(following('By agency (2)', 4), [
      'Police',
      '60 attended, 11 % of all',
      'Not broken down',
      '497 attended',
    ]);
    const at = all.indexOf('Police · Level 1, Awareness');
    assert.deepEqual(all.slice(at + 1, at + 3), [
      '412 of 440 in date, 94 %, target 88 %: met',
      'as at Tue 30 Jun 2026 · 91 % in 2025-26 Q4 · Ann Ward, Police, Fri 3 Jul 2026, version 2',
    ]);
    for (const line of [
      'Police, Level 3, Specialist: not returned',
      'Training Hub: figures so far, not yet said to be all',
      'attended 25; booked, cancelled, no-shows and unbooked make 20',
      'Note: A late list',
      'booked 610; its courses come to 640',
    ])
      assert.ok(all.includes(line), line);
  });

  it('says compliance with its denominator, or without one where only a percentage was published', () => {
    const said = (given: Parameters<typeof compliance>[0]) => plain(complianceWords(compliance(given)));
    assert.equal(said({}), '412 of 440 in date, 94 %, target 88 %: met');
    assert.equal(said({ met: 'not met', target: 95 }), '412 of 440 in date, 94 %, target 95 %: not met');
    assert.equal(said({ target: null, met: null }), '412 of 440 in date, 94 %');
    assert.equal(said({ eligible: 0, inDate: 0, percent: null, met: null }), 'no staff need it, target 88 %');
    const published = { eligible: null, inDate: null, withoutDenominator: true };
    assert.equal(
      said({ ...published, percent: 95 }),
      '95 %, published without denominator, target 88 %: met',
    );
    assert.equal(
      said({ ...published, percent: 80, percentTo: 100, met: null }),
      '80 to 100 %, published without denominator, target 88 %: cannot be told',
    );
    assert.equal(
      said({ inDate: 'suppressed', percent: 'suppressed', met: 'suppressed' }),
      'not shown of 440 in date, target 88 %: not shown',
    );
    assert.equal(
      said({ eligible: 'suppressed', inDate: 'suppressed', percent: 'suppressed', met: 'suppressed' }),
      'not shown, target 88 %: not shown',
    );
  });

  it('tells silence from nothing: not asked, not in yet, nothing run, shared with other groups', () => {
    const line = (given: Partial<TrainingFacts>) => trainingLine(training(given));
    assert.equal(line({ programme: null }), 'Training: no figures in yet from Training Hub.');
    const base = training().programme;
    assert.ok(base);
    const nothing = { ...base, ...noMeasures, rates: noRates };
    assert.equal(line({ programme: nothing, notReturned: [] }), 'Training: nothing was run.');
    assert.match(
      line({ programme: null, isShared: true }),
      /^Training: the programme is added up for the whole board/,
    );
    assert.equal(trainingLine(noTraining()), '');
    assert.ok(
      plainLinesOf(show(facts({ training: noTraining() }))).includes(
        'Nothing of training was asked for in this period.',
      ),
    );
    const part = facts({ training: null, scope: { kind: 'groups', names: ['QAS'] } });
    assert.ok(
      plainLinesOf(show(part)).includes('Nothing of training was asked of this part in this period.'),
    );
    assert.deepEqual(titlesOf(show(part)), ['‹ Status']);
  });

  it('shows words in the place of what is left out, and says why', () => {
    const base = training().programme;
    assert.ok(base);
    const all = lines({
      suppressBelow: 5,
      programme: {
        ...base,
        attended: 'suppressed',
        rates: { ...noRates, ofPlaces: rate('ofPlaces', 'suppressed', 640, 'suppressed') },
      },
      byCourse: [
        course({
          course: 'Neglect',
          attended: 'suppressed',
          rates: { ...noRates, ofPlaces: rate('ofPlaces', 'suppressed', 100, 'suppressed', 4) },
        }),
      ],
      bySector: [{ sector: 'police', attended: 'suppressed', percent: 'suppressed', sources: [] }],
    });
    for (const line of [
      'Training so far: 29 of 37 runs held, attendance not shown.',
      'attended of places: not shown',
      '4 of 5 runs held, attendance not shown',
      'Counts of people below 5 are not shown, nor figures that would give them away.',
    ])
      assert.ok(all.includes(line), `${line}\n---\n${all.join('\n')}`);
    assert.equal(all[all.indexOf('police') + 1], 'not shown');
    assert.ok(!all.join(' ').includes('suppressed'));
  });

  it('is paged, with how much of each list is on the page, and small enough however long it is', () => {
    const first = show(facts());
    assert.deepEqual(button(first, 'Next').data['page'], 1);
    const of = huge().facts;
    const seen = new Set<string>();
    let pages = 0;
    for (let page = 0; ; page += 1) {
      const card = show(of, page);
      assert.ok(JSON.stringify(card).length < CARD_LIMIT);
      for (const line of plainLinesOf(card))
        if (/^(By|Compliance|Not returned|Does not)/.test(line)) seen.add(line);
      pages += 1;
      if (!titlesOf(card).some(title => title.startsWith('Next'))) break;
    }
    assert.ok(pages > 20, `${pages} pages`);
    assert.ok(
      [...seen].some(line => /^By course \(\d+ to \d+ of 61\)$/.test(line)),
      [...seen].join('\n'),
    );
    assert.ok([...seen].some(line => /^Does not fit \(\d+ to 60 of 60\)$/.test(line)));
  });
});
