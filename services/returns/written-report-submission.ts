/**
 * What was submitted of a written report. A submission names the version of every heading that it takes in, so that
 * writing on afterwards, or an undo of either, never changes what was handed in.
 */
import { newestBySubject } from '../rounds/ask-progress.ts';
import { WHOLE } from '../rounds/owed/owed.ts';
import { reportTexts } from '../store/entities/reports.ts';
import { type ReturnRow, returns } from '../store/entities/returns.ts';
import { type AskRow, asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import { atMost, lessThan } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';
import { answersOf, contentsIn, type PartAnswer } from './answers.ts';
import { headingOfSubject, headingSubject } from './report-headings.ts';

/** One heading's words; of a submission, `heading` is the whole and `text` the versions it takes in. */
export interface ReportText {
  heading: string;
  text: string;
}

/** Of a submission, the text is versions and nobody's words. */
export const reportContents = contentsIn(reportTexts, ({ heading, text }) => ({
  text: heading === WHOLE ? null : text,
}));

/** By heading, the version of its text. */
export type HeadingVersions = ReadonlyMap<string, number>;

export const submissionOf = (versions: HeadingVersions): ReportText => ({
  heading: WHOLE,
  text: [...versions].map(([heading, version]) => `${heading}:${version}`).join(' '),
});

export function versionsIn({ text }: ReportText): HeadingVersions {
  const pairs = text.split(' ').map(pair => pair.split(':'));
  return new Map(pairs.flatMap(([heading = '', version]) => (version ? [[heading, Number(version)]] : [])));
}

export interface Submission {
  /** Who submitted it, and when. */
  answer: PartAnswer<ReportText>;
  /** By heading, its text as it was submitted, with who wrote it. */
  texts: ReadonlyMap<string, PartAnswer<ReportText>>;
}

/** @param asAt submissions saved later are not known yet; null for all */
export async function readSubmission(
  view: View,
  { id: askId, boardId }: Pick<AskRow, 'id' | 'boardId'>,
  asAt: Date | null = null,
): Promise<Submission | null> {
  const known = asAt ? { savedAt: atMost(asAt) } : {};
  const rows = await view.rows(returns).find({ askId, ...known }, { orderBy: { version: 'asc' } });
  const whole = newestBySubject(rows).get(WHOLE);
  if (!whole) return null;
  const [answer] = await answersOf(view, boardId, [whole], reportContents);
  if (!answer) return null;
  const submitted = versionsIn(answer.content);
  const isSubmitted = ({ subjectId, version }: ReturnRow) =>
    submitted.get(headingOfSubject(subjectId) ?? '') === version;
  const texts = await answersOf(view, boardId, rows.filter(isSubmitted), reportContents);
  return { answer, texts: new Map(texts.map(text => [text.content.heading, text])) };
}

/** The text that a heading had at a version; blank for none. */
export async function textAtVersion(
  view: View,
  { id: askId }: Pick<AskRow, 'id'>,
  heading: string,
  version: number,
): Promise<string> {
  const row = await view.rows(returns).first({ askId, subjectId: headingSubject(heading), version });
  if (!row || row.withdrawn) return '';
  return (await reportContents.read(view, [row.id])).get(row.id)?.text ?? '';
}

/** The newest report that the same submitted before this round; null where there is none. */
export async function lastSubmission(
  view: View,
  { ask, round }: { ask: AskRow; round: RoundRow },
): Promise<(Submission & { period: string }) | null> {
  const { boardId, kind, groupId, agencyId, priorityId } = ask;
  const earlier = await view
    .rows(rounds)
    .find(
      { boardId, startsOn: lessThan(round.startsOn) },
      { orderBy: { startsOn: 'desc', openedAt: 'desc' } },
    );
  const same = await view
    .rows(asks)
    .find({ roundId: earlier.map(({ id }) => id), kind, groupId, agencyId, priorityId });
  for (const { id, period } of earlier) {
    for (const one of same.filter(({ roundId }) => roundId === id)) {
      const submission = await readSubmission(view, one);
      if (submission) return { ...submission, period };
    }
  }
  return null;
}
