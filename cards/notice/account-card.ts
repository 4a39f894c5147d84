/** Asks the manager whether an account that just came is one of a person whom the board file names. */
import type { AccountLook } from '../../services/people/accounts.ts';
import type { Card, Forms } from '../card.ts';
import { choiceCard } from './choice-card.ts';

export function accountCard(
  { accountId, state, person, metName, decidedBy }: AccountLook,
  forms: Forms,
): Card {
  const data = { account: accountId };
  const answers = [
    { title: 'Yes, join them', verb: 'account.join', data },
    { title: 'No, somebody else', verb: 'account.other', data },
  ];
  const undo = { title: 'Undo', verb: 'account.undo', data };
  return choiceCard({
    title: titles[state],
    lines: [
      `In the board file: ${[person.name, person.agency].filter(word => word !== null).join(', ')}`,
      `In Teams, another account: ${metName}`,
      `Both have the address ${person.email}`,
      ...(state === 'asked' ? ['Until you say so, the new account is nobody on the board.'] : []),
      ...(decidedBy === null ? [] : [`Decided by ${decidedBy}`]),
    ],
    buttons: state === 'asked' ? answers : state === 'settled' ? [] : [undo],
    links: [],
    forms,
  });
}

const titles = {
  asked: 'Is this the same person?',
  joined: 'Joined: the same person',
  other: 'Kept apart: somebody else',
  settled: 'Settled by the board file',
} as const;
