/** A report as it is read, wherever it comes from: the draft, what was submitted, the facts of a period or a paper. */
import type { PartAnswer } from '../../services/returns/answers.ts';
import { kinds } from '../../services/returns/kinds.ts';
import type { ReportKind } from '../../services/returns/report-headings.ts';
import type { ReportState } from '../../services/returns/written-report.ts';
import type { ReportText } from '../../services/returns/written-report-submission.ts';
import type { ReportFacts } from '../../services/summary/report-facts.ts';
import { instantWords, oneLine, personWords, sourceWords } from '../words.ts';

export interface ReportToRead {
  kind: ReportKind;
  /** Whose report it is. */
  asked: string;
  period: string;
  /** "Submitted by Ann Ward, Police, …"; null where it is not. */
  submitted: string | null;
  headings: HeadingToRead[];
}

export interface HeadingToRead {
  id: string;
  title: string;
  /** Null where nothing is written. */
  text: string | null;
  /** Who wrote it, and when. */
  by: string;
}

/** "Quarterly report": words of ours. */
export const kindTitle = (kind: ReportKind): string => kinds[kind].title;

export const draftToRead = (state: ReportState): ReportToRead => ({
  ...aboutReport(state),
  submitted: null,
  headings: state.headings.map(({ id, title, answer }) => headingToRead(state, { id, title }, answer)),
});

/** What was submitted; headings without text where that was taken back. */
export const submittedToRead = (state: ReportState): ReportToRead => ({
  ...aboutReport(state),
  submitted: submittedWords(state),
  headings: state.headings.map(({ id, title }) =>
    headingToRead(state, { id, title }, state.submission?.texts.get(id) ?? null),
  ),
});

export const factsToRead = (facts: ReportFacts, zone: string): ReportToRead => ({
  kind: facts.kind,
  asked: facts.asked,
  period: facts.period,
  submitted: `Submitted by ${sourceWords(facts.source, zone)}`,
  headings: facts.headings.map(({ id, title, text, source }) => ({
    id,
    title,
    text,
    by: sourceWords(source, zone),
  })),
});

/** "QAS: quarterly report, submitted by Ann Ward, …, written on since": one line for a list. */
export function reportLine({ kind, asked, state, source }: ReportFacts, zone: string): string {
  const since = state === 'changed since' ? ', written on since' : '';
  return `${asked}: ${kindTitle(kind).toLowerCase()}, submitted by ${sourceWords(source, zone)}${since}`;
}

/** "Submitted by Ann Ward, Police, Fri 3 Jul 2026, 10:12, entered by Mia Hart"; null before. */
export function submittedWords({ submission, board }: ReportState): string | null {
  return submission ? `Submitted by ${writtenBy(submission.answer, board.timezone)}` : null;
}

/** "Ann Ward, Police, Fri 3 Jul 2026, 10:12". */
export function writtenBy({ by, enteredBy, at }: PartAnswer<ReportText>, zone: string): string {
  const entered = enteredBy ? `, entered by ${oneLine(enteredBy.name)}` : '';
  return `${personWords(by)}, ${instantWords(at, zone)}${entered}`;
}

const aboutReport = ({ kind, asked, round }: ReportState) => ({
  kind,
  asked: asked.name,
  period: round.period,
});

const headingToRead = (
  { board }: ReportState,
  heading: { id: string; title: string },
  answer: PartAnswer<ReportText> | null,
): HeadingToRead => ({
  ...heading,
  text: answer?.content.text ?? null,
  by: answer ? writtenBy(answer, board.timezone) : '',
});
