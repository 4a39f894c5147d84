/**
 * Decisions, from the returns that ask for them and the notes of what came back. Pure.
 *
 * A decision is what one group asks of one action. Asked again while it is open, it is the same decision in newer
 * words and keeps its age; asked in other words once it is answered, it is a new one.
 */
import type { PersonLine } from '../returns/ask-state.ts';
import type { PlacedAnswer } from '../returns/history.ts';
import { isKnownIn } from '../sets/turn-of-period.ts';
import type { DecisionState } from '../store/entities/decisions.ts';
import type { RoundRow } from '../store/entities/rounds.ts';
import type { Day } from '../time.ts';

/** The return that asks: where, by whom, in which words. */
export type Asking = Pick<
  PlacedAnswer,
  'returnId' | 'actionId' | 'askId' | 'groupId' | 'round' | 'by' | 'enteredBy' | 'at' | 'version' | 'content'
>;

export interface DecisionNote {
  id: string;
  version: number;
  state: DecisionState;
  words: string | null;
  decidedBy: string | null;
  on: Day | null;
  /** Null from the terminal. */
  notedBy: PersonLine | null;
  at: Date;
  isUndo: boolean;
  /** The return whose words it is about. */
  asking: Asking;
}

export interface Decision {
  /** As it was asked last: its words are the ones that stand. */
  asking: Asking;
  text: string;
  from: string;
  by: Day;
  state: DecisionState;
  /** What says its state; null while it is only asked. */
  note: DecisionNote | null;
  /** The round that asked for it first, and every round that asked. */
  first: RoundRow;
  rounds: RoundRow[];
}

const OPEN: readonly DecisionState[] = ['asked', 'on-agenda', 'deferred'];

/** Deferred is open: it comes to a later meeting. */
export const isOpen = ({ state }: { state: DecisionState }): boolean => OPEN.includes(state);

/** @param answers oldest round first. @param notes oldest version first. @returns in the order they were asked */
export function decisionsOf(answers: readonly PlacedAnswer[], notes: readonly DecisionNote[]): Decision[] {
  const keys = new Map<string, Asking>();
  const about = (asking: Asking) => `${asking.actionId} ${asking.groupId}`;
  const askings = [...answers.filter(asks), ...notes.map(({ asking }) => asking)];
  for (const asking of askings) keys.set(about(asking), asking);
  return [...keys.keys()].flatMap(key =>
    threadOf(
      answers.filter(answer => asks(answer) && about(answer) === key),
      notes.filter(({ asking }) => about(asking) === key),
    ),
  );
}

const asks = ({ content }: Pick<PlacedAnswer, 'content'>) =>
  content.decisionWhat !== null && content.decisionFrom !== null && content.decisionBy !== null;

/** The decisions that one group asked of one action, one after the other. */
function threadOf(answers: readonly PlacedAnswer[], notes: readonly DecisionNote[]): Decision[] {
  const found: Decision[] = [];
  let open: Decision | null = null;
  for (const askId of inOrder([...answers, ...notes.map(({ asking }) => asking)])) {
    const standing = answers.find(answer => answer.askId === askId) ?? null;
    const noted = newestByWords(notes.filter(({ asking }) => asking.askId === askId));
    const others = noted.filter(({ asking }) => !standing || wordsOf(asking) !== wordsOf(standing));
    for (const note of others.filter(isFinal)) {
      // Answered, and then asked otherwise or not at all: what was decided stays on record.
      found.push(decision(note.asking, note, open));
      open = null;
    }
    if (!standing) continue;
    const own = noted.find(({ asking }) => wordsOf(asking) === wordsOf(standing));
    const note: DecisionNote | null = own ?? others.findLast(other => !isFinal(other)) ?? null;
    const next: Decision = decision(standing, note?.state === 'asked' ? null : note, open);
    if (isOpen(next)) open = next;
    else {
      found.push(next);
      open = null;
    }
  }
  return open ? [...found, open] : found;
}

function decision(asking: Asking, note: DecisionNote | null, before: Decision | null): Decision {
  const { decisionWhat, decisionFrom, decisionBy } = asking.content;
  const rounds = [...(before?.rounds ?? []).filter(({ id }) => id !== asking.round.id), asking.round];
  const stands = note ?? before?.note ?? null;
  return {
    asking,
    text: decisionWhat ?? '',
    from: decisionFrom ?? '',
    by: decisionBy ?? '',
    state: stands?.state ?? 'asked',
    note: stands,
    first: before?.first ?? asking.round,
    rounds,
  };
}

const isFinal = (note: DecisionNote) => !isOpen(note);

/** What tells one decision from another: a space more, or a capital, does not. */
const wordsOf = ({ content }: Asking) =>
  `${content.decisionWhat} ${content.decisionFrom}`.toLowerCase().replace(/\s+/g, ' ').trim();

/** True where a return asks for the same, in the same words. */
export const isSameAsking = (one: Asking, other: Asking): boolean => wordsOf(one) === wordsOf(other);

/** Of the notes of one action in an ask, the newest on each wording, oldest first. */
function newestByWords(notes: readonly DecisionNote[]): DecisionNote[] {
  const newest = new Map(notes.map(note => [wordsOf(note.asking), note]));
  return [...newest.values()].sort((one, other) => one.version - other.version);
}

const inOrder = (askings: readonly Asking[]): string[] => [
  ...new Set(
    [...askings]
      .sort(
        (one, other) =>
          one.round.startsOn.localeCompare(other.round.startsOn) ||
          one.round.openedAt.getTime() - other.round.openedAt.getTime(),
      )
      .map(({ askId }) => askId),
  ),
];

/** Whether a round tells of a decision: asked by then, and open or answered since the round's period began. */
export function isOfRound(
  decision: Decision,
  round: Pick<RoundRow, 'id' | 'setId' | 'startsOn' | 'endsOn'>,
): boolean {
  if (!isKnownIn(decision.first, round)) return false;
  if (isOpen(decision) || decision.rounds.some(({ id }) => id === round.id)) return true;
  return (decision.note?.on ?? '') >= round.startsOn;
}
