/** The lines of an executive summary, each with the return that it comes from. */
import type { Facts } from '../../services/summary/facts.ts';
import { dayWords, periodSince, sourceWords, truncate } from '../words.ts';

export interface SummaryLine {
  hasRef: boolean;
  ref: string;
  text: string;
  /** In quiet text below. */
  source: string;
}

const TEXT = 280;
const NAME = 80;

const line = (ref: string, text: string, source: string): SummaryLine => ({
  hasRef: ref !== '',
  ref,
  text,
  source,
});

export function impactLines({ impact, board }: Facts): SummaryLine[] {
  return impact.map(({ action, text, source }) =>
    line(action, truncate(text, TEXT), sourceWords(source, board.timezone)),
  );
}

export function decisionLines({ decisions, board }: Facts): SummaryLine[] {
  return decisions.map(({ action, text, from, by, source }) =>
    line(
      action,
      truncate(text, TEXT),
      `from ${truncate(from, NAME)}, by ${dayWords(by)} · ${sourceWords(source, board.timezone)}`,
    ),
  );
}

/** Only outcomes that were measured in this period, with what was said the last time. */
export function measureLines({ outcomes, board, period }: Facts): SummaryLine[] {
  return outcomes.flatMap(({ ref, title, measure, value, asAt, from, source, last }) => {
    if (value === null) return [];
    const before = last ? `; ${truncate(last.value, 60)} in ${periodSince(last.period, period)}` : '';
    const detail = [
      ...(asAt ? [`as at ${dayWords(asAt)}`] : []),
      ...(from ? [truncate(from, NAME)] : []),
      ...(source ? [sourceWords(source, board.timezone)] : []),
    ];
    return [
      line(
        ref,
        `${truncate(measure ?? title, TEXT - 80)}: ${truncate(value, 80)}${before}`,
        detail.join(' · '),
      ),
    ];
  });
}

export function comingLines({ comingUp }: Facts): SummaryLine[] {
  return comingUp.map(({ action, title, due, groups }) =>
    line(
      action,
      truncate(title, TEXT),
      `due ${dayWords(due)} · ${truncate(groups.join(', '), NAME) || 'no group'}`,
    ),
  );
}
