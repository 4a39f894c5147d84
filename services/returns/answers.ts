/**
 * Answers of every kind but action updates: what stands, saving and undoing. A kind says only how its content is
 * kept; versions, "the same save", conflicts and undo are the same for all.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../people/access.ts';
import type { Clock } from '../ports.ts';
import type { Texts } from '../privacy/find-on-board.ts';
import type { PassAsked, Refusal } from '../privacy/finding.ts';
import { guardAnswer, keepPasses } from '../privacy/guard-answer.ts';
import { newestReturns } from '../rounds/ask-progress.ts';
import { type ReturnRow, returns } from '../store/entities/returns.ts';
import type { Table } from '../store/table.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import type { PersonLine } from './ask-state.ts';
import { personLines } from './history.ts';
import type { KindName } from './kinds.ts';
import { appendReturn, authorOf, beginAnswer, findUndo, type Saving, settle, undoing } from './saving.ts';

/** How a kind keeps what its returns say. */
export interface Contents<Content> {
  /** What of it somebody wrote, by field: the identifier guard looks through it before it is saved. */
  texts(content: Content): Texts;
  /** By return id. */
  read(view: View, returnIds: readonly string[]): Promise<Map<string, Content>>;
  write(unit: Unit, row: ReturnRow, content: Content): Promise<void>;
}

/** The content is one row of a table beside the return. */
export function contentsIn<Row extends { id: string; boardId: string }>(
  table: Table<Row>,
  texts: Contents<Omit<Row, 'id' | 'boardId'>>['texts'],
): Contents<Omit<Row, 'id' | 'boardId'>> {
  return {
    texts,
    read: async (view, returnIds) => {
      if (returnIds.length === 0) return new Map();
      const rows = await view.rows(table).find({ id: returnIds } as never);
      return new Map(rows.map(({ id, boardId: _, ...content }) => [id, content]));
    },
    write: async (unit, { id, boardId }, content) => {
      await unit.rows(table).insert({ ...content, id, boardId } as unknown as Row);
    },
  };
}

/** A standing answer to one part of an ask. */
export interface PartAnswer<Content> {
  returnId: string;
  subjectId: string;
  version: number;
  by: PersonLine;
  enteredBy: PersonLine | null;
  /** The instant it was saved. */
  at: Date;
  late: boolean;
  /** True where an undo brought it back: there is nothing more to undo. */
  isUndo: boolean;
  content: Content;
}

/** The newest answer to each part of an ask, those taken back left out. */
export async function standingParts<Content>(
  view: View,
  { boardId, askId }: { boardId: string; askId: string },
  contents: Contents<Content>,
): Promise<Map<string, PartAnswer<Content>>> {
  const newest = await newestReturns(view, askId);
  return new Map(
    (await answersOf(view, boardId, [...newest.values()], contents)).map(answer => [
      answer.subjectId,
      answer,
    ]),
  );
}

/** Return rows with who gave them and what they say; those without content of this kind left out. */
export async function answersOf<Content>(
  view: View,
  boardId: string,
  rows: readonly ReturnRow[],
  contents: Contents<Content>,
): Promise<PartAnswer<Content>[]> {
  if (rows.length === 0) return [];
  const said = await contents.read(
    view,
    rows.map(row => row.id),
  );
  const who = await personLines(view, boardId);
  const line = (id: string) => who.get(id) ?? { id, name: 'Somebody no longer named', agency: null };
  return rows.flatMap(row => {
    const content = said.get(row.id);
    if (content === undefined) return [];
    return {
      returnId: row.id,
      subjectId: row.subjectId,
      version: row.version,
      by: line(row.personId),
      enteredBy: row.enteredById ? line(row.enteredById) : null,
      at: row.savedAt,
      late: row.late,
      isUndo: row.undoesId !== null,
      content,
    };
  });
}

interface Deps {
  store: Store;
  clock: Clock;
}

export interface PartInput<Content> {
  subjectId: string;
  /** The version that the writer had before them; 0 for none. Null takes whatever is there. */
  seenVersion: number | null;
  content: Content;
  /** Whose answer it is, where the manager types it for them. */
  givenById?: string | null;
  /** What the writer says is not about a person, where the guard stopped it before. */
  pass?: PassAsked | null;
}

export type PartSaved<Content> =
  | { kind: 'saved'; answer: PartAnswer<Content> }
  /** Nothing was saved: somebody else's answer came between. */
  | { kind: 'conflict'; theirs: PartAnswer<Content> }
  /** Nothing was saved: it may say who somebody is. */
  | { kind: 'refused'; refusal: Refusal };

/**
 * Saves an answer inside a unit as a new version; the same content from the same person again is the same save.
 * The caller has checked who may answer (`beginAnswer`), and calls `settle` after its last save.
 * @throws CollateError `person_unknown`, `not_allowed`
 */
export async function savePart<Content>(
  unit: Unit,
  saving: Saving,
  actor: Actor,
  contents: Contents<Content>,
  { subjectId, seenVersion, content, givenById = null, pass = null }: PartInput<Content>,
): Promise<PartSaved<Content>> {
  const where = { boardId: saving.ask.boardId, askId: saving.ask.id };
  const author = await authorOf(unit, actor, givenById, saving);
  const present = (await standingParts(unit, where, contents)).get(subjectId);
  if (present && present.by.id === author.personId && isDeepStrictEqual(present.content, content)) {
    return { kind: 'saved', answer: present };
  }
  if (present && seenVersion !== null && seenVersion !== present.version) {
    return { kind: 'conflict', theirs: present };
  }
  const answering = { subjectId, texts: contents.texts(content), pass };
  const guarded = await guardAnswer(unit, saving, actor, answering);
  if (guarded.kind === 'refused') return guarded;
  const row = await appendReturn(unit, saving, actor, { ...author, subjectId });
  await contents.write(unit, row, content);
  await keepPasses(unit, saving, actor, answering, { passed: guarded.passed, returnId: row.id });
  const [answer] = await answersOf(unit, where.boardId, [row], contents);
  return { kind: 'saved', answer: answer as PartAnswer<Content> };
}

/** Takes a part out, as a run that was entered by mistake: a new version that says so. Undo brings it back. */
export async function withdrawPart(
  unit: Unit,
  saving: Saving,
  actor: Actor,
  subjectId: string,
): Promise<ReturnRow | null> {
  const present = (await newestReturns(unit, saving.ask.id)).get(subjectId);
  if (!present) return null;
  const author = await authorOf(unit, actor, null, saving);
  return appendReturn(unit, saving, actor, { ...author, subjectId, withdrawn: true });
}

/**
 * Takes back the newest answer to a part: what stood before stands again, or nothing.
 * @throws CollateError `ask_unknown`, `not_allowed`, `nothing_to_undo`
 * @returns the part that was undone
 */
export function undoPart<Content>(
  { store, clock }: Deps,
  actor: Actor,
  { kind, contents }: { kind: KindName; contents: Contents<Content> },
  { askId, returnId }: { askId: string; returnId: string },
): Promise<string> {
  return store.write(async unit => {
    const saving = await beginAnswer(unit, clock, actor, askId, kind);
    const undo = await findUndo(unit, saving, actor, returnId);
    if (!undo) return (await unit.rows(returns).get(returnId)).subjectId;
    const row = await appendReturn(unit, saving, actor, undoing(undo));
    const content = undo.before && (await contents.read(unit, [undo.before.id])).get(undo.before.id);
    if (content) await contents.write(unit, row, content);
    await settle(unit, saving);
    return undo.undone.subjectId;
  });
}
