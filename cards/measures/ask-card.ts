/** The measures that a group is asked for: each outcome's, its value now, and what was said the last time. */
import type { MeasureLine, MeasuresState } from '../../services/returns/measures.ts';
import { framed, frameView } from '../asked/frame.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { postedPage } from '../paging.ts';
import { faceOf } from '../render.ts';
import { count, dayWords, giverWords, periodSince, plainRef, truncate } from '../words.ts';
import template from './ask-card.json' with { type: 'json' };

const ROWS = 5;
const TEXT = 200;

export interface MeasuresView {
  /** Counted from 0; five rows each. */
  page: number;
  now: Date;
  banner: string | null;
  /** Two rows on the first page: the next shows all five of it. */
  isSmall?: boolean;
  forms: Forms;
}

const face = faceOf(framed(template));

export function measuresCard(state: MeasuresState, view: MeasuresView): Card {
  const { now, banner, forms } = view;
  const missingFirst = [
    ...state.lines.filter(({ answer }) => answer === null),
    ...state.lines.filter(({ answer }) => answer !== null),
  ];
  const { page, shown, rest, next } = postedPage(missingFirst, view, ROWS);
  const missing = count(state.total - state.done, 'measure');
  const savedRef = state.lines.find(({ outcomeId }) => outcomeId === state.lastSaved?.subjectId)?.ref ?? '';
  const frame = frameView(state, {
    request: `Please give ${missing}`,
    missing,
    complete: state.total === 1 ? 'The measure is in.' : `All ${state.total} measures are in.`,
    savedPart: `measure ${plainRef(savedRef)} (version ${state.lastSaved?.version ?? 0})`,
    hintWord: 'measures',
    banner,
    now,
  });
  return withDoors(
    face({
      ...frame,
      plain: { ...frame.plain, next: `Next ${Math.min(ROWS, rest)} ›` },
      lines: shown.map(line => lineFace(line, state)),
      hasPages: page > 0 || rest > 0,
      canGoBack: page > 0,
      canGoOn: rest > 0,
      nextPage: next,
    }),
    forms,
  );
}

function lineFace({ outcomeId, ref, title, measure, answer, last }: MeasureLine, { round }: MeasuresState) {
  const before = last
    ? `${truncate(last.content.value, TEXT / 2)} in ${periodSince(last.period, round.period)}`
    : 'not measured before';
  return {
    outcome: outcomeId,
    ref,
    short: truncate(measure, TEXT / 2),
    measure: truncate(measure, TEXT),
    verbWord: answer ? 'Edit' : 'Give',
    hasAnswer: answer !== null,
    value: truncate(answer?.content.value ?? '', TEXT),
    detail: answer
      ? `as at ${dayWords(answer.content.asAt)} · ${truncate(answer.content.source, TEXT / 2)} · ${giverWords(answer)}`
      : '',
    last: `${truncate(title, TEXT / 2)} · ${before}`,
  };
}
