/** Who may read a priority lead's report: those whom it is for, those who wrote it, and those who answer for the board. */
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { may } from '../people/permissions.ts';
import { ownGroups } from '../returns/find-asked.ts';
import { askOfKind } from '../returns/saving.ts';
import { type ReportState, readWrittenReport, reportKindOf } from '../returns/written-report.ts';
import { type AskRow, rounds } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import { type Destinations, readDestinations } from './destinations.ts';

export interface SubmittedReport {
  state: ReportState;
  destinations: Destinations;
}

/** A report and where it goes, for whoever shows it. @throws CollateError `ask_unknown` */
export async function readSubmittedReport(
  view: View,
  boardId: string,
  askId: string,
  now: Date,
): Promise<SubmittedReport> {
  const ask = await askOfKind(view, boardId, askId, await reportKindOf(view, boardId, askId));
  const round = await view.rows(rounds).get(ask.roundId);
  return {
    state: await readWrittenReport(view, boardId, askId, now),
    destinations: await readDestinations(view, ask, round),
  };
}

/** The same for somebody who may read it. @throws CollateError `ask_unknown`, `not_allowed` */
export async function readReportFor(
  view: View,
  actor: Actor,
  askId: string,
  now: Date,
): Promise<SubmittedReport> {
  const report = await readSubmittedReport(view, actor.boardId, askId, now);
  const ask = await askOfKind(view, actor.boardId, askId, report.state.kind);
  if (!(await mayRead(view, actor, ask, report, now)))
    throw new CollateError(
      'not_allowed',
      'This report is for those whom it was sent to. Ask the business unit.',
    );
  return report;
}

async function mayRead(
  view: View,
  actor: Actor,
  ask: AskRow,
  { destinations }: SubmittedReport,
  now: Date,
): Promise<boolean> {
  if (await may(view, actor, 'board.see', { now })) return true;
  // Of a channel that serves several groups, everybody in it reads what is posted there.
  const own = await ownGroups(view, actor);
  if (destinations.groups.some(({ id }) => own.has(id))) return true;
  return may(view, actor, 'group.see', { ...ask, now });
}
