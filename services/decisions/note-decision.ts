/** Notes what became of a decision, and takes a note back. Each is one unit of work. */
import { recordAudit } from '../audit/record.ts';
import { queueRefresh } from '../delivery/queue.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { namesOf } from '../people/groups.ts';
import { requireMay } from '../people/permissions.ts';
import { stemOfName } from '../plan/names.ts';
import type { Clock } from '../ports.ts';
import { guardTexts } from '../privacy/guard-texts.ts';
import { boards, type GroupRow, people } from '../store/entities/board.ts';
import { type DecisionNoteRow, decisionNotes } from '../store/entities/decisions.ts';
import { returns } from '../store/entities/returns.ts';
import { asks, rounds } from '../store/entities/rounds.ts';
import type { Store, Unit } from '../store/unit-of-work.ts';
import { type Day, dayOf } from '../time.ts';
import { isSameAsking } from './decisions.ts';
import { findDecision, type ListedDecision, listDecisions } from './list-decisions.ts';
import { type NoteContent, type NoteProblems, readNote } from './note-input.ts';
import { readDecisionNotes } from './read-decisions.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

export interface NoteInput {
  /** The return that asked, as it was before the writer. */
  returnId: string;
  /** The note that was before the writer; 0 for none. Null, as in a typed line, takes whatever is there. */
  seenVersion: number | null;
  fields: Readonly<Record<string, unknown>>;
}

export type NoteResult =
  | { kind: 'saved'; decision: ListedDecision; noteId: string }
  /** Nothing was saved: each field's problem. */
  | { kind: 'problems'; decision: ListedDecision; problems: NoteProblems }
  /** Nothing was saved: another manager's note came between. */
  | { kind: 'conflict'; decision: ListedDecision }
  /** Nothing was saved: the group asks in other words now. */
  | { kind: 'reworded'; decision: ListedDecision };

/**
 * The same content from the same person again is the same note.
 * @throws CollateError `not_allowed`, `decision_unknown`, `identifier_found`
 */
export function noteDecision({ store, clock }: Deps, actor: Actor, input: NoteInput): Promise<NoteResult> {
  return store.write(async unit => {
    await requireMay(unit, actor, 'decision.note', { now: clock.now() });
    const now = clock.now();
    const { decision, isReworded } = await findDecision(unit, actor, input.returnId);
    const board = await unit.rows(boards).get(actor.boardId);
    const read = readNote(input.fields, { from: decision.from, today: dayOf(now, board.timezone) });
    if (!read.ok) return { kind: 'problems', decision, problems: read.problems };
    if (isReworded) return { kind: 'reworded', decision };
    const { subjectId } = await unit.rows(returns).get(decision.asking.returnId);
    const before = await newestNote(unit, decision.asking.askId, subjectId);
    if (before && isSame(before, actor, read.content)) return { kind: 'saved', decision, noteId: before.id };
    if (input.seenVersion !== null && input.seenVersion !== decision.version) {
      return { kind: 'conflict', decision };
    }
    const { words, decidedBy } = read.content;
    await guardTexts(unit, actor, { 'The words': words, 'Who decided': decidedBy }, now);
    const row = await append(unit, actor, decision, {
      boardId: actor.boardId,
      askId: decision.asking.askId,
      actionId: subjectId,
      returnId: decision.asking.returnId,
      version: (before?.version ?? 0) + 1,
      ...read.content,
      notedById: actor.personId,
      notedAt: now,
      undoesId: null,
    });
    const after = await findDecision(unit, actor, input.returnId);
    return { kind: 'saved', decision: after.decision, noteId: row.id };
  });
}

/**
 * Takes the newest note back: a new version brings back what stood before it, or leaves it asked.
 * @throws CollateError `not_allowed`, `nothing_to_undo`
 */
export function undoNote({ store, clock }: Deps, actor: Actor, noteId: string): Promise<ListedDecision> {
  return store.write(async unit => {
    await requireMay(unit, actor, 'decision.note', { now: clock.now() }, 'take back what was noted');
    const row = await unit.rows(decisionNotes).first({ id: noteId, boardId: actor.boardId });
    if (!row) throw new CollateError('nothing_to_undo', 'That note is no longer there.');
    const { askId, actionId, returnId } = row;
    const { decision } = await findDecision(unit, actor, returnId);
    const newest = await newestNote(unit, askId, actionId);
    if (newest?.undoesId === noteId) return decision;
    await requireLast(unit, actor, row, newest);
    const before = await noteBefore(unit, decision, row);
    await append(unit, actor, decision, {
      ...row,
      version: row.version + 1,
      state: before?.state ?? 'asked',
      words: before?.words ?? null,
      decidedBy: before?.decidedBy ?? null,
      decidedOn: before?.decidedOn ?? null,
      notedById: before ? before.notedById : actor.personId,
      notedAt: clock.now(),
      undoesId: noteId,
    });
    return (await findDecision(unit, actor, returnId)).decision;
  });
}

