/** The written reports of a period, as they were submitted. Pure. */
import { createHash } from 'node:crypto';
import type { PartAnswer } from '../returns/answers.ts';
import { headingsOf, type ReportKind, reportKinds } from '../returns/report-headings.ts';
import type { Facts, Source } from './facts.ts';
import type { Records } from './records.ts';

export interface ReportFacts {
  kind: ReportKind;
  /** Whose report it is, as the returns name it: "QAS", "Police", "Priority 1". */
  asked: string;
  period: string;
  /** `changed since` where somebody wrote on after it was submitted; what stands here is what was submitted. */
  state: 'submitted' | 'changed since';
  headings: ReportHeadingFacts[];
  /** Who submitted it. */
  source: Source;
}

export interface ReportHeadingFacts {
  id: string;
  title: string;
  text: string;
  /** Who wrote it. */
  source: Source;
}

/** Groups in their order, then priorities and agencies; what was not submitted is a missing return, and nothing here. */
export function reportFacts({ reports, groups, nameOf, round }: Records): ReportFacts[] {
  const positions = new Map(groups.map(group => [group.id, group.position]));
  const { period } = round;
  return reports
    .map(({ kind, ask, submission, isChanged }) => ({
      place: positions.get(ask.groupId ?? '') ?? 0,
      facts: {
        kind,
        asked: nameOf(ask).short,
        period,
        state: isChanged ? ('changed since' as const) : ('submitted' as const),
        headings: headingsOf[kind].flatMap(({ id, title }) => {
          const said = submission.texts.get(id);
          return said ? [{ id, title, text: said.content.text, source: sourceOf(said, period) }] : [];
        }),
        source: sourceOf(submission.answer, period),
      },
    }))
    .sort(
      (one, other) =>
        reportKinds.indexOf(one.facts.kind) - reportKinds.indexOf(other.facts.kind) ||
        one.place - other.place ||
        one.facts.asked.localeCompare(other.facts.asked, 'en', { numeric: true }),
    )
    .map(({ facts }) => facts);
}

/** What each subgroup says of training; "None" is among the answers. */
export const trainingIssues = ({
  reports,
}: Pick<Facts, 'reports'>): { group: string; text: string; source: Source }[] =>
  reports.flatMap(({ asked, headings }) =>
    headings
      .filter(({ id }) => id === 'training-issues')
      .map(({ text, source }) => ({ group: asked, text, source })),
  );

/** A short name of one report among those of a period, for a button: what is on it may be frozen, and carries no id. */
export const reportCode = ({ kind, asked }: Pick<ReportFacts, 'kind' | 'asked'>): string =>
  createHash('sha256').update(`${kind} ${asked}`).digest('hex').slice(0, 12);

const sourceOf = (
  { by, at, version, enteredBy }: Omit<PartAnswer<unknown>, 'content'>,
  period: string,
): Source => ({
  by: by.name,
  agency: by.agency,
  at: at.toISOString(),
  version,
  period,
  enteredBy: enteredBy?.name ?? null,
});
