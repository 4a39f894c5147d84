/** Single lines of facts, each complete unless told otherwise. */
import type {
  ActionFacts,
  GroupReturn,
  PriorityFacts,
  RagCounts,
  Source,
} from '../../services/summary/facts.ts';
import type { ReturnSignOff } from '../../services/summary/sign-off-facts.ts';

export function source(given: Partial<Source> = {}): Source {
  return {
    by: 'Ann Ward',
    agency: 'Police',
    at: '2026-07-03T10:04:00.000Z',
    version: 2,
    period: '2026-27 Q1',
    enteredBy: null,
    ...given,
  };
}

export function groupReturn(given: Partial<GroupReturn>): GroupReturn {
  return {
    group: 'QAS',
    kind: 'action-updates',
    answered: 0,
    of: 1,
    lastReturn: '2025-26 Q4',
    lastAnswers: null,
    noChange: 0,
    late: false,
    signOff: null,
    ...given,
  };
}

export const signedBy = (by: string): ReturnSignOff => ({
  state: 'signed',
  by,
  agency: 'Police',
  at: '2026-07-05T08:00:00.000Z',
});

export const notSigned = (state: ReturnSignOff['state']): ReturnSignOff => ({
  state,
  by: null,
  agency: null,
  at: null,
});

export function rag(given: Partial<RagCounts> = {}): RagCounts {
  return { red: 0, amber: 0, green: 0, complete: 0, notStarted: 0, notReported: 0, ...given };
}

export function priority(given: Partial<PriorityFacts> = {}): PriorityFacts {
  const counts = given.rag ?? rag({ red: 1, amber: 3, green: 5, complete: 1, notReported: 2 });
  return {
    ref: '1',
    title: 'Keep children with complex needs safe',
    short: 'Complex needs',
    lead: 'Police',
    rag: counts,
    direction: 'worse',
    up: 1,
    down: 3,
    actions: Object.values(counts).reduce((sum, number) => sum + number, 0),
    restricted: 0,
    ...given,
  };
}

export function actionFacts(given: Partial<ActionFacts> & { ref: string }): ActionFacts {
  return {
    title: 'Ask schools how absence is followed up',
    priority: '1',
    outcome: '1.1',
    groups: ['QAS'],
    lead: 'Dr Priya Rao',
    rag: 'amber',
    noChange: false,
    wordsFrom: null,
    noChangeRounds: 0,
    progress: 'Nine schools have not answered.',
    impact: null,
    next: 'Visit them by the end of July.',
    blockers: null,
    evidence: null,
    alsoSaid: [],
    due: '2026-09-30',
    originalDue: '2026-09-30',
    dueHistory: [],
    overdue: false,
    lastReported: null,
    previous: 'green',
    late: false,
    signedOff: false,
    source: source(),
    ...given,
  };
}
