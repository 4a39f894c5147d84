/** Sentences about a period that several cards say. */
import type { Facts } from '../../services/summary/facts.ts';
import { count, dayIn, listed, truncate } from '../words.ts';

const NAME = 80;

/** "11 of 14 returns in, 2 of them without change". */
export function returnsWords({
  expected,
  received,
  noChange,
}: Pick<Facts['returns'], 'expected' | 'received' | 'noChange'>): string {
  const stayed = noChange > 0 ? `, ${noChange} of them without change` : '';
  return `${received} of ${expected} returns in${stayed}`;
}

/** The same as a sentence. */
export function returnsSentence(returns: Facts['returns']): string {
  return returns.expected === 0 ? 'No return was asked for.' : `${returnsWords(returns)}.`;
}

/** "Left out of this round: QAS (merger)."; empty where nobody was. */
export function leftOutWords({ leftOut }: Pick<Facts, 'leftOut'>): string {
  if (leftOut.length === 0) return '';
  const names = leftOut.map(({ group, text }) => `${truncate(group, NAME)} (${truncate(text, NAME)})`);
  return truncate(`Left out of this round: ${listed(names)}.`, 600);
}

/** The approved paper of a period, and for how many actions or parts an answer came after it. */
export interface ApprovedPaper {
  version: number;
  approvedAt: Date;
  returnsSince: number;
}

/** "Paper version 1 approved Fri 3 Jul 2026; 1 return since". */
export function paperWords({ version, approvedAt, returnsSince }: ApprovedPaper, zone: string): string {
  const since = returnsSince > 0 ? `; ${count(returnsSince, 'return')} since` : '';
  return `Paper version ${version} approved ${dayIn(approvedAt, zone)}${since}`;
}

/** Why a return that is in is not signed off, as it stands after the group's name. */
const unsigned: Record<Facts['returns']['notSignedOff'][number]['state'], string> = {
  away: 'chair away',
  changed: 'changed since',
  'not-in': 'more to come',
  'sent-back': 'sent back',
  waiting: 'waiting for the chair',
};

/**
 * "5 of 7 signed off; not signed off: QAS (chair away), Training Hub (sent back)."; empty where nothing that is in is
 * a chair's to sign.
 */
export function signOffWords({
  signedOff,
  notSignedOff,
}: Pick<Facts['returns'], 'signedOff' | 'notSignedOff'>): string {
  const of = signedOff + notSignedOff.length;
  if (of === 0) return '';
  const why = new Map(notSignedOff.map(one => [one.group, unsigned[one.state]]));
  const names = [...why].map(([group, reason]) => `${truncate(group, NAME)} (${reason})`);
  const open = names.length > 0 ? `; not signed off: ${names.join(', ')}` : '';
  return truncate(`${signedOff} of ${of} signed off${open}.`, 600);
}

/**
 * What the facts are narrowed to; empty for the whole board.
 * @param own the reader's own groups, where they see no others
 */
export function scopeWords(scope: Facts['scope'], own: readonly string[] | null = null): string {
  if (own !== null) {
    const groups = `your own groups, ${truncate(listed(own), 200)}`;
    return scope.kind === 'groups' ? `Only ${groups}` : `${scopeWords(scope)}, and of that ${groups}`;
  }
  if (scope.kind === 'priority') return `Only priority ${scope.ref}, ${truncate(scope.title, NAME)}`;
  if (scope.kind === 'groups') return `Only ${truncate(listed(scope.names), 200)}`;
  return scope.kind === 'overdue' ? 'Only what is overdue' : '';
}

/**
 * Names the scope again when a button is pressed. Several groups are a channel's or a reader's own, which its verb knows.
 * @param all true where the whole board is meant in a place that has a part of its own
 */
export function scopeCodes(scope: Facts['scope'], all = false): Record<string, string | number> {
  const reach: Record<string, number> = all ? { all: 1 } : {};
  if (scope.kind === 'priority') return { ...reach, priority: scope.ref };
  if (scope.kind === 'groups')
    return scope.names.length === 1 ? { ...reach, group: scope.names[0] ?? '' } : reach;
  return scope.kind === 'overdue' ? { ...reach, overdue: 1 } : reach;
}
