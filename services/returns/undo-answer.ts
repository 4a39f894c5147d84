/** Undoes an answer of any kind but action updates: the kind says how its content is kept. */
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import type { Clock } from '../ports.ts';
import { asks } from '../store/entities/rounds.ts';
import type { Store } from '../store/unit-of-work.ts';
import { type Contents, undoPart } from './answers.ts';
import { complianceContents } from './compliance.ts';
import { isKind, type KindName } from './kinds.ts';
import { measureContents } from './measures.ts';
import { section11Contents } from './section-11.ts';
import { trainingContents } from './training-contents.ts';
import { reportContents } from './written-report-submission.ts';

/** How each kind keeps its content; a test compares it with the kinds. */
export const contentsOf: Partial<Record<KindName, Contents<unknown>>> = {
  'agency-statement': reportContents,
  compliance: complianceContents,
  'group-report': reportContents,
  measures: measureContents,
  'priority-report': reportContents,
  'section-11': section11Contents,
  'training-figures': trainingContents,
};

/**
 * @throws CollateError `ask_unknown`, `not_allowed`, `nothing_to_undo`
 * @returns the part that was undone
 */
export async function undoAnswer(
  deps: { store: Store; clock: Clock },
  actor: Actor,
  where: { askId: string; returnId: string },
): Promise<string> {
  const ask = await deps.store.read(view =>
    view.rows(asks).first({ id: where.askId, boardId: actor.boardId }),
  );
  const kind = ask && isKind(ask.kind) ? ask.kind : null;
  const contents = kind && contentsOf[kind];
  if (!kind || !contents)
    throw new CollateError('ask_unknown', 'This card is of a round that is no longer there.');
  return undoPart(deps, actor, { kind, contents }, where);
}
