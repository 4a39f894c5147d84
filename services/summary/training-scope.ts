/** What a part of the facts tells of training: groups see what they were asked for, and nobody else's figures. */
import type { Scope } from './facts.ts';
import { noTraining, type TrainingFacts } from './training-shape.ts';

/**
 * A programme to which other groups gave figures too is theirs as well, so it is left to the whole board.
 * @returns null where the part was asked nothing of training
 */
export function narrowTraining(training: TrainingFacts | null, scope: Scope): TrainingFacts | null {
  if (training === null || scope.kind === 'board') return training;
  if (scope.kind !== 'groups') return null;
  const isOwn = ({ asked }: { asked: string }) => scope.names.includes(asked);
  const asked = training.asked.filter(name => scope.names.includes(name));
  const compliance = training.compliance.filter(isOwn);
  const notReturned = training.notReturned.filter(isOwn);
  if (asked.length + compliance.length + notReturned.length === 0) return null;
  const isShared = asked.length > 0 && asked.length < training.asked.length;
  const isWhole = asked.length > 0 && !isShared;
  const { suppressBelow } = training;
  const own = isWhole ? training : { ...noTraining(), suppressBelow, asked, isShared };
  return { ...own, compliance, notReturned };
}
