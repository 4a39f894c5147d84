/** An audit event, and what a check of the chain found, in words: the same on the card and at the terminal. */
import { type AuditLine, codesOf } from '../../services/audit/list-audit.ts';
import type { ChainBreak, ChainCheck } from '../../services/audit/verify.ts';
import { count, instantWords, personWords } from '../words.ts';

const roleWords: Record<string, string> = {
  manager: 'manager',
  'board-chair': 'board chair',
  scrutineer: 'scrutineer',
  chair: 'chair',
  deputy: 'deputy',
  'stand-in': 'stand-in',
  member: 'member',
  'in-channel': 'in the channel',
  lead: 'lead of the action',
  agency: 'for the agency',
  executive: 'executive group',
};

const sourceWords = {
  channel: 'in a channel',
  personal: 'in chat',
  terminal: 'at the terminal',
  link: 'by a link',
  bot: '',
} as const;

/** "Ann Ward, Police (chair)"; the bot and the terminal are not named. */
export function auditWho({ person, agency, role, source }: AuditLine): string {
  if (person === null) return source === 'terminal' ? 'The terminal' : 'Collate';
  const standing = role === null ? undefined : roleWords[role];
  return personWords({ name: person, agency }) + (standing ? ` (${standing})` : '');
}

/** "in Quality Assurance", "at the terminal"; empty where it says nothing more. */
export function auditWhere({ channel, source, person }: AuditLine): string {
  if (channel !== null) return `in ${channel}`;
  return source === null || person === null ? '' : sourceWords[source];
}

export const auditCodes = (line: AuditLine): string => codesOf(line).join(', ');

/** One line at the terminal. */
export function sayAuditLine(line: AuditLine, zone: string): string {
  const place = line.position === null ? '-' : String(line.position);
  const about = [auditWhere(line), auditCodes(line)].filter(text => text !== '');
  return [place.padStart(6), instantWords(line.at, zone), auditWho(line), line.what, ...about].join('  ');
}

const breakWords: Record<ChainBreak['why'], string> = {
  missing: 'the event that stood there is missing',
  changed: 'the event there is not as it was recorded, or was put there later',
  'put in': 'an event stands before the first',
  'cut off': 'the chain was longer: its end is cut off from there',
  'head changed': 'its end is not what is kept of it',
  'not as noted': 'the event there is not the one that was noted',
};

/** What a check found, in a few lines. */
export function sayCheck({ sealed, unsealed, end, firstBreak }: ChainCheck): string[] {
  const waiting =
    unsealed > 0
      ? [`${count(unsealed, 'event is', 'events are')} not sealed yet; the running bot seals them.`]
      : [];
  if (firstBreak) {
    const { position, id, why } = firstBreak;
    const which = id === null ? '' : ` (${id})`;
    return [`The chain is broken at ${position}${which}: ${breakWords[why]}.`, ...waiting];
  }
  return [
    sealed === 0 ? 'Nothing is sealed yet.' : `The chain holds: ${count(sealed, 'event')}.`,
    ...(end ? [`Its end, to note elsewhere: ${end.length}:${end.hash}`] : []),
    ...waiting,
  ];
}
