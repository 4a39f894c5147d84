/** The return that a part's figures come from, as the facts name it. */
import type { PartAnswer } from '../returns/answers.ts';
import type { Source } from './facts.ts';

/** @param period of the round that asked for it */
export function partSource(
  answer: Pick<PartAnswer<unknown>, 'by' | 'at' | 'version' | 'enteredBy'>,
  period: string,
): Source {
  const { by, at, version, enteredBy } = answer;
  return {
    by: by.name,
    agency: by.agency,
    at: at.toISOString(),
    version,
    period,
    enteredBy: enteredBy?.name ?? null,
  };
}
