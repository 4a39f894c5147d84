/** The part of an ask for training figures that a card's button names. */
import { CollateError } from '../errors.ts';
import { returns } from '../store/entities/returns.ts';
import type { View } from '../store/unit-of-work.ts';
import { figureKind, isRunSubject, newRunSubject, PROGRAMME } from '../training/subjects.ts';
import type { PartAnswer } from './answers.ts';
import type { FiguresContent } from './training-contents.ts';
import type { TrainingState } from './training-state.ts';

/** What a button carries for a run, and for totals of a course, that are not there yet. */
export const NEW_RUN = 'run';
export const NEW_COURSE = 'course';

export interface TrainingPart {
  kind: 'run' | 'course' | 'programme';
  /** Null for totals of a course that the form is still to name. */
  subjectId: string | null;
  /** What a button carries to mean this part again. */
  code: string;
  /** What stands; null where there is nothing yet. */
  answer: PartAnswer<FiguresContent> | null;
}

/**
 * A course's title is no code, so its totals are named by a return of theirs, of any version.
 * @throws CollateError `input_invalid` for a code that names nothing here
 */
export async function findPart(view: View, state: TrainingState, code: string): Promise<TrainingPart> {
  if (code === NEW_COURSE) return { kind: 'course', subjectId: null, code, answer: null };
  if (code === NEW_RUN) {
    const subjectId = newRunSubject();
    return { kind: 'run', subjectId, code: subjectId, answer: null };
  }
  if (code === PROGRAMME) return { kind: 'programme', subjectId: code, code, answer: state.programme };
  if (isRunSubject(code)) {
    const answer = state.runs.find(run => run.subjectId === code) ?? null;
    return { kind: 'run', subjectId: code, code, answer };
  }
  const row = await view.rows(returns).first({ id: code, askId: state.askId });
  if (!row || figureKind(row.subjectId) !== 'course')
    throw new CollateError('input_invalid', 'That is nothing that is asked for here. Open the card again.');
  const answer = state.courses.find(course => course.subjectId === row.subjectId);
  // Taken out meanwhile: what is typed can only become new totals.
  if (!answer) return findPart(view, state, NEW_COURSE);
  return { kind: 'course', subjectId: row.subjectId, code: answer.returnId, answer };
}
