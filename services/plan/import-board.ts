/** Imports a board file: one unit of work, in which the file's state becomes the store's and history stays. */
import { isDeepStrictEqual } from 'node:util';
import { recordAudit } from '../audit/record.ts';
import { type CalendarBytes, type ExpandedCalendar, expandCalendar } from '../calendar/file-calendars.ts';
import { inBoardFile } from '../calendar/meetings.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { managersOf } from '../people/leaders.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import { followMeetings } from '../rounds/follow-meetings.ts';
import { reconcileOpenAsks } from '../rounds/reconcile.ts';
import { lookAtOpeningsAgain } from '../schedule/look-again.ts';
import { type BoardRow, type BoardSettings, boards, type GroupRow, groups } from '../store/entities/board.ts';
import type { Store, Unit } from '../store/unit-of-work.ts';
import { linkByName } from '../teams/link.ts';
import { type Day, dayOf } from '../time.ts';
import type { BoardFile } from './board-file.ts';
import { type Change, ChangeLog } from './changes.ts';
import { importPeople } from './import-people.ts';
import { importPlan } from './import-plan.ts';
import { importSets } from './import-sets.ts';
import { rebaseBoardFile, yearsToBring } from './rebase.ts';

export interface ImportOptions {
  /** Shows what would change, and changes nothing. */
  dryRun?: boolean;
  /** Who imports it, where not the terminal does. */
  actor?: Actor;
  /** Moves every date by whole years so that today lies in the plan. */
  rebase?: boolean;
  /** The calendar files that the board file names; null where they cannot be read, as in chat. */
  calendars?: CalendarBytes | null;
}

export interface ImportResult {
  boardId: string;
  boardKey: string;
  boardName: string;
  planTitle: string;
  changes: Change[];
  /** By how many years every date was moved. */
  rebasedYears: number;
  /** Events of the calendar files that are the meeting of no group here. */
  unmatched: ExpandedCalendar['unmatched'];
  dryRun: boolean;
  /** Who manages the board then, by name. */
  managers: string[];
  /** True where it takes the role of manager away from who imports it. */
  losesOwnRole: boolean;
}

interface Deps {
  store: Store;
  clock: Clock;
}

