/**
 * The one object behind every number: what `status`, the executive summary and `--json` all show.
 * Its shape is part of the stable outside.
 */
import type { ToldDecision } from '../decisions/told.ts';
import type { Rating } from '../store/entities/returns.ts';
import type { Day } from '../time.ts';
import type { ReportFacts } from './report-facts.ts';
import type { Section11Facts } from './section-11-facts.ts';
import type { ReturnSignOff } from './sign-off-facts.ts';
import type { TrainingFacts } from './training-shape.ts';

/** Every action of a priority is counted under exactly one of these. */
export interface RagCounts {
  red: number;
  amber: number;
  green: number;
  complete: number;
  notStarted: number;
  /** No rating in this period: silence is never shown as an old colour. */
  notReported: number;
}

export type Direction = 'improving' | 'same' | 'worse' | 'too-few' | 'none';

/** The return that a line comes from. */
export interface Source {
  /** The person's name. */
  by: string;
  agency: string | null;
  /** The instant it was saved, ISO 8601 in UTC. */
  at: string;
  version: number;
  period: string;
  /** Who typed it for them, if somebody did. */
  enteredBy: string | null;
}

export interface Facts {
  board: { key: string; name: string; short: string; timezone: string };
  /** What the facts are about: the whole board, or the part a question named. */
  scope: Scope;
  period: string;
  periodStarts: Day;
  /** The day after the period's last. */
  periodEnds: Day;
  due: Day;
  closed: boolean;
  /** ISO 8601 in UTC: returns saved later are not in it. */
  asAt: string;
  state: 'draft' | 'approved';
  returns: {
    /** Asks of the period: a group asked for one kind. */
    expected: number;
    /** Those of which every part is answered. */
    received: number;
    /** Received ones in which every answer was "no change". */
    noChange: number;
    late: number;
    missing: MissingReturn[];
    /** Received ones that the chair of their group has signed off as they stand. */
    signedOff: number;
    /** Received ones that a chair has still to sign, and why not yet. Agencies' and priority leads' are in neither. */
    notSignedOff: UnsignedReturn[];
    /** Every ask of the period, in the groups' order. */
    byGroup: GroupReturn[];
  };
  /** Groups that were left out of the period's round, and why, in the manager's words. */
  leftOut: { group: string; text: string }[];
  priorities: PriorityFacts[];
  outcomes: OutcomeFacts[];
  exceptions: Exception[];
  /** Open ones first, soonest needed first; then what was answered. */
  decisions: DecisionFacts[];
  impact: { action: string; text: string; source: Source }[];
  /** Null in a part of the facts whose groups were asked nothing of training. */
  training: TrainingFacts | null;
  /** Written reports that were submitted. */
  reports: ReportFacts[];
  section11: Section11Facts[];
  planChanges: { added: string[]; merged: string[]; retired: string[] };
  /** Actions that fall due in the period after this one, soonest first. */
  comingUp: { action: string; title: string; due: Day; groups: string[] }[];
  actions: ActionFacts[];
  /** Actions whose words only people named may read: no more of them than the totals need. */
  restricted: CountedAction[];
}

/** What totals are made of. */
export type CountedAction = Pick<ActionFacts, 'priority' | 'groups' | 'rag' | 'previous' | 'overdue'>;

export type Scope =
  | { kind: 'board' }
  | { kind: 'priority'; ref: string; title: string }
  | { kind: 'groups'; names: string[] }
  | { kind: 'overdue' };

export interface MissingReturn {
  /** The group's short name. */
  group: string;
  kind: string;
  answered: number;
  of: number;
  /** The period of the group's last complete return of this kind; null where there is none. */
  lastReturn: string | null;
  /** The last earlier period in which it answered anything, and how many; null where it never did. */
  lastAnswers: { period: string; answered: number } | null;
}

export interface UnsignedReturn {
  /** The group's short name. */
  group: string;
  kind: string;
  state: Exclude<ReturnSignOff['state'], 'signed'>;
}

export interface GroupReturn extends MissingReturn {
  /** How many of the answers were "no change". */
  noChange: number;
  /** True where an answer came after the due day. */
  late: boolean;
  /** Null where no chair signs, and in a paper that is older than sign-offs. */
  signOff: ReturnSignOff | null;
}

export interface PriorityFacts {
  ref: string;
  title: string;
  short: string;
  lead: string | null;
  rag: RagCounts;
  direction: Direction;
  /** How many actions moved up and down, of those rated in both periods. */
  up: number;
  down: number;
  actions: number;
  /** How many of these are restricted to people named. */
  restricted: number;
}

export interface OutcomeFacts {
  ref: string;
  title: string;
  priority: string;
  measure: string | null;
  /** What was given in this period; null where nothing was, or nothing is measured. */
  value: string | null;
  asAt: Day | null;
  /** Where the value comes from, as "School census". */
  from: string | null;
  note: string | null;
  source: Source | null;
  /** What was given last before this period. */
  last: { value: string; asAt: Day; period: string } | null;
}

export interface Exception {
  kind: 'red' | 'overdue' | 'slipped' | 'no-return' | 'no-evidence';
  /** The action's ref; null for a missing return. */
  action: string | null;
  group: string;
  /** A sentence or less that says what is the matter. */
  detail: string;
  source: Source | null;
}

/** Asked in this period, or carried over from an earlier one, or answered since this period began. */
export interface DecisionFacts extends ToldDecision {
  action: string;
  /** The group that asks, by its short name. */
  group: string;
  text: string;
  /** The period of the round that asked first, and how many rounds of the group ago that was; 0 for this one. */
  askedIn: string;
  roundsAgo: number;
  source: Source;
}

export interface ActionFacts {
  ref: string;
  title: string;
  priority: string;
  outcome: string;
  /** Short names, the first owner first. */
  groups: string[];
  lead: string | null;
  rag: keyof RagCounts;
  /** True where this period's answer was "no change". */
  noChange: boolean;
  /** The period that the words come from, where they are older than the answer. */
  wordsFrom: string | null;
  /** In how many rounds running the same words were confirmed; 0 where this period's are new. */
  noChangeRounds: number;
  progress: string | null;
  impact: string | null;
  next: string | null;
  blockers: string | null;
  evidence: string | null;
  /** Words of further owners of the action, with who said them. */
  alsoSaid: {
    group: string;
    progress: string | null;
    impact: string | null;
    next: string | null;
    source: Source;
  }[];
  /** As it stands now: the plan's day, or the latest revision. */
  due: Day | null;
  originalDue: Day | null;
  /** Every day it was due in turn, where it moved; else empty. */
  dueHistory: Day[];
  overdue: boolean;
  /** The rating last given in an earlier period, where this one has none. */
  lastReported: { rating: Rating; period: string } | null;
  /** The rating of the round before, for the direction of travel. */
  previous: Rating | null;
  late: boolean;
  /** True exactly where the standing answer is signed off by the group's chair. */
  signedOff: boolean;
  source: Source | null;
}
