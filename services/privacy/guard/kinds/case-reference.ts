/** A case number as this board, or one of its agencies, writes them: the board file says how. */
import { type Kind, spansOf } from '../kind.ts';

export const caseReference: Kind = {
  name: 'a case reference',
  instead: 'Leave the reference out; say “one of the cases”.',
  find: (plain, { casePatterns }) => casePatterns.flatMap(({ pattern }) => spansOf(plain, pattern)),
};
