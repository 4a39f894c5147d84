/** Compiles the training figures of a period. Pure. */
import { trainingOf } from '../plan/training-settings.ts';
import type { Records } from './records.ts';
import { complianceFacts, notReturned } from './training-compliance.ts';
import { comparedFacts, compileProgramme } from './training-programme.ts';
import { comparedRounds } from './training-records.ts';
import { noTraining, type TrainingFacts } from './training-shape.ts';

export function trainingFacts(records: Records): TrainingFacts {
  const { board, round, asks, nameOf } = records;
  const suppressBelow = board.settings.suppressBelow ?? null;
  const rules = { threshold: suppressBelow, settings: trainingOf(board) };
  const of = (roundId: string) => compileProgramme(records.training, roundId, rules);
  const { previous, lastYear } = comparedRounds(records);
  const compiled = of(round.id);
  return {
    ...noTraining(),
    ...compiled,
    suppressBelow,
    asked: asks
      .filter(ask => ask.roundId === round.id && ask.kind === 'training-figures')
      .map(ask => nameOf(ask).short)
      .sort((one, other) => one.localeCompare(other, 'en')),
    programme: compiled && {
      ...compiled.programme,
      previous: previous && comparedFacts(of(previous.id), previous.period),
      lastYear: lastYear && comparedFacts(of(lastYear.id), lastYear.period),
    },
    compliance: complianceFacts(records, suppressBelow),
    notReturned: notReturned(records),
  };
}
