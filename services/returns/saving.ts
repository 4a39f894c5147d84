/** What saving and undoing any kind of return have in common: the ask, the author, a new version, what follows. */
import { recordAudit } from '../audit/record.ts';
import { queueRefresh } from '../delivery/queue.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import { settleAsk } from '../rounds/ask-progress.ts';
import { askUnknown, getAsk } from '../rounds/find-ask.ts';
import { lastDayFor } from '../rounds/lateness.ts';
import { WHOLE } from '../rounds/owed/owed.ts';
import { refreshProgress } from '../rounds/post-progress.ts';
import { refreshReminders } from '../rounds/refresh-reminders.ts';
import { followAnswer } from '../sign-off/tell.ts';
import { boards, people } from '../store/entities/board.ts';
import { type ReturnRow, returns } from '../store/entities/returns.ts';
import { type AskRow, type RoundRow, rounds } from '../store/entities/rounds.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import { type Day, dayOf } from '../time.ts';
import type { KindName } from './kinds.ts';
import { isReportKind } from './report-headings.ts';

/** What every answer to an ask is saved in. */
export interface Saving {
  ask: AskRow;
  round: RoundRow;
  now: Date;
  today: Day;
  /** True after the round's due day, or its close. */
  late: boolean;
}

/** @throws CollateError `ask_unknown` for an ask that is of another board or kind */
export async function beginSaving(
  view: View,
  clock: Clock,
  { boardId }: Actor,
  askId: string,
  kind: KindName,
): Promise<Saving> {
  const now = clock.now();
  const ask = await askOfKind(view, boardId, askId, kind);
  const board = await view.rows(boards).get(boardId);
  const round = await view.rows(rounds).get(ask.roundId);
  const today = dayOf(now, board.timezone);
  return { ask, round, now, today, late: today > lastDayFor(round, ask) || round.closedAt !== null };
}

/** The same for somebody who may answer it, checked: before a form opens, and before it is saved. @throws CollateError `ask_unknown`, `not_allowed` */
export async function beginAnswer(
  view: View,
  clock: Clock,
  actor: Actor,
  askId: string,
  kind: KindName,
): Promise<Saving> {
  const saving = await beginSaving(view, clock, actor, askId, kind);
  await requireMay(view, actor, 'group.answer', { ...saving.ask, now: saving.now });
  return saving;
}

/** @throws CollateError `ask_unknown` */
export async function askOfKind(view: View, boardId: string, askId: string, kind: KindName): Promise<AskRow> {
  const ask = await getAsk(view, boardId, askId);
  if (ask.kind !== kind) throw askUnknown();
  return ask;
}

/** Whose answer it is. */
export interface Author {
  personId: string;
  agencyId: string | null;
  enteredById: string | null;
}

/** @param givenById whom the manager answers for; null for the actor's own answer. @throws CollateError `person_unknown`, `not_allowed` */
export async function authorOf(
  unit: Unit,
  actor: Actor,
  givenById: string | null,
  { now }: Pick<Saving, 'now'>,
): Promise<Author> {
  const forAnother = givenById !== null && givenById !== actor.personId;
  if (forAnother) await requireMay(unit, actor, 'answer.for-another', { now });
  const personId = givenById ?? actor.personId;
  if (personId === null) throw new CollateError('person_unknown', 'Say whose answer this is.');
  const person = await unit.rows(people).first({ id: personId });
  if (person?.boardId !== actor.boardId)
    throw new CollateError('person_unknown', 'That person is not on this board.');
  return { personId, agencyId: person.agencyId, enteredById: forAnother ? actor.personId : null };
}

export interface NewVersion extends Author {
  subjectId: string;
  noChange?: boolean;
  wordsFromId?: string | null;
  undoesId?: string | null;
  /** True where the subject has no answer from now on. */
  withdrawn?: boolean;
}

