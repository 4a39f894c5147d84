/** Which course is meant: one of the board's list, or another title. */
import type { TrainingSettings } from '../plan/training-settings.ts';
import { courseKey } from './programme.ts';

/** In a form's list of courses, the one that is not in it. */
export const ANOTHER = '+';

/** In a form's list of levels: what the board's list says. */
export const AS_LISTED = 'listed';

export interface Course {
  /** As the board writes it, where it knows it. */
  course: string;
  level: number | null;
}

/** A course by its title, written in any way, with the level of the board's list. */
export function courseNamed(title: string, { courses }: Pick<TrainingSettings, 'courses'>): Course {
  const key = courseKey(title);
  const known = courses.find(({ name }) => courseKey(name) === key);
  return known ? { course: known.name, level: known.level ?? null } : { course: title.trim(), level: null };
}

/** Every level that the board file names, and 1 to 3 at least. */
export function levelsOf({ courses, targets, levels, compliance }: TrainingSettings): number[] {
  const named = [
    ...courses.map(({ level }) => level),
    ...targets.map(({ level }) => level),
    ...Object.keys(levels).map(Number),
    ...compliance.flatMap(entry => entry.levels),
  ].filter(level => level !== undefined && level >= 1 && level <= 9);
  return [...new Set([1, 2, 3, ...named])]
    .filter(level => level !== undefined)
    .sort((one, other) => one - other);
}
