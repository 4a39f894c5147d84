/** The executive summary: position, exceptions first, direction, impact, decisions, measures, what comes next. */
import type { RatingWords } from '../../services/returns/ask-state.ts';
import { ratingWords } from '../../services/returns/ratings.ts';
import { countRatings } from '../../services/summary/directions.ts';
import type { Facts, RagCounts } from '../../services/summary/facts.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { pageOf, pageTitle } from '../paging.ts';
import { countRuns, ratingSentence } from '../ratings.ts';
import { faceOf } from '../render.ts';
import { section11Block } from '../section-11/board-line.ts';
import { attentionList } from '../status/attention.ts';
import { missingWords } from '../status/missing.ts';
import { priorityParts } from '../status/parts.ts';
import { leftOutWords, returnsSentence, scopeWords, signOffWords } from '../status/sentences.ts';
import { count, dayIn, instantWords, truncate } from '../words.ts';
import {
  answeredLines,
  comingLines,
  decisionLines,
  impactLines,
  measureLines,
  type SummaryLine,
} from './lines.ts';
import template from './summary-card.json' with { type: 'json' };
import { trainingLines } from './training-lines.ts';

export interface SummaryView {
  /** Null while the round is open and has no draft. */
  summaryId: string | null;
  version: number | null;
  /** Who approved it, by name; null for a draft. */
  approvedBy: string | null;
  approvedAt: Date | null;
  /** How many answers came after it was approved; they are not in it. */
  returnsSince: number;
  /** True for the manager, before whom a draft lies. */
  mayPost: boolean;
  /** True where its annex can be asked for. */
  hasAnnex?: boolean;
  /** The board's own words for the ratings; else the standard ones. */
  words?: RatingWords;
  /** As few lines as can be, where Teams found the card too large. */
  isSmall?: boolean;
  forms: Forms;
}

/** How many lines of each section are shown; fewer where they are long. */
const LINES = [8, 5, 3, 2] as const;

const face = faceOf(template);

export function summaryCard(facts: Facts, view: SummaryView): Card {
  return fitting<number>(
    LINES,
    lines => withDoors(face(summaryFace(facts, view, lines)), view.forms),
    view.isSmall,
  );
}

function summaryFace(facts: Facts, view: SummaryView, lines: number) {
  const { words = ratingWords({}) } = view;
  const { board, scope } = facts;
  const counted = [...facts.actions, ...facts.restricted];
  const totals = countRatings(counted);
  const position = `${returnsSentence(facts.returns)} ${trackSentence(totals)}`;
  const attention = attentionList(facts, words, { sources: true });
  const impact = impactLines(facts);
  const decisions = decisionLines(facts);
  const answered = answeredLines(facts);
  const measures = measureLines(facts);
  const coming = comingLines(facts);
  const training = trainingLines(facts);
  const counts = countRuns(totals, words);
  const missing = [missingWords(facts.returns), leftOutWords(facts)].filter(words => words !== '').join(' ');
  const parts = priorityParts(facts, words);
  const isDraft = view.summaryId !== null && view.approvedAt === null;
  const shown = <Row>(rows: readonly Row[]) => rows.slice(0, lines);
  const titled = (title: string, rows: readonly unknown[]) => pageTitle(title, pageOf(rows, 0, lines));
  return {
    plain: {
      fallback: `Summary of ${facts.period}: ${returnsSentence(facts.returns)} ${ratingSentence(totals, words) || 'No actions'}.`,
      banner: 'Draft. Only the manager sees it until it is posted.',
      attention: attention.length === 0 ? 'Nothing needs attention.' : titled('Needs attention', attention),
      direction: 'Direction of travel',
      difference: titled('What difference it made', [...measures, ...impact]),
      decisions: titled('Decisions asked for', decisions),
      answered: titled('Decisions answered', answered),
      training: titled('Training', training),
      coming: titled('Coming up', coming),
      reports: `Reports (${facts.reports.length})`,
    },
    hasBanner: isDraft,
    title: `${truncate(board.short, 60)} · ${facts.period}`,
    about: aboutWords(facts, view),
    hasSince: view.returnsSince > 0,
    since: `${count(view.returnsSince, 'return')} since, not in this paper.`,
    hasScope: scope.kind !== 'board',
    scope: scopeWords(scope),
    position: counted.length === 0 ? 'The plan has no actions yet.' : position,
    hasCounts: counts.length > 0,
    counts,
    hasSignOff: signOffWords(facts.returns) !== '',
    signOff: signOffWords(facts.returns),
    hasMissing: missing !== '',
    missing,
    hasList: counted.length > 0,
    list: shown(attention),
    hasParts: parts.length > 0,
    parts,
    hasDifference: measures.length + impact.length > 0,
    difference: differenceLines(measures, impact, lines),
    hasDecisions: decisions.length > 0,
    decisions: shown(decisions),
    hasAnswered: answered.length > 0,
    answered: shown(answered),
    hasTraining: training.length > 0,
    training: shown(training),
    ...section11Block(facts),
    hasComing: coming.length > 0,
    coming: shown(coming),
    hasReports: facts.reports.length > 0,
    period: facts.period,
    hasAnnex: view.hasAnnex ?? false,
    mayPost: view.mayPost && isDraft,
    summary: view.summaryId ?? '',
  };
}

/** Measures begin, then what people say of the difference; neither crowds the other out. */
function differenceLines(measures: SummaryLine[], impact: SummaryLine[], lines: number): SummaryLine[] {
  const kept = Math.min(impact.length, Math.ceil(lines / 2));
  const first = measures.slice(0, Math.max(0, lines - kept));
  return [...first, ...impact.slice(0, lines - first.length)];
}

/** "9 of 29 actions are on track or complete." */
function trackSentence(totals: RagCounts): string {
  const all = Object.values(totals).reduce((sum, number) => sum + number, 0);
  const well = totals.green + totals.complete;
  return `${well} of ${count(all, 'action')} ${well === 1 ? 'is' : 'are'} on track or complete.`;
}

/** "Executive summary, version 1 · approved Fri 3 Jul 2026 by Grace Lindley". */
function aboutWords({ board, asAt }: Facts, { version, approvedAt, approvedBy }: SummaryView): string {
  const what = `Executive summary${version === null ? '' : `, version ${version}`}`;
  const by = approvedBy ? ` by ${truncate(approvedBy, 80)}` : '';
  const when = approvedAt
    ? `approved ${dayIn(approvedAt, board.timezone)}${by}`
    : `as at ${instantWords(asAt, board.timezone)}`;
  return `${what} · ${when}`;
}
