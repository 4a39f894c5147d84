/** What stands where words or a name were taken out for good. */

/** Words that were removed after the board's period; in an approved paper also names that were. */
export const ERASED = '[removed]';

/** The name of somebody who was forgotten. */
export const FORMER_MEMBER = 'A former member';

/** The name under which returns stand whose names were removed after the board's period. */
export const NAME_REMOVED = 'Name removed';

/** True for what stands in an approved paper in place of a text: its digest is the one that was kept. */
export const isErased = (text: string): boolean => text === ERASED || text === FORMER_MEMBER;

/** A value as it was given is a figure where it is short and has a digit, as `412 of 440` or `94 %`; else it is words. */
export const isFigure = (value: string): boolean => value.length <= 24 && /\d/.test(value);
