/** What would become of a heading of a file, in words. */
import type { PlacedHeading } from '../../services/reports/look-at-placed.ts';
import { count } from '../words.ts';

/** A text that is longer than this, in characters, cannot be mended in a card. */
export const MENDABLE = 8000;

export function fateWords({ fate, answer, fromFile, problem }: PlacedHeading): string {
  switch (fate) {
    case 'fills':
      return `Fills this heading (${count(fromFile?.length ?? 0, 'character')}).`;
    case 'differs':
      return 'There is a text already. Say below which of the two stands.';
    case 'same':
      return 'The draft says the same.';
    case 'too-long':
      return `${problem ?? 'Too long.'} ${(fromFile ?? '').length > MENDABLE ? 'Shorten it in Word and send the file again.' : 'It is kept once it is shortened.'}`;
    case 'empty':
      return `The file has this heading with nothing under it${answer ? '; the draft stays as it is' : ''}.`;
    case 'absent':
      return `Not in the file${answer ? '; the draft stays as it is' : ''}.`;
  }
}
