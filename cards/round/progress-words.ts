/** How far a round is, in words: the same on its card and at the terminal. */
import type { AskedProgress, RoundProgress } from '../../services/summary/round-progress.ts';
import { kindWords } from '../status/missing.ts';
import { returnsWords } from '../status/sentences.ts';
import { dayWords, listed, truncate } from '../words.ts';

const NAME = 60;
const REASON = 120;

export interface ProgressRow {
  name: string;
  /** "5 of 8, late". */
  state: string;
  isLate: boolean;
  /** What of several returns is to come, and what is in the way; empty for nothing. */
  detail: string;
}

/** Periods and numbers of ours alone: "2026-27 Q1: 11 of 14 returns in, 2 of them without change". */
export function progressHeading({ round, returns, closed }: RoundProgress): string {
  const which = closed ? `${round.period}, closed` : round.period;
  return `${which}: ${returns.expected === 0 ? 'nothing is asked for' : returnsWords(returns)}`;
}

/** "Closed on Fri 17 Jul 2026 with 11 in, 1 more since."; empty while it is open. */
export function closedWords({ closed, returns }: RoundProgress): string {
  if (!closed) return '';
  const since = returns.received - closed.received;
  const more = since > 0 ? `, ${since} more since` : '';
  return `Closed on ${dayWords(closed.on)} with ${closed.received} in${more}.`;
}

/** Whoever is not in, in the board's order. */
export const missingRows = ({ asked }: RoundProgress): ProgressRow[] =>
  asked.filter(({ state }) => state !== 'in').map(missingRow);

function missingRow({ name, returns, state, late, reached }: AskedProgress): ProgressRow {
  const open = returns.filter(({ answered, of }) => answered < of);
  const [only] = returns;
  const far =
    only && returns.length === 1
      ? `${only.answered} of ${only.of}`
      : `${returns.length - open.length} of ${returns.length} returns`;
  const said = state === 'silent' ? 'nothing yet' : far;
  const detail = [
    ...(returns.length > 1 ? [`to come: ${listed(open.map(openWords))}`] : []),
    ...(reached ? [] : ['nobody is reached: no channel or contact']),
  ];
  return {
    name: truncate(name, NAME),
    state: late ? `${said}, late` : said,
    isLate: late,
    detail: detail.join(' · '),
  };
}

/** "action updates (5 of 8)", "quarterly report". */
function openWords({ kind, answered, of }: AskedProgress['returns'][number]): string {
  return of > 1 ? `${kindWords(kind)} (${answered} of ${of})` : kindWords(kind);
}

/** "QAS", "Training Hub (came late)", each who is in. */
export const inWords = ({ asked }: RoundProgress): string[] =>
  asked
    .filter(({ state }) => state === 'in')
    .map(({ name, late }) => `${truncate(name, NAME)}${late ? ' (came late)' : ''}`);

/** "Training Hub: it merges with another group". */
export const leftOutWords = ({ leftOut }: RoundProgress): string[] =>
  leftOut.map(({ group, reason }) => `${truncate(group, NAME)}: ${truncate(reason, REASON)}`);

/** The whole of it, line by line. */
export function progressLines(progress: RoundProgress): string[] {
  const done = inWords(progress);
  return [
    `${progressHeading(progress)}. ${closedWords(progress) || `Due ${dayWords(progress.round.due)}.`}`,
    ...missingRows(progress).map(
      ({ name, state, detail }) => `Not in: ${name}, ${state}${detail === '' ? '' : ` (${detail})`}`,
    ),
    ...(done.length === 0 ? [] : [`In: ${done.join(', ')}`]),
    ...leftOutWords(progress).map(line => `Left out: ${line}`),
  ];
}
