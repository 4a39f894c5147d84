/**
 * Approved papers as today's faces read them. A paper keeps the facts of its day; what did not exist then is told as
 * not there. The stored facts themselves, and their hash, stay as they are.
 */
import type { DecisionFacts, Facts, GroupReturn, OutcomeFacts, PriorityFacts } from './facts.ts';
import { noTraining } from './training-shape.ts';

/** What a decision of a paper always had; before its answers came back, all were asked in the paper's own period. */
type StoredDecision = 'action' | 'text' | 'from' | 'by' | 'state' | 'source';

/** What papers lack that were approved with versions 0.1 and 0.2. */
type Stored = Omit<
  Facts,
  | 'returns'
  | 'training'
  | 'reports'
  | 'section11'
  | 'outcomes'
  | 'decisions'
  | 'leftOut'
  | 'priorities'
  | 'restricted'
> & {
  returns: Omit<Facts['returns'], 'signedOff' | 'notSignedOff' | 'byGroup'> & {
    signedOff?: Facts['returns']['signedOff'];
    notSignedOff?: Facts['returns']['notSignedOff'];
    byGroup: (Omit<GroupReturn, 'signOff'> & Partial<GroupReturn>)[];
  };
  training?: Partial<Facts['training']>;
  reports?: Facts['reports'];
  section11?: Facts['section11'];
  leftOut?: Facts['leftOut'];
  restricted?: Facts['restricted'];
  priorities: (Omit<PriorityFacts, 'restricted'> & Partial<PriorityFacts>)[];
  decisions: (Pick<DecisionFacts, StoredDecision> & Partial<DecisionFacts>)[];
  outcomes: (Omit<OutcomeFacts, 'priority' | 'from' | 'note' | 'last'> & Partial<OutcomeFacts>)[];
};

export function readStoredFacts(stored: unknown): Facts {
  const facts = stored as Stored;
  return {
    ...facts,
    returns: {
      signedOff: 0,
      notSignedOff: [],
      ...facts.returns,
      byGroup: facts.returns.byGroup.map(one => ({ signOff: null, ...one })),
    },
    training: facts.training === null ? null : { ...noTraining(), ...facts.training },
    reports: facts.reports ?? [],
    section11: facts.section11 ?? [],
    leftOut: facts.leftOut ?? [],
    restricted: facts.restricted ?? [],
    priorities: facts.priorities.map(priority => ({ restricted: 0, ...priority })),
    decisions: facts.decisions.map(decision => ({
      group: '',
      meetingOn: null,
      answer: null,
      askedIn: facts.period,
      roundsAgo: 0,
      ...decision,
    })),
    outcomes: facts.outcomes.map(outcome => ({
      priority: '',
      from: null,
      note: null,
      last: null,
      ...outcome,
    })),
  };
}
