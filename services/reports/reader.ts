/** Who may read a priority lead's report: those whom it is for, those who wrote it, and those who answer for the board. */
import { CollateError, isCollateError } from '../errors.ts';
import { type Actor, hasRole, requireAnswerer } from '../people/access.ts';
import { ownGroups } from '../returns/find-asked.ts';
import { findAsk } from '../returns/saving.ts';
import { type ReportState, readWrittenReport, reportKindOf } from '../returns/written-report.ts';
import { boards } from '../store/entities/board.ts';
import { type AskRow, rounds } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import { dayOf } from '../time.ts';
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
  const ask = await findAsk(view, boardId, askId, await reportKindOf(view, boardId, askId));
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
  const ask = await findAsk(view, actor.boardId, askId, report.state.kind);
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
  for (const role of ['manager', 'board-chair', 'scrutineer'] as const)
    if (await hasRole(view, actor, role)) return true;
  const { executiveGroupId, timezone } = await view.rows(boards).get(actor.boardId);
  const readers = [...destinations.groups.map(({ id }) => id), executiveGroupId];
  // Of a channel that serves several groups, everybody in it reads what is posted there.
  const own = await ownGroups(view, actor);
  if (readers.some(groupId => groupId !== null && own.has(groupId))) return true;
  try {
    await requireAnswerer(view, actor, ask, { today: dayOf(now, timezone) });
    return true;
  } catch (error) {
    if (isCollateError(error, 'not_allowed')) return false;
    throw error;
  }
}
