/** What is told of a decision: on which agenda it is, and what came back. */
import type { DecisionState } from '../store/entities/decisions.ts';
import type { Day } from '../time.ts';
import type { Decision } from './decisions.ts';

export interface ToldDecision {
  from: string;
  /** The day it is needed by. */
  by: Day;
  state: DecisionState;
  /** The day of the meeting that it is on the agenda of; null where it is on none, or that is not known. */
  meetingOn: Day | null;
  /** What came back; null while it is only asked, or on an agenda. */
  answer: DecisionAnswer | null;
}

export interface DecisionAnswer {
  /** What was decided, where it was said. */
  words: string | null;
  /** Who decided, as "Executive Group". */
  by: string | null;
  on: Day | null;
  /** Who noted it, by name; null from the terminal. */
  notedBy: string | null;
  /** The instant it was noted, ISO 8601 in UTC. */
  at: string;
}

export function toldDecision({ from, by, state, note }: Decision): ToldDecision {
  const isAnswer = note !== null && state !== 'on-agenda';
  return {
    from,
    by,
    state,
    meetingOn: state === 'on-agenda' ? (note?.on ?? null) : null,
    answer: isAnswer
      ? {
          words: note.words,
          by: note.decidedBy,
          on: note.on,
          notedBy: note.notedBy?.name ?? null,
          at: note.at.toISOString(),
        }
      : null,
  };
}
