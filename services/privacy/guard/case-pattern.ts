/**
 * A board's own case references, as it writes them: `CR-9999`, where 9 stands for any digit and A for any letter.
 * Every other letter stands for itself, in either case, and a space, dash, dot, slash or underscore for any or none of
 * these. So no pattern can take long, whatever somebody writes in a board file.
 */

export interface CasePattern {
  /** As the board file has it. */
  written: string;
  pattern: RegExp;
}

/** The most of them that a board has, and the longest one, in characters. */
export const MOST_CASE_PATTERNS = 20;
export const LONGEST_CASE_PATTERN = 30;

const SEPARATOR = /[ \-./_]/;

/** What is wrong with a pattern, in words that follow its place in the file; null where it is fit for use. */
export function casePatternProblem(written: string): string | null {
  if (written.length > LONGEST_CASE_PATTERN) return `is longer than ${LONGEST_CASE_PATTERN} characters`;
  if (!/^[A-Za-z0-9 \-./_]+$/.test(written))
    return 'must be letters, digits, spaces, dashes, dots and slashes, as CR-9999: 9 stands for a digit, A for a letter';
  if ((written.match(/9/g) ?? []).length < 3)
    return 'must have three 9s or more, each for a digit: a shorter one would find too much';
  return null;
}

export function casePatternOf(written: string): CasePattern {
  const parts = [...written.trim()].map(character => {
    if (character === '9') return '\\d';
    if (character === 'A') return '[a-z]';
    return SEPARATOR.test(character) ? '[ \\-./_]{0,2}' : character;
  });
  return { written, pattern: new RegExp(`(?<![a-z0-9])${parts.join('')}(?![a-z0-9])`, 'dgi') };
}
