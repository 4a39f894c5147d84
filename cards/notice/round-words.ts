/** What the opening of a round did, in words: the same in chat and at the terminal. */
import { kinds } from '../../services/returns/kinds.ts';
import type { OpenedRound } from '../../services/rounds/open-round.ts';
import type { Reminded } from '../../services/rounds/remind-by-hand.ts';
import { count, dayWords, instantWords, listed } from '../words.ts';

/** One line for each kind that is asked for, then what the manager must know. */
export function sayOpened(opened: OpenedRound): string[] {
  const { asked, due, unreached, alreadyAsked, alsoOpen, nothingToAsk } = opened;
  const asking = [...new Set(asked.map(({ kind }) => kind))].map(kind => {
    const ofKind = asked.filter(one => one.kind === kind);
    const whom = ofKind.map(({ to, parts }) =>
      parts > 1 || kind === 'action-updates' ? `${to} (${parts})` : to,
    );
    return `${kinds[kind].title}: ${listed(whom)}.`;
  });
  return [
    asked.length > 0
      ? `${count(asked.length, 'return is', 'returns are')} asked for, due ${dayWords(due)}.`
      : 'Nothing was added: everything that is owed is asked for already.',
    ...asking,
    ...(alreadyAsked.length > 0 && asked.length > 0 ? [`Asked before: ${listed(alreadyAsked)}.`] : []),
    ...(unreached.groups.length > 0
      ? [`Without a channel, so not reached yet: ${listed(unreached.groups)}.`]
      : []),
    ...(unreached.agencies.length > 0
      ? [
          `Nobody is named for ${listed(unreached.agencies)}: add their contact to the people of the board file.`,
        ]
      : []),
    ...(alsoOpen.length > 0 ? [`Still open as well: ${listed(alsoOpen)}.`] : []),
    ...(nothingToAsk.length > 0 ? [`Owing nothing, so not asked: ${listed(nothingToAsk)}.`] : []),
  ];
}

/** Whom a reminder by hand goes to, and when. */
export function sayReminded(
  { reminded, messages, at, already }: Reminded,
  { timezone, now }: { timezone: string; now: Date },
): string[] {
  if (reminded.length === 0) return ['Nobody is reminded: everything that was asked for is in.'];
  if (already) return ['Reminders went out since you looked, so nobody is reminded again.'];
  if (messages === 0)
    return [`${listed(reminded)} cannot be reached: link their channel, or name their contact.`];
  const when = new Date(at) > now ? `on ${instantWords(at, timezone)}` : 'now';
  return [
    `${count(messages, 'reminder goes', 'reminders go')} out ${when}, to those who have not answered: ${listed(reminded)}.`,
  ];
}
