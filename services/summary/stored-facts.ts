/**
 * Approved papers as today's faces read them. A paper keeps the facts of its day; what did not exist then is told as
 * not there. The stored facts themselves, and their hash, stay as they are.
 */
import type { Facts, OutcomeFacts } from './facts.ts';
import { noTraining } from './training-shape.ts';

/** What a paper that was approved with version 0.1 lacks. */
type Stored = Omit<Facts, 'training' | 'reports' | 'section11' | 'outcomes'> & {
  training?: Partial<Facts['training']>;
  reports?: Facts['reports'];
  section11?: Facts['section11'];
  outcomes: (Omit<OutcomeFacts, 'priority' | 'from' | 'note' | 'last'> & Partial<OutcomeFacts>)[];
};

export function readStoredFacts(stored: unknown): Facts {
  const facts = stored as Stored;
  return {
    ...facts,
    training: facts.training === null ? null : { ...noTraining(), ...facts.training },
    reports: facts.reports ?? [],
    section11: facts.section11 ?? [],
    outcomes: facts.outcomes.map(outcome => ({
      priority: '',
      from: null,
      note: null,
      last: null,
      ...outcome,
    })),
  };
}
