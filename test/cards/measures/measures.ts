/** The cards of measures: of words that stand wherever a person's own may. */
import type { Card, Forms } from '../../../cards/card.ts';
import { measuresCard } from '../../../cards/measures/ask-card.ts';
import { measureForm } from '../../../cards/measures/form-card.ts';
import type { MeasureLine, MeasuresState } from '../../../services/returns/measures.ts';
import { askBase } from '../asked/base.ts';
import { refusalOfText, stopped } from '../refusals.ts';
import { ann, NOW, rao } from '../samples.ts';

export function measureLine(text: string, given: Partial<MeasureLine> = {}): MeasureLine {
  return {
    outcomeId: 'part-2',
    ref: '1.2',
    title: text,
    measure: text,
    answer: null,
    last: {
      period: '2025-26 Q4',
      content: { outcomeId: 'part-2', value: text, asAt: '2026-03-31', source: text, note: text },
    },
    ...given,
  };
}

export function measuresState(text: string, lines = 7): MeasuresState {
  const answered = measureLine(text, {
    outcomeId: 'part-1',
    ref: '1.1',
    last: null,
    answer: {
      returnId: 'return-1',
      subjectId: 'part-1',
      version: 2,
      by: ann,
      enteredBy: rao,
      at: NOW,
      late: false,
      isUndo: false,
      content: { outcomeId: 'part-1', value: text, asAt: '2026-06-30', source: text, note: null },
    },
  });
  const missing = Array.from({ length: lines - 1 }, (_, index) =>
    measureLine(text, { outcomeId: `part-${index + 2}`, ref: `1.${index + 2}` }),
  );
  return { ...askBase('measures', { done: 1, total: lines }), lines: [answered, ...missing] };
}

export function measureCards(text: string, forms: Forms): [name: string, card: Card][] {
  const state = measuresState(text);
  const all = { ...state, done: state.total };
  const [answered, missing] = state.lines;
  if (!answered || !missing) throw new Error('The ask needs an answered measure and a missing one.');
  const view = { page: 0, now: NOW, banner: text, forms };
  const form = {
    values: { value: text.slice(0, 200), asAt: '2026-06-30', source: text.slice(0, 200), note: text },
    problems: { value: text, note: text },
    notice: text,
    version: 2,
    givers: { people: [{ id: 'p', name: text, agency: text }], chosen: 'p' },
    forms,
  };
  return [
    ['measures', measuresCard(state, view)],
    ['measures, last page', measuresCard(state, { ...view, page: 9, banner: null })],
    ['measures, all in', measuresCard(all, view)],
    ['measures, closed', measuresCard({ ...all, round: { ...all.round, closed: true } }, view)],
    [
      'measures, form',
      measureForm(state, missing, {
        values: {},
        problems: {},
        notice: null,
        version: 0,
        givers: { people: [], chosen: null },
        forms,
      }),
    ],
    ['measures, form filled', measureForm(state, answered, form)],
    [
      'measures, form stopped',
      measureForm(state, answered, { ...form, ...stopped(refusalOfText('note', text)) }),
    ],
  ];
}
