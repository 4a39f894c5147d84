/** The manager's buttons under the question whose an account is. */
import { z } from 'zod';
import { accountCard } from '../../cards/notice/account-card.ts';
import { type AccountDecision, decideAccount } from '../../services/people/accounts.ts';
import { id, readData, type Verb } from './verb.ts';

const deciding = (name: string, decision: AccountDecision): Verb => ({
  name,
  press: async (deps, { actor }, press) => {
    const { account } = readData(z.object({ account: id }), press);
    const look = await decideAccount(deps, actor, account, decision);
    return { title: 'Whose account?', card: accountCard(look, deps.forms) };
  },
});

export const accountVerbs: readonly Verb[] = [
  deciding('account.join', 'join'),
  deciding('account.other', 'other'),
  deciding('account.undo', 'back'),
];
