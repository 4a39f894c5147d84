/** An ask for action updates as it stands: what its card, its forms and the commands show. */
import type { ToldDecision } from '../decisions/told.ts';
import type { SignOffLine } from '../sign-off/line.ts';
import type { Rating } from '../store/entities/returns.ts';
import type { Day } from '../time.ts';

export interface AskState {
  askId: string;
  board: { id: string; key: string; name: string; short: string; timezone: string; ratings: RatingWords };
  group: { id: string; name: string; short: string };
  round: {
    id: string;
    period: string;
    due: Day;
    closed: boolean;
    set: AskedSet | null;
    /** True where only people named may read of it, in 1:1 chat. */
    restricted: boolean;
  };
  /** Actions of the group that a set asks for in a rhythm of its own, and so are not asked for here. */
  elsewhere: { ref: string; set: string; every: string }[];
  /** Overdue first, then to do, then done; each in the plan's order. */
  actions: AskedAction[];
  done: number;
  total: number;
  /** How many of those done were "no change". */
  noChange: number;
  /** Ids of the actions for which "no change" is honest now. */
  mayStay: string[];
  /** The newest answer of this ask, for its Undo; null while there is none. */
  lastSaved: { actionId: string; ref: string; returnId: string; answer: Answer } | null;
  /** How the group's sign-off stands; null while an action here is not answered. */
  signOff: SignOffLine | null;
}

/** The set of which a round is a turn. */
export interface AskedSet {
  title: string;
  /** The how many-th, from 1. */
  turn: number;
  /** "every 2 weeks". */
  every: string;
}

/** A rating's label and meaning, in the board's own words. */
export type RatingWords = Record<Rating, { label: string; meaning: string }>;

export interface AskedAction {
  id: string;
  ref: string;
  title: string;
  outcome: { ref: string; title: string };
  lead: PersonLine | null;
  due: Day | null;
  originalDue: Day | null;
  /** Every day it was due in turn, where it moved; else empty. */
  dueHistory: Day[];
  overdue: boolean;
  /** False for a further owner, who adds words and no rating. */
  rates: boolean;
  /** This round's answer; null while there is none. */
  answer: Answer | null;
  /** The answer of the latest earlier round; null where there is none. */
  last: Answer | null;
  /** What this group asks to be decided, or got decided, as far as it is of this round; oldest first. */
  decisions: AskedDecision[];
  /** Whether "no change" is honest, and if not, why. */
  noChange: { allowed: true } | { allowed: false; why: string };
}

/** A decision that an ask's card tells of. */
export type AskedDecision = ToldDecision & { text: string };

export interface PersonLine {
  id: string;
  name: string;
  agency: string | null;
}

export interface Answer {
  returnId: string;
  version: number;
  period: string;
  by: PersonLine;
  enteredBy: PersonLine | null;
  /** The instant it was saved. */
  at: Date;
  late: boolean;
  noChange: boolean;
  /** True where an undo brought these words back: there is nothing more to undo. */
  isUndo: boolean;
  /** The period of the words that a "no change" repeats. */
  wordsFrom: string | null;
  /** How many rounds running "no change" was said, this one included; 0 for new words. */
  noChangeRounds: number;
  content: ActionUpdate;
}

/** What an action update says. */
export interface ActionUpdate {
  /** Null from a further owner. */
  rating: Rating | null;
  progress: string | null;
  impact: string | null;
  next: string | null;
  blockers: string | null;
  /** An https link. */
  evidence: string | null;
  revisedDue: Day | null;
  revisedReason: string | null;
  decisionWhat: string | null;
  decisionFrom: string | null;
  decisionBy: Day | null;
}
