/** The written reports that somebody may write now. */
import type { Actor } from '../people/access.ts';
import { may } from '../people/permissions.ts';
import { agencyPeople } from '../people/recipients.ts';
import { ownGroups } from '../returns/find-asked.ts';
import { isReportKind, type ReportKind } from '../returns/report-headings.ts';
import { type AskedName, askedNames } from '../rounds/asked-names.ts';
import { asks, rounds } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';

export interface ReportAsk {
  askId: string;
  kind: ReportKind;
  asked: AskedName;
  period: string;
}

/** Those of open rounds, newest first: of their own groups and agency; for the manager all, their own first. */
export async function findReportAsks(view: View, actor: Actor, now: Date): Promise<ReportAsk[]> {
  const { boardId, personId } = actor;
  const open = await view
    .rows(rounds)
    .find({ boardId, closedAt: null }, { orderBy: { startsOn: 'desc', openedAt: 'desc' } });
  const all = await view.rows(asks).find({ roundId: open.map(({ id }) => id) });
  const nameOf = await askedNames(view, boardId);
  const groupIds = await ownGroups(view, actor);
  const own: ReportAsk[] = [];
  const others: ReportAsk[] = [];
  for (const { id: roundId, period } of open) {
    for (const ask of all) {
      if (ask.roundId !== roundId || !isReportKind(ask.kind)) continue;
      const isOwn =
        ask.groupId !== null
          ? groupIds.has(ask.groupId)
          : (await agencyPeople(view, ask)).some(person => person.id === personId);
      (isOwn ? own : others).push({ askId: ask.id, kind: ask.kind, asked: nameOf(ask), period });
    }
  }
  return (await may(view, actor, 'answer.for-another', { now })) ? [...own, ...others] : own;
}
