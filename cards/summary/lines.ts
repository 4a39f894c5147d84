/** The lines of an executive summary, each with the return that it comes from. */
import type { Facts } from '../../services/summary/facts.ts';
import { dayWords, sourceWords, truncate } from '../words.ts';

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

/** Only outcomes that somebody has measured. */
export function measureLines({ outcomes, board }: Facts): SummaryLine[] {
  return outcomes.flatMap(({ ref, title, measure, value, asAt, source }) => {
    if (value === null) return [];
    const from = [
      ...(asAt ? [`as at ${dayWords(asAt)}`] : []),
      ...(source ? [sourceWords(source, board.timezone)] : []),
    ];
    return [
      line(ref, truncate(`${measure ?? title}: ${value}`, TEXT), from.join(' · ') || 'no source given'),
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
