/** How decisions are told: asked since when, on which agenda, and what came back. */
import { isOpen } from '../../services/decisions/decisions.ts';
import type { ToldDecision } from '../../services/decisions/told.ts';
import type { DecisionState } from '../../services/store/entities/decisions.ts';
import type { DecisionFacts } from '../../services/summary/facts.ts';
import type { Day } from '../../services/time.ts';
import type { Colour } from '../ratings.ts';
import { count, dayWords, truncate } from '../words.ts';

const NAME = 60;

/** A word and a mark, so that neither carries it alone. */
export const stateFaces: Record<DecisionState, { mark: string; colour: Colour; word: string }> = {
  asked: { mark: '○', colour: 'Default', word: 'Asked' },
  'on-agenda': { mark: '○', colour: 'Accent', word: 'On the agenda' },
  agreed: { mark: '●', colour: 'Good', word: 'Agreed' },
  'agreed-with-changes': { mark: '●', colour: 'Good', word: 'Agreed with changes' },
  refused: { mark: '●', colour: 'Attention', word: 'Refused' },
  deferred: { mark: '○', colour: 'Warning', word: 'Deferred' },
};

export const openDecisions = (decisions: readonly DecisionFacts[]): DecisionFacts[] =>
  decisions.filter(isOpen);

export const answeredDecisions = (decisions: readonly DecisionFacts[]): DecisionFacts[] =>
  decisions.filter(decision => !isOpen(decision));

/** "from Executive Group, by Fri 31 Jul 2026, asked 2 rounds ago; on the agenda of Tue 14 Jul 2026". */
export function openWords({
  from,
  by,
  state,
  meetingOn,
  answer,
  roundsAgo,
}: ToldDecision & { roundsAgo: number }): string {
  const needed = `from ${truncate(from, NAME)}, by ${dayWords(by)}`;
  const said = answer?.words ? `: ${truncate(answer.words, 160)}` : '';
  const now =
    state === 'on-agenda'
      ? `; ${agendaWords(meetingOn)}`
      : state === 'deferred'
        ? `; deferred${onWords(answer?.on ?? null)}${said}`
        : '';
  return `${needed}${ageWords(roundsAgo)}${now}`;
}

/** "Agreed with changes by Executive Group, Tue 14 Jul 2026: for one year only". */
export function answerWords({ state, answer }: Pick<ToldDecision, 'state' | 'answer'>): string {
  const by = answer?.by ? ` by ${truncate(answer.by, NAME)}` : '';
  const words = answer?.words ? `: ${truncate(answer.words, 240)}` : '';
  return `${stateFaces[state].word}${by}${onWords(answer?.on ?? null)}${words}`;
}

export const ageWords = (roundsAgo: number): string =>
  roundsAgo > 0 ? `, asked ${count(roundsAgo, 'round')} ago` : '';

export const agendaWords = (meetingOn: Day | null): string =>
  meetingOn ? `on the agenda of ${dayWords(meetingOn)}` : 'on the agenda';

const onWords = (on: Day | null) => (on ? `, ${dayWords(on)}` : '');

/** How many are asked of restricted actions, and how they come to be noted; empty for none. */
export function hiddenWords(hidden: number): string {
  if (hidden === 0) return '';
  const [are, they] = hidden === 1 ? ['1 more is', 'it'] : [`${hidden} more are`, 'them'];
  return `${are} asked of restricted actions. Who is named for those reads ${they} in 1:1 chat: type decisions. A manager who is named notes what came of ${they}.`;
}

/** One line under an action, on the card of the group that asked. */
export function askedWords(decision: ToldDecision & { text: string }): string {
  const { text, from, by, state, meetingOn } = decision;
  const what = truncate(text, 120);
  if (state === 'asked') return `Decision asked of ${truncate(from, NAME)} by ${dayWords(by)}: ${what}`;
  if (state === 'on-agenda') return `Decision ${agendaWords(meetingOn)}: ${what}`;
  return `${withoutStop(answerWords(decision))} (asked: ${what})`;
}

/** Where something in brackets follows, a sentence of somebody's does not end yet. */
export const withoutStop = (text: string): string => text.replace(/\.$/, '');
