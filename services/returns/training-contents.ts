/** How the kind `training-figures` keeps what its returns say: each subject in its own table, who came in one more. */

import type { Texts } from '../privacy/find-on-board.ts';
import { withoutPostcodes } from '../privacy/guard/kinds/postcode.ts';
import { WHOLE } from '../rounds/owed/owed.ts';
import { type ReturnRow, returns } from '../store/entities/returns.ts';
import { attendances, courseTotals, programmeTotals, trainingRuns } from '../store/entities/training.ts';
import type { Table } from '../store/table.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import type { Attendance, CourseContent, ProgrammeContent, RunContent } from '../training/content.ts';
import { type FigureKind, figureKind } from '../training/subjects.ts';
import { type Contents, contentsIn } from './answers.ts';

/** "That is all", or "nothing was run": who said it and when is all there is to it. */
export type ThatIsAll = Record<string, never>;

/** Figures of any of the three kinds. */
export type FiguresContent = RunContent | CourseContent | ProgrammeContent;

export type TrainingContent = FiguresContent | ThatIsAll;

export const runContents: Contents<RunContent> = withAttendances(trainingRuns, ({ course, room, note }) => ({
  otherCourse: course,
  room: room === null ? null : withoutPostcodes(room),
  note,
}));
export const courseContents: Contents<CourseContent> = withAttendances(courseTotals, ({ course, note }) => ({
  otherCourse: course,
  note,
}));
export const programmeContents: Contents<ProgrammeContent> = withAttendances(programmeTotals, ({ note }) => ({
  note,
}));

export const wholeContents: Contents<ThatIsAll> = {
  texts: () => ({}),
  read: async (view, returnIds) => {
    if (returnIds.length === 0) return new Map();
    const rows = await view.rows(returns).find({ id: returnIds, subjectId: WHOLE });
    return new Map(rows.map(({ id }) => [id, {}]));
  },
  write: async () => undefined,
};

const byKind: Record<FigureKind, Contents<TrainingContent>> = {
  run: runContents as Contents<TrainingContent>,
  course: courseContents as Contents<TrainingContent>,
  programme: programmeContents as Contents<TrainingContent>,
  whole: wholeContents as Contents<TrainingContent>,
};

/** All of them as one, for what does not mind which: undo. */
export const trainingContents: Contents<TrainingContent> = {
  // An undo brings back what stood, and saves nothing anew.
  texts: () => ({}),
  read: async (view, returnIds) => {
    const all = new Map<string, TrainingContent>();
    for (const contents of Object.values(byKind)) {
      for (const [id, content] of await contents.read(view, returnIds)) all.set(id, content);
    }
    return all;
  },
  write: async (unit, row, content) => {
    const kind = figureKind(row.subjectId);
    if (kind) await byKind[kind].write(unit, row, content);
  },
};

/** A table's content, with who came by agency or sector. */
function withAttendances<Row extends { id: string; boardId: string }>(
  table: Table<Row>,
  texts: (content: Omit<Row, 'id' | 'boardId'>) => Texts,
): Contents<Omit<Row, 'id' | 'boardId'> & { attendances: Attendance[] }> {
  const own = contentsIn(table, texts);
  return {
    texts,
    read: async (view, returnIds) => {
      const said = await own.read(view, returnIds);
      const came = await readAttendances(view, [...said.keys()]);
      return new Map([...said].map(([id, content]) => [id, { ...content, attendances: came.get(id) ?? [] }]));
    },
    write: async (unit, row, content) => {
      const { attendances: came, ...rest } = content;
      await own.write(unit, row, rest as unknown as Omit<Row, 'id' | 'boardId'>);
      await writeAttendances(unit, row, came);
    },
  };
}

async function readAttendances(view: View, returnIds: readonly string[]): Promise<Map<string, Attendance[]>> {
  const found = new Map<string, Attendance[]>();
  if (returnIds.length === 0) return found;
  const rows = await view.rows(attendances).find({ returnId: returnIds }, { orderBy: { position: 'asc' } });
  for (const { returnId, agencyId, sector, attended } of rows)
    found.set(returnId, [...(found.get(returnId) ?? []), { agencyId, sector, attended }]);
  return found;
}

async function writeAttendances(
  unit: Unit,
  { id: returnId, boardId }: ReturnRow,
  came: readonly Attendance[],
): Promise<void> {
  for (const [position, { agencyId, sector, attended }] of came.entries())
    await unit.rows(attendances).insert({ boardId, returnId, agencyId, sector, attended, position });
}
