/** The progress of a round as the cards meet it, and every card of it. */
import type { Card, Forms } from '../../../cards/card.ts';
import { missingCard } from '../../../cards/round/missing-card.ts';
import { progressCard } from '../../../cards/round/progress-card.ts';
import type { AskedProgress, RoundProgress } from '../../../services/summary/round-progress.ts';
import { actionsAsk, missingActions, qas } from '../reminder/shown.ts';

const one = (answered: number, of: number, kind = 'action-updates') => ({ kind, answered, of, noChange: 0 });

export const asked = (name: string, given: Partial<AskedProgress> = {}): AskedProgress => ({
  name,
  returns: [one(0, 8)],
  state: 'silent',
  late: false,
  reached: true,
  ...given,
});

const isIn = (name: string, late = false) => asked(name, { returns: [one(8, 8)], state: 'in', late });

export function roundProgress(given: Partial<RoundProgress> = {}): RoundProgress {
  return {
    board: { key: 'cwac', short: 'Cheshire West SCP', timezone: 'Europe/London' },
    round: {
      id: 'round-1',
      period: '2026-27 Q1',
      due: '2026-07-10',
      firstDue: null,
      dueReason: null,
      paperOn: null,
    },
    asAt: '2026-07-06T08:00:00.000Z',
    returns: { expected: 8, received: 4, noChange: 1, late: 1 },
    asked: [
      isIn('QAS'),
      asked('CE', { returns: [one(5, 8)], state: 'part' }),
      asked('Training Hub', {
        returns: [one(2, 2), one(0, 1, 'training-figures'), one(1, 3, 'measures')],
        state: 'part',
      }),
      asked('PPG'),
      asked('Neglect', { reached: false }),
      isIn('CDOP', true),
      isIn('Priority 1'),
    ],
    leftOut: [{ group: 'Missing and Exploited', reason: 'it merges with CE in July' }],
    closed: null,
    reminders: 2,
    ...given,
  };
}

/** A board of 25 groups with agencies beside them, and one that has hundreds. */
export const manyAsked = (name: string, count: number): Partial<RoundProgress> => ({
  asked: Array.from({ length: count }, (_, index) =>
    asked(`${name} ${index}`, index % 3 === 0 ? { returns: [one(8, 8)], state: 'in' } : { late: true }),
  ),
});

export function progressCards(text: string, forms: Forms): [string, Card][] {
  const of = (given: Partial<RoundProgress> = {}, look = {}) =>
    progressCard(roundProgress(given), { canRemind: true, banner: null, forms, ...look });
  const hostile = {
    board: { key: 'cwac', short: text, timezone: 'Europe/London' },
    leftOut: Array.from({ length: 30 }, () => ({ group: text, reason: text })),
  };
  const moved = { ...roundProgress().round, firstDue: '2026-07-17', dueReason: text };
  const closed = { on: '2026-07-17', received: 3 };
  const many = Array.from({ length: 30 }, (_, index) => ({
    asked: { ...qas, id: `g${index}`, name: text },
    asks: [
      actionsAsk(
        missingActions().map(action => ({ ...action, lead: { id: 'p', name: text, teamsUserId: null } })),
      ),
    ],
  }));
  const missing = (list: typeof many, page = 0) => {
    const { round, board } = roundProgress();
    return missingCard(list, { round, board: { ...board, short: text }, page, forms });
  };
  return [
    ['progress', of()],
    ['progress, 25 groups', of({ ...hostile, ...manyAsked(text, 25) }, { banner: text })],
    ['progress, hundreds', of({ ...hostile, ...manyAsked(text, 300) })],
    ['progress, moved', of({ round: moved })],
    ['progress, in the executive’s channel', of({}, { canRemind: false })],
    ['progress, closed', of({ closed })],
    ['progress, all in', of({ asked: [isIn('QAS')], leftOut: [] })],
    [
      'progress, nothing asked',
      of({ asked: [], leftOut: [], returns: { expected: 0, received: 0, noChange: 0, late: 0 } }),
    ],
    ['missing', missing(many, 1)],
    ['missing, none', missing([])],
  ];
}
