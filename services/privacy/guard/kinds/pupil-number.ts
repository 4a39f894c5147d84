/** A unique pupil number: a check letter and twelve digits, or eleven and a letter where it is temporary. */
import { type Kind, spansOf } from '../kind.ts';

/** The letters that are used, in the order of their values: no I, no O, no S. */
const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

const GAP = '[ \\-]{0,2}';
const PATTERN = new RegExp(
  `(?<![A-Z0-9])[${LETTERS}]${`${GAP}\\d`.repeat(11)}${GAP}[0-9${LETTERS}](?![A-Z0-9])`,
  'dgi',
);

export const pupilNumber: Kind = {
  name: 'a unique pupil number',
  instead: 'Leave the number out; say “a pupil in year 9”.',
  find: plain =>
    spansOf(plain, PATTERN).filter(({ start, end }) =>
      isPupilNumber(plain.slice(start, end).replace(/[ -]/g, '').toUpperCase()),
    ),
};

/** Thirteen characters whose first letter is right. */
export function isPupilNumber(characters: string): boolean {
  const [letter = '', ...rest] = characters;
  if (rest.length !== 12) return false;
  const worth = (character: string) =>
    /\d/.test(character) ? Number(character) : LETTERS.indexOf(character);
  const sum = rest.reduce((total, character, index) => total + worth(character) * (index + 2), 0);
  return LETTERS[sum % LETTERS.length] === letter;
}