/** @throws CollateError `not_allowed`; `board_file_invalid` where it would leave nobody who could send another */
export async function importBoard(
  { store, clock }: Deps,
  file: BoardFile,
  { dryRun = false, rebase = false, actor, calendars = null }: ImportOptions = {},
): Promise<ImportResult> {
  try {
    return await store.write(async unit => {
      const now = clock.now();
      if (actor) await requireMay(unit, actor, 'plan.change', { now });
      const options = { rebase, calendars, personId: actor?.personId ?? null };
      const imported = await importIn(unit, file, now, options);
      const result = { ...imported, ...(await managersAfter(unit, imported.boardId, actor)) };
      if (dryRun) throw new DryRun({ ...result, dryRun });
      return result;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.result;
    throw error;
  }
}

/** At the terminal a board may be left without a manager: there it can be mended. */
async function managersAfter(
  unit: Unit,
  boardId: string,
  actor: Actor | undefined,
): Promise<Pick<ImportResult, 'managers' | 'losesOwnRole'>> {
  const managers = await managersOf(unit, boardId);
  if (actor && managers.length === 0)
    throw new CollateError(
      'board_file_invalid',
      'This file names no manager, so nobody could change the board here any more. Give somebody among its people roles: [manager], and send it again. Nothing was changed.',
    );
  return {
    managers: managers.map(({ name }) => name),
    losesOwnRole: actor !== undefined && managers.every(({ id }) => id !== actor.personId),
  };
}

/** Carries the result of a dry run out of the unit of work that it rolls back. */
class DryRun extends Error {
  readonly result: ImportResult;

  constructor(result: ImportResult) {
    super('dry run');
    this.result = result;
  }
}

async function importIn(
  unit: Unit,
  original: BoardFile,
  now: Date,
  {
    rebase,
    calendars,
    personId,
  }: { rebase: boolean; calendars: CalendarBytes | null; personId: string | null },
): Promise<Omit<ImportResult, 'managers' | 'losesOwnRole'>> {
  const existing = await unit.rows(boards).first({ key: original.board.key });
  const today = dayOf(now, original.board.timezone);
  const rebasedYears = rebase ? yearsToBring(today, original.plan) : 0;
  const expansion = { calendars, years: rebasedYears, today };
  const { calendar, unmatched } = await expandCalendar(unit, existing, original, expansion);
  const file = rebaseBoardFile({ ...original, calendar: calendar ?? undefined }, rebasedYears);
  const log = new ChangeLog();

  const board = await putBoard(unit, file, existing, { log, now, rebasedYears });
  const scope = { unit, boardId: board.id, file, log, now };
  const who = await importPeople(scope);
  const executiveGroupId = who.group(file.board.executive)?.id ?? null;
  if (board.executiveGroupId !== executiveGroupId) {
    await unit.rows(boards).update({ id: board.id }, { executiveGroupId });
    if (existing) log.note('changed', 'board', board.key, ['executive']);
  }
  await importPlan(scope, who);
  await importSets(scope, who);
  if (existing) await letBoardFileSpeak(unit, existing, log, today);
  if (log.changes.length > 0) {
    await followMeetings(unit, board.id);
    await lookAtOpeningsAgain(unit, board, now);
    await unit.rows(boards).update({ id: board.id }, { importedAt: now });
    await linkByName(unit, board.id, now);
    await reconcileOpenAsks(unit, board.id, now);
    await recordAudit(unit, {
      boardId: board.id,
      at: now,
      event: 'board.imported',
      personId,
      subject: tally(log.changes),
    });
  }
  return {
    boardId: board.id,
    boardKey: board.key,
    boardName: board.name,
    planTitle: file.plan.title,
    changes: log.changes,
    rebasedYears,
    unmatched,
    dryRun: false,
  };
}

/** Where the file now says other days of a group's coming meetings, a calendar that was read before no longer stands. */
async function letBoardFileSpeak(unit: Unit, before: BoardRow, log: ChangeLog, today: Day): Promise<void> {
  const { id, settings, executiveGroupId, meetings } = await unit.rows(boards).get(before.id);
  const coming = (of: Pick<BoardRow, 'settings' | 'executiveGroupId'>, group: GroupRow) =>
    inBoardFile(of.settings, of.executiveGroupId, group)
      .map(({ day }) => day)
      .filter(day => day >= today)
      .sort();
  const spoken = (await unit.rows(groups).find({ boardId: id, id: Object.keys(meetings ?? {}) })).filter(
    group => !isDeepStrictEqual(coming(before, group), coming({ settings, executiveGroupId }, group)),
  );
  if (spoken.length === 0) return;
  const left = Object.entries(meetings ?? {}).filter(([groupId]) =>
    spoken.every(group => group.id !== groupId),
  );
  await unit.rows(boards).update({ id }, { meetings: left.length > 0 ? Object.fromEntries(left) : null });
  for (const { name } of spoken) log.note('changed', 'group', name, ['meetings']);
}

async function putBoard(
  unit: Unit,
  {
    board: entry,
    ratings,
    training,
    digest,
    quiet,
    privacy,
    reminders,
    retention,
    rounds,
    calendar,
  }: BoardFile,
  existing: BoardRow | null,
  { log, now, rebasedYears }: { log: ChangeLog; now: Date; rebasedYears: number },
): Promise<BoardRow> {
  const settings = {
    ratings,
    training: training ?? null,
    digest: digest ?? null,
    suppressBelow: entry.suppressBelow ?? null,
    quiet: quiet ?? null,
    privacy,
    reminders: reminders ?? null,
    retention: retention ?? null,
    rounds: rounds ?? null,
    calendar: calendar ?? null,
  };
  const fields = {
    name: entry.name,
    short: entry.short ?? entry.name,
    timezone: entry.timezone,
    holidays: entry.holidays ?? null,
    yearStarts: entry.yearStarts,
    // As the database gives it back: without the keys that the file leaves out.
    settings: JSON.parse(JSON.stringify(settings)) as BoardSettings,
    rebasedYears,
  };
  if (!existing) {
    log.note('added', 'board', entry.key);
    const fresh = { executiveGroupId: null, importedAt: now, meetings: null };
    return unit.rows(boards).insert({ key: entry.key, ...fields, ...fresh });
  }
  const differing = (Object.keys(fields) as (keyof typeof fields)[]).filter(
    field => !isDeepStrictEqual(existing[field], fields[field]),
  );
  if (differing.length > 0) {
    log.note('changed', 'board', entry.key, differing);
    await unit.rows(boards).update({ id: existing.id }, fields);
  }
  return { ...existing, ...fields };
}

function tally(changes: Change[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of changes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
