/** Which course is meant: one of the board's list, or another title. */
import { createHash } from 'node:crypto';
import type { TrainingSettings } from '../plan/training-settings.ts';
import { courseKey } from './programme.ts';

/** In a form's list of courses, the one that is not in it. */
export const ANOTHER = '+';

/** In a form's list of levels: what the board's list says. */
export const AS_LISTED = 'listed';

/** What stands for a course in a form's list: its title may be longer than a card bears. */
export const courseCode = (title: string): string =>
  createHash('sha256').update(courseKey(title)).digest('hex').slice(0, 16);

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

/** The course of the list that was chosen, by its code or by its title; null for none of it. */
export function courseChosen(
  chosen: string,
  { courses }: Pick<TrainingSettings, 'courses'>,
): { name: string } | null {
  const isMeant = ({ name }: { name: string }) =>
    courseCode(name) === chosen || courseKey(name) === courseKey(chosen);
  return courses.find(isMeant) ?? null;
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
