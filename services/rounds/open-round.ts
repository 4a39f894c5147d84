/** Opens a reporting round: an ask for everything that is owed in it, and its card where it is answered. */
import { recordAudit } from '../audit/record.ts';
import { CollateError } from '../errors.ts';
import { findGroup } from '../people/groups.ts';
import { requireMay } from '../people/permissions.ts';
import { recipientsOf } from '../people/recipients.ts';
import type { Clock } from '../ports.ts';
import { isKind, type KindName, kindNames } from '../returns/kinds.ts';
import { type BoardRow, boards, type GroupRow, groups } from '../store/entities/board.ts';
import { type AskRow, asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import { lessThan, moreThan } from '../store/rows.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import { livingChannels } from '../teams/living-channels.ts';
import { dayOf, isDay } from '../time.ts';
import { addPart } from './ask-parts.ts';
import { askedNames } from './asked-names.ts';
import { askAfterAll, groupsLeftOut } from './left-out.ts';
import { isSame, type Owed } from './owed/owed.ts';
import { owedIn } from './owed/registry.ts';
import { type Period, parsePeriod } from './periods.ts';
import { type PlannedRound, plannedRound, readPlanning, rulesOf } from './planned-rounds.ts';
import { postOpenAsks } from './post-asks.ts';
import { refreshProgress } from './post-progress.ts';
import { reconcileOpenAsks } from './reconcile.ts';
import { daysAfterDue } from './round-days.ts';
import { calendarOf, type WorkingCalendar } from './working-days.ts';

export interface OpenRoundInput {
  boardId: string;
  /** As a person types it: `2026-27 Q1`. */
  period: string;
  /** `YYYY-MM-DD`. */
  due: string;
  /** True to ask only the groups whose cadence brings them into this period; others are asked as well unless given. */
  byCadence?: boolean;
  /** Names of the groups to ask, also such as were left out; everybody else who owes something where it is empty. */
  groups?: string[];
  /** The kinds of return to ask for, whatever the season; what the period brings where it is empty. */
  kinds?: string[];
  /** Who opens it; null from the terminal. */
  personId?: string | null;
}

export interface OpenedRound {
  roundId: string;
  period: string;
  due: string;
  /** True where the round was open already and asks were added to it. */
  existed: boolean;
  /** Who is asked now for what, and in how many parts (actions, measures, …). */
  asked: { to: string; kind: KindName; parts: number }[];
  /** Groups asked now that have no channel to be asked in, and agencies of whom the board file names nobody. */
  unreached: { groups: string[]; agencies: string[] };
  /** Who was asked before, and stays so. */
  alreadyAsked: string[];
  /** Other rounds that are open at the same time. */
  alsoOpen: string[];
  /** Named groups that owe nothing. */
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
      await requireMay(unit, actor, 'round.manage', { now }, 'open a round');
    }
    return openRoundIn(unit, input, now);
  });
}

/** The same in the unit of work of something else, as the schedule's. */
export async function openRoundIn(unit: Unit, input: OpenRoundInput, now: Date): Promise<OpenedRound> {
  const board = await unit.rows(boards).get(input.boardId);
  const period = parsePeriod(input.period, board.yearStarts);
  const planned = plannedRound(await readPlanning(unit, board), period);
  const existing = await unit.rows(rounds).first({ boardId: board.id, period: period.name });
  const round = existing
    ? rightRound(existing, input.due)
    : await unit
        .rows(rounds)
        .insert(newRound(board, period, input, { now, planned, calendar: calendarOf(board) }));

  const named = readKinds(input.kinds ?? []);
  const wanted = await wantedGroups(unit, board.id, input.groups ?? []);
  const out = await groupsLeftOut(unit, board.id, period.name);
  if (wanted) await askAfterAll(unit, board.id, period.name, wanted);
  const back = new Set(wanted?.flatMap(({ id }) => (existing && out.has(id) ? id : [])));
  if (back.size > 0) await reconcileOpenAsks(unit, board.id, now);
  const isAsked = ({ asked: { groupId } }: Owed) => {
    if (wanted) return wanted.some(({ id }) => id === groupId);
    if (groupId === null) return true;
    if (planned.leftOut.some(out => out.groupId === groupId)) return false;
    return !input.byCadence || planned.groups.some(({ id }) => id === groupId);
  };
  const owed = (await owedIn(unit, board, period, named)).filter(isAsked);
  const { fresh: added, before: known } = await askFor(unit, round, owed, { now, named: named !== null });
  // Who was left out is asked for again what they had not answered.
  const isBack = ({ asked: { groupId } }: Owed) => groupId !== null && back.has(groupId);
  const fresh = [...added, ...known.filter(isBack)];
  const before = known.filter(owing => !isBack(owing));
  await postOpenAsks(unit, board.id, now);
  if (existing) await refreshProgress(unit, round.id, now);

  const nameOf = await askedNames(unit, board.id);
  await recordAudit(unit, {
    boardId: board.id,
    at: now,
    event: 'round.opened',
    personId: input.personId ?? null,
    subject: { round: round.id, period: round.period, asks: fresh.length },
  });
  return {
    roundId: round.id,
    period: round.period,
    due: round.due,
    existed: existing !== null,
    asked: fresh.map(({ kind, asked, parts }) => ({ to: nameOf(asked).name, kind, parts: parts.length })),
    unreached: await unreached(unit, board.id, fresh, owing => nameOf(owing.asked).name),
    alreadyAsked: [...new Set(before.map(({ asked }) => nameOf(asked).name))],
    alsoOpen: (await unit.rows(rounds).find({ boardId: board.id, closedAt: null, setId: null }))
      .filter(other => other.id !== round.id)
      .map(other => other.period),
    nothingToAsk: (wanted ?? [])
      .filter(group => !owed.some(({ asked }) => asked.groupId === group.id))
      .map(group => group.name),
  };
}

