/** What a return of training figures says: of one run, of a course as a whole, or of the whole programme. */
import type { CourseTotalRow, ProgrammeTotalRow, TrainingRunRow } from '../store/entities/training.ts';

/** People who came, by agency or by sector: exactly one of the two is named. */
export interface Attendance {
  agencyId: string | null;
  sector: string | null;
  attended: number;
}

type Said<Row> = Omit<Row, 'id' | 'boardId'> & { attendances: Attendance[] };

export type RunContent = Said<TrainingRunRow>;
export type CourseContent = Said<CourseTotalRow>;
export type ProgrammeContent = Said<ProgrammeTotalRow>;

/** Everything that one ask for training figures holds. */
export interface AskFigures {
  runs: RunContent[];
  courses: CourseContent[];
  programme: ProgrammeContent | null;
}
