/** The cards of written reports that stand in Teams: the ask, and a report that was posted. */
import type { Card, Forms } from '../cards/card.ts';
import { noticeCard } from '../cards/notice/notice-card.ts';
import { listed } from '../cards/words.ts';
import { reportAskCard } from '../cards/written-report/ask-card.ts';
import { kindTitle, submittedToRead } from '../cards/written-report/report-to-read.ts';
import { wholeCard } from '../cards/written-report/whole-card.ts';
import type { Destinations } from '../services/reports/destinations.ts';
import { readSubmittedReport, type SubmittedReport } from '../services/reports/reader.ts';
import type { View } from '../services/store/unit-of-work.ts';
import type { AskFace } from './faces/face.ts';

/** The ask of any kind of written report. */
export const writtenReportFace: AskFace = async (
  view,
  { boardId, askId, now },
  { banner, isSmall, forms },
) => {
  const { state, destinations } = await readSubmittedReport(view, boardId, askId, now);
  const names = [...destinations.groups.map(({ name }) => name), ...destinations.others];
  return reportAskCard(state, { now, banner, destinations: names, isSmall, forms });
};

/** A priority lead's report as it was submitted, where it was posted. */
export async function postedReport(
  view: View,
  { boardId, askId, now }: { boardId: string; askId: string; now: Date },
  { forms, isSmall = false }: { forms: Forms; isSmall?: boolean },
): Promise<Card> {
  return drawPosted(await readSubmittedReport(view, boardId, askId, now), forms, isSmall);
}

export function drawPosted({ state, destinations }: SubmittedReport, forms: Forms, isSmall = false): Card {
  if (!state.submission)
    return noticeCard({
      tone: 'info',
      title: `${kindTitle(state.kind)} taken back`,
      text: `${state.asked.name}, ${state.round.period}: who submitted it took it back. It stands here again once it is submitted.`,
      mend: null,
      id: null,
    });
  return wholeCard(submittedToRead(state), {
    banner: null,
    notes: destinationNotes(destinations),
    codes: { from: 'submitted', ask: state.askId },
    place: 'posted',
    draft: null,
    hasList: false,
    isSmall,
    forms,
  });
}

/** Where it goes, and what is to be passed on by hand. */
export function destinationNotes({ groups, others }: Destinations): string[] {
  const posted = groups.filter(({ channelRowId }) => channelRowId !== null).map(({ name }) => name);
  const byHand = [
    ...groups
      .filter(({ channelRowId }) => channelRowId === null)
      .map(({ name }) => `${name}, which has no channel`),
    ...others.map(name => `the ${name.replace(/^the /i, '')}`),
  ];
  return [
    ...(posted.length > 0 ? [`For ${listed(posted)}`] : []),
    ...(byHand.length > 0 ? [`To be passed on to ${listed(byHand)}`] : []),
  ];
}