/** Who cannot be reached yet: a group without a channel, an agency of whom nobody is named. */
async function unreached(
  view: View,
  boardId: string,
  fresh: readonly Owed[],
  nameOf: (owed: Owed) => string,
): Promise<OpenedRound['unreached']> {
  const channelOf = await livingChannels(view, boardId);
  const found = { groups: new Set<string>(), agencies: new Set<string>() };
  for (const owed of fresh) {
    const { groupId } = owed.asked;
    if (groupId !== null) {
      if (!channelOf.has(groupId)) found.groups.add(nameOf(owed));
    } else if ((await recipientsOf(view, { boardId, ...owed.asked })).length === 0) {
      found.agencies.add(nameOf(owed));
    }
  }
  return { groups: [...found.groups], agencies: [...found.agencies] };
}

/** @throws CollateError `input_invalid` for a kind that is none */
function readKinds(names: readonly string[]): KindName[] | null {
  if (names.length === 0) return null;
  return names.map(name => {
    const kind = name.trim().toLowerCase().replaceAll(' ', '-');
    if (isKind(kind)) return kind;
    throw new CollateError(
      'input_invalid',
      `“${name.slice(0, 40)}” is not a kind of return. The kinds are: ${kindNames.join(', ')}.`,
    );
  });
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
  { now, planned, calendar }: { now: Date; planned: PlannedRound; calendar: WorkingCalendar },
): Omit<RoundRow, 'id'> {
  if (!isDay(due))
    throw new CollateError('input_invalid', `“${due.slice(0, 40)}” is not a day. Write 2026-07-10.`);
  const today = dayOf(now, board.timezone);
  if (due < today) throw new CollateError('input_invalid', `The due day ${due} is past: today is ${today}.`);
  const days = daysAfterDue(due, planned, rulesOf(board), calendar);
  return {
    boardId: board.id,
    period: period.name,
    startsOn: period.starts,
    endsOn: period.ends,
    due,
    signOffBy: days.signOff,
    paperOn: days.papers,
    meetingOn: days.meeting,
    openedAt: now,
    openedById: personId ?? null,
    closedAt: null,
    heldAt: null,
    heldById: null,
    holdReason: null,
    firstDue: null,
    dueSetAt: null,
    dueReason: null,
    setId: null,
    turn: null,
  };
}

/** The groups that were named; null where none was, and everybody is meant. */
async function wantedGroups(
  view: View,
  boardId: string,
  names: readonly string[],
): Promise<GroupRow[] | null> {
  if (names.length === 0) return null;
  const all = await view.rows(groups).find({ boardId, retiredAt: null }, { orderBy: { position: 'asc' } });
  const named = names.map(name => findGroup(all, name));
  return all.filter(group => named.includes(group));
}

/** Asks for what was not asked for before: in this round or, where the season alone brings it, in another of that time. */
async function askFor(
  unit: Unit,
  round: RoundRow,
  owed: readonly Owed[],
  { now, named }: { now: Date; named: boolean },
): Promise<{ fresh: Owed[]; before: Owed[] }> {
  const here = await unit.rows(asks).find({ roundId: round.id });
  const elsewhere = named ? [] : await asksOfThatTime(unit, round);
  const fresh: Owed[] = [];
  const before: Owed[] = [];
  for (const one of owed) {
    if (here.some(isSame(one))) before.push(one);
    // A group's returns are of a round; a priority's and an agency's come once, whatever rounds overlap.
    else if (one.asked.groupId !== null || !elsewhere.some(isSame(one))) fresh.push(one);
  }
  for (const { kind, asked, parts } of fresh) {
    const ask = await unit.rows(asks).insert({
      boardId: round.boardId,
      roundId: round.id,
      kind,
      ...asked,
      openedAt: now,
      completedAt: null,
    });
    for (const [position, part] of parts.entries()) await addPart(unit, ask, part, position);
  }
  return { fresh, before };
}

async function asksOfThatTime(view: View, { id, boardId, startsOn, endsOn }: RoundRow): Promise<AskRow[]> {
  const overlapping = await view
    .rows(rounds)
    .find({ boardId, startsOn: lessThan(endsOn), endsOn: moreThan(startsOn) });
  const others = overlapping.filter(round => round.id !== id).map(round => round.id);
  return view.rows(asks).find({ roundId: others });
}
