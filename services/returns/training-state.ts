/** An ask for training figures as it stands: what its card and its forms show. */
import { type TrainingSettings, trainingOf } from '../plan/training-settings.ts';
import { monthsIn, spanOf } from '../rounds/periods.ts';
import { type AgencyRow, agencies } from '../store/entities/board.ts';
import { returns } from '../store/entities/returns.ts';
import { asks, rounds } from '../store/entities/rounds.ts';
import { moreThan } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';
import { sectorsOf } from '../training/attendance-lines.ts';
import type { AskFigures, CourseContent, ProgrammeContent, RunContent } from '../training/content.ts';
import { type Programme, programmeOf } from '../training/programme.ts';
import type { LastFigures } from '../training/sense.ts';
import type { AgencyLine } from '../training/shares.ts';
import { type FigureKind, figureKind } from '../training/subjects.ts';
import { type PartAnswer, standingParts } from './answers.ts';
import { type AskBase, type AskRows, readAskBase } from './read-asked.ts';
import { type ThatIsAll, type TrainingContent, trainingContents } from './training-contents.ts';

export interface TrainingState extends AskBase {
  /** By first day. */
  runs: PartAnswer<RunContent>[];
  /** By name. */
  courses: PartAnswer<CourseContent>[];
  programme: PartAnswer<ProgrammeContent> | null;
  /** The group's "that is all", or "nothing was run"; null while nobody has said it. */
  confirmed: PartAnswer<ThatIsAll> | null;
  /** How many figures were saved or taken out after it was said. */
  changedSince: number;
  /** What it all comes to. */
  figures: Programme;
  /** The newest earlier period of the same length with figures; null where there is none. */
  last: LastFigures | null;
  training: TrainingSettings;
  /** Those of the board, the ones that are gone last: lines that were given before name them. */
  agencies: AgencyLine[];
  sectors: string[];
  yearStarts: number;
}

/** @throws CollateError `ask_unknown` */
export async function readTrainingAsk(view: View, boardId: string, askId: string): Promise<TrainingState> {
  const { base, rows } = await readAskBase(view, boardId, askId, 'training-figures');
  const parts = await readParts(view, boardId, askId);
  const agencyRows = await view.rows(agencies).find({ boardId }, { orderBy: { name: 'asc' } });
  const present = agencyRows.filter(row => row.retiredAt === null);
  const agencyLines = [...present, ...agencyRows.filter(row => row.retiredAt !== null)].map(lineOf);
  return {
    ...base,
    ...parts,
    changedSince: parts.confirmed ? await changesSince(view, askId, parts.confirmed.at) : 0,
    figures: programmeOf([figuresOf(parts)], agencyLines),
    last: await readLast(view, rows, agencyLines),
    training: trainingOf(rows.board),
    agencies: agencyLines,
    sectors: sectorsOf(present.map(lineOf)),
    yearStarts: rows.board.yearStarts,
  };
}

type Parts = Pick<TrainingState, 'runs' | 'courses' | 'programme'>;

/** What an ask holds, without who said it. */
export const figuresOf = ({ runs, courses, programme }: Parts): AskFigures => ({
  runs: runs.map(({ content }) => content),
  courses: courses.map(({ content }) => content),
  programme: programme?.content ?? null,
});

/** True where there is nothing at all. */
export const isEmpty = ({ runs, courses, programme }: Parts): boolean =>
  runs.length === 0 && courses.length === 0 && programme === null;

type Said = Parts & Pick<TrainingState, 'confirmed'>;

async function readParts(view: View, boardId: string, askId: string): Promise<Said> {
  const all = [...(await standingParts(view, { boardId, askId }, trainingContents)).values()];
  const ofKind = <Content extends TrainingContent>(kind: FigureKind) =>
    all.filter(({ subjectId }) => figureKind(subjectId) === kind) as PartAnswer<Content>[];
  const [programme = null] = ofKind<ProgrammeContent>('programme');
  const [confirmed = null] = ofKind<ThatIsAll>('whole');
  return {
    runs: ofKind<RunContent>('run').sort(
      (one, other) =>
        one.content.firstDay.localeCompare(other.content.firstDay) ||
        one.content.course.localeCompare(other.content.course, 'en') ||
        one.subjectId.localeCompare(other.subjectId),
    ),
    courses: ofKind<CourseContent>('course').sort((one, other) =>
      one.content.course.localeCompare(other.content.course, 'en'),
    ),
    programme,
    confirmed,
  };
}

const lineOf = ({ id, name, sector }: AgencyRow): AgencyLine => ({ id, name, sector });

const changesSince = (view: View, askId: string, at: Date) =>
  view.rows(returns).count({ askId, savedAt: moreThan(at) });

/** An earlier ask that nobody answered says nothing, so the one before it is looked at. */
async function readLast(
  view: View,
  { ask, round }: Pick<AskRows, 'ask' | 'round'>,
  agencyLines: readonly AgencyLine[],
): Promise<LastFigures | null> {
  const all = await view
    .rows(rounds)
    .find({ boardId: ask.boardId }, { orderBy: { startsOn: 'desc', openedAt: 'desc' } });
  const length = monthsIn(spanOf(round));
  const earlier = all.filter(other => other.startsOn < round.startsOn && monthsIn(spanOf(other)) === length);
  const { kind, groupId, agencyId, priorityId } = ask;
  const same = await view
    .rows(asks)
    .find({ roundId: earlier.map(({ id }) => id), kind, groupId, agencyId, priorityId });
  for (const { id: roundId, period } of earlier) {
    const before = same.find(candidate => candidate.roundId === roundId);
    const parts = before && (await readParts(view, ask.boardId, before.id));
    if (parts && !isEmpty(parts)) return { period, figures: programmeOf([figuresOf(parts)], agencyLines) };
  }
  return null;
}