const newestNote = (unit: Unit, askId: string, actionId: string) =>
  unit.rows(decisionNotes).first({ askId, actionId }, { orderBy: { version: 'desc' } });

/** What stood before a note, on the same words. */
async function noteBefore(
  unit: Unit,
  { asking }: ListedDecision,
  row: DecisionNoteRow,
): Promise<DecisionNoteRow | null> {
  const notes = await readDecisionNotes(unit, row.boardId, [asking.actionId]);
  const own = notes.find(({ id }) => id === row.id);
  const before = notes.findLast(
    note =>
      own !== undefined &&
      note.asking.askId === row.askId &&
      note.version < row.version &&
      isSameAsking(note.asking, own.asking),
  );
  return before ? unit.rows(decisionNotes).get(before.id) : null;
}

/** People press twice, and Teams sends a press again. */
const isSame = (row: DecisionNoteRow, { personId }: Actor, content: NoteContent) =>
  row.notedById === personId &&
  row.state === content.state &&
  row.words === content.words &&
  row.decidedBy === content.decidedBy &&
  row.decidedOn === content.decidedOn;

async function requireLast(
  unit: Unit,
  actor: Actor,
  row: DecisionNoteRow,
  newest: DecisionNoteRow | null,
): Promise<void> {
  if (newest?.id !== row.id)
    throw new CollateError('nothing_to_undo', 'It was changed since. Note it again to change it.');
  if (row.undoesId !== null)
    throw new CollateError('nothing_to_undo', 'That was an undo itself. Note it again to change it.');
  if (row.notedById === actor.personId) return;
  const name = row.notedById
    ? (await unit.rows(people).get(row.notedById)).name
    : 'who noted it at the terminal';
  throw new CollateError('nothing_to_undo', `Only ${name} can undo this. You can note it again.`);
}

/**
 * A paper is the agenda of the meeting that it goes to: what was asked of that group, and not noted since, is on it.
 * @param group whom the paper goes to. @param meetingOn null where the round names no day
 */
export async function putOnAgenda(
  unit: Unit,
  actor: Actor,
  { group, meetingOn, now }: { group: GroupRow; meetingOn: Day | null; now: Date },
): Promise<void> {
  for (const decision of await listDecisions(unit, actor.boardId)) {
    if (decision.state !== 'asked' && decision.state !== 'deferred') continue;
    if (!isFor(decision.from, group)) continue;
    const { askId, returnId } = decision.asking;
    const { subjectId } = await unit.rows(returns).get(returnId);
    await append(unit, actor, decision, {
      boardId: actor.boardId,
      askId,
      actionId: subjectId,
      returnId,
      version: decision.version + 1,
      state: 'on-agenda',
      words: null,
      decidedBy: decision.from,
      decidedOn: meetingOn,
      notedById: actor.personId,
      notedAt: now,
      undoesId: null,
    });
  }
}

/** "The Executive", "Exec" and "Executive Group" are one. */
function isFor(from: string, group: GroupRow): boolean {
  const asked = stemOfName(from);
  return asked !== '' && namesOf(group).some(name => stemOfName(name) === asked);
}

/** Adds a version, and has the cards of the asking group show it. */
async function append(
  unit: Unit,
  actor: Actor,
  decision: ListedDecision,
  { id: _before, ...note }: Omit<DecisionNoteRow, 'id'> & { id?: string },
): Promise<DecisionNoteRow> {
  const row = await unit.rows(decisionNotes).insert(note);
  const open = await unit.rows(rounds).find({ boardId: row.boardId, closedAt: null });
  const showing = await unit.rows(asks).find({
    groupId: decision.group.id,
    kind: 'action-updates',
    roundId: [...new Set([...open, ...decision.rounds].map(round => round.id))],
  });
  for (const ask of showing) {
    await queueRefresh(unit, { purpose: 'ask', subjectId: ask.id }, row.notedAt);
  }
  await queueRefresh(unit, { purpose: 'decisions', subjectId: row.boardId }, row.notedAt);
  await recordAudit(unit, {
    boardId: row.boardId,
    at: row.notedAt,
    event: row.undoesId === null ? 'decision.noted' : 'decision.undone',
    personId: actor.personId,
    channelRowId: actor.channelRowId,
    subject: { ask: row.askId, part: row.actionId, note: row.id, version: row.version, state: row.state },
  });
  return row;
}
