/**
 * The identifier guard before anything is saved: whatever people write passes here inside the unit of work that would
 * keep it. Nothing of what is refused is kept, counted by its words, or logged.
 */
import type { Actor } from '../people/access.ts';
import type { View } from '../store/unit-of-work.ts';
import { findOnBoard, type Texts } from './find-on-board.ts';
import { IdentifierError } from './finding.ts';

/**
 * Refuses texts that may say who a child or a family is. For every text that has no return of its own: a comment, a
 * reason, the words of a decision. Call it in the unit of work that saves them, before the first write:
 * `await guardTexts(unit, actor, { comment: input.comment }, now)`. A verb's `refused` then brings the form back with
 * the sentence of the error, which names the words, says why, and how to put it.
 * @param texts the names are told where there are several texts
 * @throws CollateError `identifier_found`, an `IdentifierError` with the findings
 */
export async function guardTexts(view: View, { boardId }: Actor, texts: Texts, now: Date): Promise<void> {
  const { findings } = await findOnBoard(view, boardId, texts, now);
  const told = Object.values(texts).filter(text => text !== null);
  if (findings.length > 0) throw new IdentifierError(findings, { fields: told.length > 1 });
}
