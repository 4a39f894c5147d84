/** What can be done to a board. The names are stable; the words are for people who read the list. */
export const auditWords = {
  'board.imported': 'imported the board file',
  'board.read': 'looked at answers of the whole board',
  'channel.gone': 'a channel was deleted',
  'channel.linked': 'linked a channel to a group',
  'channel.unlinked': 'took a channel from a group',
  'decision.noted': 'noted what was decided',
  'decision.undone': 'took a note on a decision back',
  'document.linked': 'asked for a link to a document',
  'document.opened': 'opened a document',
  'file.matched': 'said what the words of a file mean',
  'file.put-away': 'put a file away',
  'file.received': 'sent a file',
  'finding.passed': 'let words through that the guard stopped',
  'keys.rotated': 'changed the key that links are signed with',
  'person.forgotten': 'had a person forgotten',
  'person.identified': 'was met in Teams',
  'reminder.snoozed': 'put a reminder off',
  'retention.applied': 'removed words and names after the board’s period',
  'return.saved': 'saved an answer',
  'return.undone': 'took an answer back',
  'round.actions-changed': 'an import changed what is asked',
  'round.closed': 'closed a round',
  'round.held': 'held a round',
  'round.opened': 'opened a round',
  'round.released': 'released a round',
  'sign-off.given': 'signed a group’s returns off',
  'sign-off.sent-back': 'sent a group’s returns back',
  'sign-off.undone': 'took a sign-off back',
  'round.reminded': 'sent reminders',
  'summary.posted': 'approved and posted a summary',
  'summary.reposted': 'posted a summary again',
  'team.installed': 'the bot was added to a team',
  'team.removed': 'the bot was removed from a team',
} as const satisfies Record<string, string>;

export type AuditEventName = keyof typeof auditWords;

/** The words of an event; its name where a later version wrote it. */
export const sayEvent = (event: string): string => (auditWords as Record<string, string>)[event] ?? event;
