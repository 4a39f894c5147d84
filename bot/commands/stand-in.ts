import { doneCard } from '../../cards/notice/done-card.ts';
import { dayWords } from '../../cards/words.ts';
import { CollateError } from '../../services/errors.ts';
import { setStandIn } from '../../services/people/stand-in.ts';
import type { Command } from './command.ts';

const USAGE = 'stand-in QAS ann@example.org until 2026-08-01';

export const standIn: Command = {
  name: 'stand-in',
  usage: USAGE,
  about: 'who stands in for a group’s chair, and until when; “stand-in QAS end” ends it',
  deed: 'person.manage',
  run: async (deps, { actor }, words) => {
    const end = /^(.+?)\s+end$/is.exec(words)?.[1];
    const [, group, person, until] = /^(.+?)\s+(\S+@\S+)\s+until\s+(\S+)$/is.exec(words) ?? [];
    if (!end && !(group && person && until))
      throw new CollateError('input_invalid', `Say the group, the mail address and the last day: ${USAGE}`);
    const choice = person && until ? { person, until } : null;
    const told = await setStandIn(deps, actor, end ?? group ?? '', choice);
    return doneCard({
      heading: told.until
        ? `${told.person} stands in for the chair of ${told.group} until ${dayWords(told.until)}.`
        : `Nobody stands in for the chair of ${told.group} now.`,
      detail: told.before ? `Before: ${told.before}.` : null,
      buttons: told.until ? [{ title: 'End it', verb: 'stand-in.end', data: { group: told.groupId } }] : [],
      place: 'message',
      forms: 'dialog',
    });
  },
};
