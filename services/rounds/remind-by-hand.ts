/** The manager reminds everybody who has not answered, or one group, outside the schedule. */
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../people/access.ts';
import { findGroup } from '../people/groups.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import { boards, groups } from '../store/entities/board.ts';
import { reminders } from '../store/entities/reminders.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import { askedNames } from './asked-names.ts';
import { findOpenRound } from './find-round.ts';
import { missingAsks, remindRound } from './remind.ts';
import { calendarOf, openMoment } from './working-days.ts';

export interface Reminded {
  period: string;
  /** Who has not answered, and is reminded now where they can be reached. */
  reminded: string[];
  /** Messages that are due; 0 where nothing is missing, or nobody can be reached. */
  messages: number;
  /** True where reminders went out since the asker looked: then nobody is reminded again. */
  already: boolean;
  /** When they go out, ISO 8601 in UTC: at once, or when quiet hours and closed days are over. */
  at: string;
}

/**
 * @param choice the period, the open round where it is null; a group's name, everybody where it is null; how many
 *   reminders of the round the asker knows of, so that a second press reminds nobody twice
 * @throws CollateError `not_allowed`, `round_unknown`, `round_none_open`, `round_closed`, `group_unknown`
 */
export function remindByHand(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
  choice: { period: string | null; group: string | null; seen?: number },
): Promise<Reminded> {
  return store.write(async unit => {
    const now = clock.now();
    await requireMay(unit, actor, 'round.manage', { now }, 'send reminders');
    const { boardId } = actor;
    const board = await unit.rows(boards).get(boardId);
    const round = await findOpenRound(unit, boardId, choice.period);
    const groupId = choice.group === null ? undefined : (await groupNamed(unit, boardId, choice.group)).id;
    const missing = (await missingAsks(unit, round.id)).filter(
      ask => groupId === undefined || ask.groupId === groupId,
    );
    const made = await unit.rows(reminders).find({ roundId: round.id });
    const before = made.filter(({ audience }) => audience === 'group');
    const nameOf = await askedNames(unit, boardId);
    const told = {
      period: round.period,
      reminded: [...new Set(missing.map(ask => nameOf(ask).name))],
      at: openMoment(calendarOf(board), now).toISOString(),
    };
    if (choice.seen !== undefined && choice.seen !== made.length)
      return { ...told, messages: 0, already: true };
    const stage = Math.max(0, ...before.map(row => row.stage));
    const messages = await remindRound(unit, board, round, {
      stage,
      weeksLate: 0,
      now,
      ...(groupId === undefined ? {} : { groupId }),
    });
    await recordAudit(unit, {
      boardId,
      at: now,
      event: 'round.reminded',
      personId: actor.personId,
      channelRowId: actor.channelRowId,
      subject: { round: round.id, period: round.period, group: groupId ?? null, messages },
    });
    return { ...told, messages, already: false };
  });
}

async function groupNamed(view: View, boardId: string, name: string) {
  const all = await view.rows(groups).find({ boardId, retiredAt: null }, { orderBy: { position: 'asc' } });
  return findGroup(all, name);
}