/** Adds a version without its content, which is its kind's own to write. */
export async function appendReturn(
  unit: Unit,
  { ask, round, now, late }: Saving,
  actor: Actor,
  version: NewVersion,
): Promise<ReturnRow> {
  const { subjectId } = version;
  const row = await unit.rows(returns).insert({
    boardId: ask.boardId,
    askId: ask.id,
    subjectId,
    version: ((await newestVersion(unit, ask.id, subjectId))?.version ?? 0) + 1,
    personId: version.personId,
    agencyId: version.agencyId,
    enteredById: version.enteredById,
    channelRowId: actor.channelRowId,
    savedAt: now,
    late,
    noChange: version.noChange ?? false,
    wordsFromId: version.wordsFromId ?? null,
    undoesId: version.undoesId ?? null,
    withdrawn: version.withdrawn ?? false,
  });
  await recordAudit(unit, {
    boardId: ask.boardId,
    at: now,
    event: row.undoesId === null ? 'return.saved' : 'return.undone',
    personId: actor.personId,
    agencyId: row.agencyId,
    channelRowId: actor.channelRowId,
    about: { groupId: ask.groupId, agencyId: ask.agencyId, priorityId: ask.priorityId },
    subject: {
      ask: ask.id,
      kind: ask.kind,
      period: round.period,
      part: subjectId,
      return: row.id,
      version: row.version,
    },
  });
  return row;
}

/** After all versions of one press: how far the ask is, and its card. */
export async function settle(unit: Unit, { ask, now }: Saving): Promise<void> {
  await settleAsk(unit, ask, now);
  // Other cards tell of the same subject only in the next round, so this ask's own are all that change.
  await queueRefresh(unit, { purpose: 'ask', subjectId: ask.id }, now);
  await refreshReminders(unit, ask, now);
  await refreshProgress(unit, ask.roundId, now);
  // A report that was posted shows what is submitted, and an undo of that too.
  if (isReportKind(ask.kind)) await queueRefresh(unit, { purpose: 'report', subjectId: ask.id }, now);
  await followAnswer(unit, ask, now);
}

/** The newest version of one subject, taken back or not; null where it was never answered. */
export const newestVersion = (view: View, askId: string, subjectId: string): Promise<ReturnRow | null> =>
  view.rows(returns).first({ askId, subjectId }, { orderBy: { version: 'desc' } });

/**
 * The answer that an undo takes back, and the one before it that it brings back, if there is one.
 * @throws CollateError `nothing_to_undo` where it is no longer the newest, an undo itself, or somebody else's;
 *   `not_allowed` for who may not answer any more
 * @returns null where it was undone already: a second press
 */
export async function findUndo(
  unit: Unit,
  { ask, now }: Saving,
  actor: Actor,
  returnId: string,
): Promise<{ undone: ReturnRow; before: ReturnRow | null } | null> {
  const row = await unit.rows(returns).first({ id: returnId, askId: ask.id, boardId: ask.boardId });
  if (!row) throw new CollateError('nothing_to_undo', 'That answer is no longer there.');
  const versions = await unit
    .rows(returns)
    .find({ askId: ask.id, subjectId: row.subjectId }, { orderBy: { version: 'asc' } });
  const newest = versions.at(-1);
  if (newest?.undoesId === returnId) return null;
  if (newest?.id !== returnId)
    throw new CollateError('nothing_to_undo', 'It was changed since: open the form to change it again.');
  if (row.undoesId !== null)
    throw new CollateError('nothing_to_undo', 'That was an undo itself. Open the form to change the answer.');
  await requireSaver(unit, actor, row);
  // Who was in the group's channel, or led it, when they saved may be so no longer.
  const isHandedIn = isReportKind(ask.kind) && row.subjectId === WHOLE;
  const deed = isHandedIn ? 'report.submit' : 'group.answer';
  await requireMay(unit, actor, deed, { ...ask, actionId: row.subjectId, now });
  const last = versions.at(-2);
  return { undone: row, before: last && !last.withdrawn ? last : null };
}

async function requireSaver(unit: Unit, actor: Actor, row: ReturnRow): Promise<void> {
  if (actor.personId !== null && [row.personId, row.enteredById].includes(actor.personId)) return;
  const saver = await unit.rows(people).get(row.enteredById ?? row.personId);
  throw new CollateError(
    'nothing_to_undo',
    `Only ${saver.name} can undo this. You can open the form and change it.`,
  );
}

/** The version that an undo appends: what stood before, or nothing. */
export function undoing({ undone, before }: { undone: ReturnRow; before: ReturnRow | null }): NewVersion {
  const from = before ?? undone;
  return {
    subjectId: undone.subjectId,
    personId: from.personId,
    agencyId: from.agencyId,
    enteredById: from.enteredById,
    noChange: from.noChange,
    wordsFromId: from.wordsFromId,
    undoesId: undone.id,
    withdrawn: before === null,
  };
}
