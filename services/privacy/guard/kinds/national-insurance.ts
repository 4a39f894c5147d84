/** A National Insurance number: two letters that are issued, six digits, and a letter from A to D. */
import { before, type Kind, spansOf } from '../kind.ts';

const GAP = '[ \\-.]{0,2}';
const PREFIX = '(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]';
const DIGITS = `${GAP}\\d`.repeat(6);

const WHOLE = new RegExp(`(?<![A-Z0-9])${PREFIX}${DIGITS}${GAP}[A-D](?![A-Z0-9])`, 'dgi');

/** The last letter is often left out; then only the words before it tell. */
const SHORT = new RegExp(`(?<![A-Z0-9])${PREFIX}${DIGITS}(?![A-Z0-9]|${GAP}[A-D](?![A-Z0-9]))`, 'dgi');
const NAMED = /\b(?:n\.?i\.?(?:n\.?o\.?)?|national insurance)\b[^.\n]{0,16}$/i;

export const nationalInsurance: Kind = {
  name: 'a National Insurance number',
  instead: 'Leave the number out; say “a carer”, or “a parent”.',
  find: plain => [
    ...spansOf(plain, WHOLE),
    ...spansOf(plain, SHORT).filter(({ start }) => NAMED.test(before(plain, start, 40))),
  ],
};
