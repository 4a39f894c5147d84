/** Opens a reporting round: an ask for each group that owns actions, and its card in the group's channel. */
import { recordAudit } from '../audit/record.ts';
import { CollateError } from '../errors.ts';
import { requireManager } from '../people/access.ts';
import { findGroup } from '../people/groups.ts';
import type { Clock } from '../ports.ts';
import { type BoardRow, boards, type GroupRow, groups } from '../store/entities/board.ts';
import { askActions, asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import { channelLinks, channels } from '../store/entities/teams.ts';
import type { Store, Unit } from '../store/unit-of-work.ts';
import { dayOf, isDay } from '../time.ts';
import { actionsToAsk, type OwedAction } from './owed.ts';
import { type Period, parsePeriod } from './periods.ts';
import { postOpenAsks } from './post-asks.ts';

export interface OpenRoundInput {
  boardId: string;
  /** As a person types it: `2026-27 Q1`. */
  period: string;
  /** `YYYY-MM-DD`. */
  due: string;
  /** Names of the groups to ask; all that own actions where it is empty. */
  groups?: string[];
  /** Who opens it; null from the terminal. */
  personId?: string | null;
}

export interface OpenedRound {
  roundId: string;
  period: string;
  due: string;
  /** True where the round was open already and groups were added to it. */
  existed: boolean;
  /** The groups asked now, with how many actions. */
  asked: { group: string; actions: number }[];
  /** Groups asked now that have no channel to be asked in. */
  withoutChannel: string[];
  /** Groups that were asked before, and stay so. */
  alreadyAsked: string[];
  /** Other rounds that are open at the same time. */
  alsoOpen: string[];
  /** Named groups that own no action. */
  nothingToAsk: string[];
}

interface Deps {
  store: Store;
  clock: Clock;
}

/** @throws CollateError `period_invalid`, `input_invalid`, `group_unknown`, `round_closed`, `round_exists` */
export function openRound({ store, clock }: Deps, input: OpenRoundInput): Promise<OpenedRound> {
  return store.write(async unit => {
    const now = clock.now();
    if (input.personId) {
      const actor = { boardId: input.boardId, personId: input.personId, channelRowId: null };
      await requireManager(unit, actor, 'open a round');
    }
    const board = await unit.rows(boards).get(input.boardId);
    const period = parsePeriod(input.period, board.yearStarts);
    const existing = await unit.rows(rounds).first({ boardId: board.id, period: period.name });
    const round = existing
      ? rightRound(existing, input.due)
      : await unit.rows(rounds).insert(newRound(board, period, input, now));

    const owed = await actionsToAsk(unit, board.id);
    const wanted = await groupsToAsk(unit, board.id, input.groups ?? [], owed);
    const asked = await askGroups(unit, round, wanted.owing, owed, now);
    await postOpenAsks(unit, board.id, now);

    const linked = await groupsWithChannel(unit, board.id);
    await recordAudit(unit, {
      boardId: board.id,
      at: now,
      event: 'round.opened',
      personId: input.personId ?? null,
      subject: { round: round.id, period: round.period, asks: asked.length },
    });
    return {
      roundId: round.id,
      period: round.period,
      due: round.due,
      existed: existing !== null,
      asked: asked.map(group => ({ group: group.name, actions: owed.get(group.id)?.length ?? 0 })),
      withoutChannel: asked.filter(group => !linked.has(group.id)).map(group => group.name),
      alreadyAsked: wanted.owing.filter(group => !asked.includes(group)).map(group => group.name),
      alsoOpen: (await unit.rows(rounds).find({ boardId: board.id, closedAt: null }))
        .filter(other => other.id !== round.id)
        .map(other => other.period),
      nothingToAsk: wanted.owingNothing.map(group => group.name),
    };
  });
}

/** The groups that can be asked in a channel that is there. */
async function groupsWithChannel(unit: Unit, boardId: string): Promise<Set<string>> {
  const present = new Set((await unit.rows(channels).find({ boardId, goneAt: null })).map(row => row.id));
  const links = await unit.rows(channelLinks).find({ boardId });
  return new Set(
    links.flatMap(link => (link.channelRowId && present.has(link.channelRowId) ? [link.groupId] : [])),
  );
}

function rightRound(round: RoundRow, due: string): RoundRow {
  if (round.closedAt) throw new CollateError('round_closed', `The round ${round.period} is closed.`);
  if (round.due !== due) {
    throw new CollateError(
      'round_exists',
      `The round ${round.period} is open already and due ${round.due}. To add groups to it, name the same due day.`,
    );
  }
  return round;
}

function newRound(
  board: BoardRow,
  period: Period,
  { due, personId }: OpenRoundInput,
  now: Date,
): Omit<RoundRow, 'id'> {
  if (!isDay(due))
    throw new CollateError('input_invalid', `“${due.slice(0, 40)}” is not a day. Write 2026-07-10.`);
  const today = dayOf(now, board.timezone);
  if (due < today) throw new CollateError('input_invalid', `The due day ${due} is past: today is ${today}.`);
  return {
    boardId: board.id,
    period: period.name,
    startsOn: period.starts,
    endsOn: period.ends,
    due,
    signOffBy: null,
    paperOn: null,
    meetingOn: null,
    openedAt: now,
    openedById: personId ?? null,
    closedAt: null,
  };
}

async function groupsToAsk(unit: Unit, boardId: string, names: string[], owed: Map<string, OwedAction[]>) {
  const all = await unit.rows(groups).find({ boardId, retiredAt: null }, { orderBy: { position: 'asc' } });
  const named = names.length > 0 ? names.map(name => findGroup(all, name)) : all;
  const wanted = all.filter(group => named.includes(group));
  return {
    owing: wanted.filter(group => owed.has(group.id)),
    owingNothing: names.length > 0 ? wanted.filter(group => !owed.has(group.id)) : [],
  };
}

/** @returns the groups that had no ask in this round before */
async function askGroups(
  unit: Unit,
  round: RoundRow,
  wanted: GroupRow[],
  owed: Map<string, OwedAction[]>,
  now: Date,
): Promise<GroupRow[]> {
  const kind = 'action-updates';
  const before = new Set((await unit.rows(asks).find({ roundId: round.id, kind })).map(ask => ask.groupId));
  const fresh = wanted.filter(group => !before.has(group.id));
  for (const group of fresh) {
    const ask = await unit.rows(asks).insert({
      boardId: round.boardId,
      roundId: round.id,
      kind,
      groupId: group.id,
      openedAt: now,
      completedAt: null,
    });
    for (const [position, { actionId, rates }] of (owed.get(group.id) ?? []).entries()) {
      await unit
        .rows(askActions)
        .insert({ boardId: round.boardId, askId: ask.id, actionId, rates, position });
    }
  }
  return fresh;
}
