/** The lines of an executive summary, each with the return that it comes from. */
import type { Facts } from '../../services/summary/facts.ts';
import { answeredDecisions, answerWords, openDecisions, openWords } from '../decisions/words.ts';
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

/** With how old they are, and on which agenda. */
export function decisionLines({ decisions, board }: Facts): SummaryLine[] {
  return openDecisions(decisions).map(decision =>
    line(
      decision.action,
      truncate(decision.text, TEXT),
      `${openWords(decision)} · ${sourceWords(decision.source, board.timezone)}`,
    ),
  );
}

/** What came back: what, from whom, when, in which words. */
export function answeredLines({ decisions }: Facts): SummaryLine[] {
  return answeredDecisions(decisions).map(decision =>
    line(decision.action, truncate(decision.text, TEXT), answerWords(decision)),
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
