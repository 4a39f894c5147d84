/** Every card that is posted has a smaller one, for where Teams finds it too large. */
import assert from 'node:assert/strict';
import type { Card } from '../../cards/card.ts';
import { digestCard } from '../../cards/digest/digest-card.ts';
import { sizeOf } from '../../cards/fit.ts';
import { measuresCard } from '../../cards/measures/ask-card.ts';
import { deliveriesCard } from '../../cards/notice/deliveries-card.ts';
import { tooLargeCard } from '../../cards/notice/too-large-card.ts';
import { progressCard } from '../../cards/round/progress-card.ts';
import { summaryCard } from '../../cards/summary/summary-card.ts';
import { reportAskCard } from '../../cards/written-report/ask-card.ts';
import { submittedToRead } from '../../cards/written-report/report-to-read.ts';
import { wholeCard } from '../../cards/written-report/whole-card.ts';
import { policies } from '../../services/delivery/policy.ts';
import type { DeliveryPurpose } from '../../services/ports.ts';
import { manyActions, showAsk } from './action-updates/shown.ts';
import * as compliance from './compliance/shown.ts';
import { hugeWeek } from './digest/shown.ts';
import { measuresState } from './measures/measures.ts';
import { stoppedOf } from './notice/deliveries.ts';
import { titlesOf } from './reading.ts';
import { manyAsked, roundProgress } from './round/shown.ts';
import { facts } from './sample-facts.ts';
import { askState, NOW } from './samples.ts';
import { changes, showSigning, signing } from './sign-off/shown.ts';
import * as training from './training-figures/shown.ts';
import { reportState, submittedState } from './written-report/reports.ts';

const words = 'Many agencies said much about very little, and then said it again. '.repeat(6);
const look = { page: 0, now: NOW, banner: null, forms: 'dialog' } as const;

const manyImpacts = () => {
  const some = facts();
  return { ...some, impact: [...some.impact, ...some.impact, ...some.impact, ...some.impact] };
};

const cards: Record<string, (isSmall: boolean) => Card> = {
  'action-updates': isSmall => showAsk(askState({ actions: manyActions(12), total: 12 }), { isSmall }),
  measures: isSmall => measuresCard(measuresState(words), { ...look, isSmall }),
  compliance: isSmall => compliance.askOf(compliance.complianceState(), { isSmall }),
  'training-figures': isSmall => training.showAsk(training.trainingState(training.fourRuns()), { isSmall }),
  'written report': isSmall => reportAskCard(reportState(words), { ...look, destinations: [], isSmall }),
  'sign-off': isSmall => showSigning(signing(words, { actions: changes(words) }), { isSmall }),
  summary: isSmall =>
    summaryCard(manyImpacts(), {
      summaryId: 's',
      version: 1,
      approvedBy: null,
      approvedAt: NOW,
      returnsSince: 0,
      mayPost: false,
      isSmall,
      forms: 'dialog',
    }),
  report: isSmall =>
    wholeCard(submittedToRead(submittedState(words)), {
      banner: null,
      notes: [],
      codes: { from: 'submitted', ask: 'ask' },
      place: 'posted',
      draft: null,
      hasList: false,
      isSmall,
      forms: 'dialog',
    }),
  digest: isSmall =>
    digestCard(hugeWeek(words), { section: null, page: 0, codes: {}, note: '', isSmall, forms: 'dialog' }),
  progress: isSmall =>
    progressCard(roundProgress(manyAsked(words, 30)), {
      canRemind: true,
      banner: null,
      isSmall,
      forms: 'dialog',
    }),
  'stopped-notice': isSmall =>
    deliveriesCard({
      counts: null,
      stopped: { count: 9, listed: stoppedOf('Room 4', words) },
      day: null,
      isSmall,
      forms: 'dialog',
    }),
};

describe('A card that Teams found too large', () => {
  for (const [name, make] of Object.entries(cards)) {
    it(`is smaller: ${name}`, () => {
      const [usual, small] = [sizeOf(make(false)), sizeOf(make(true))];
      assert.ok(small < usual, `${small} of ${usual} bytes`);
    });
  }

  it('has all of its first page behind “Next”', () => {
    const few = cards['action-updates']?.(true) as Card;
    assert.equal(titlesOf(few).filter(title => /^Update /.test(title)).length, 2);
    assert.ok(titlesOf(few).includes('Next 5 ›'));
  });

  it('is a line that says what it is and what to type, where no smaller one is small enough', () => {
    for (const purpose of Object.keys(policies) as DeliveryPurpose[]) {
      const card = tooLargeCard(purpose, true);
      assert.ok(sizeOf(card) < 2_000, purpose);
    }
    assert.match(JSON.stringify(tooLargeCard('digest', false)), /the digest.*type: digest/);
    assert.match(JSON.stringify(tooLargeCard('ask', true)), /the card of a return.*type: @Collate mine/);
  });
});
