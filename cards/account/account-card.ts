/** Asks the manager whether an account that just came is one of a person whom the board file names. */
import type { AccountLook } from '../../services/people/accounts.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { faceOf } from '../render.ts';
import { truncate } from '../words.ts';
import template from './account-card.json' with { type: 'json' };

const NAME = 120;

const face = faceOf(template);

export function accountCard(
  { accountId, state, person, metName, decidedBy }: AccountLook,
  forms: Forms,
): Card {
  const isAsked = state === 'asked';
  const whom = truncate([person.name, person.agency].filter(word => word !== null).join(', '), NAME);
  return withDoors(
    face({
      plain: { fallback: isAsked ? 'Is this the same person?' : 'A further account in Teams.' },
      title: isAsked ? 'Is this the same person?' : titles[state],
      person: whom,
      account: truncate(metName, NAME),
      email: truncate(person.email, NAME),
      isAsked,
      hasDecider: decidedBy !== null,
      decidedBy: truncate(decidedBy ?? '', NAME),
      canUndo: state === 'joined' || state === 'other',
      data: { account: accountId },
    }),
    forms,
  );
}

const titles = {
  joined: 'Joined: the same person',
  other: 'Kept apart: somebody else',
  settled: 'Settled by the board file',
} as const;
