/** The plan in lines: the same in chat and at the terminal. */
import type { ShownPlan } from '../../services/plan/read-plan.ts';
import { dayWords } from '../words.ts';

type Outcome = ShownPlan['priorities'][number]['outcomes'][number];

/** Each outcome and, below it, its actions with who does them and by when. */
export const planLines = (outcomes: readonly Outcome[]): string[] =>
  outcomes.flatMap(({ ref, title, actions, restricted }) => [
    `  ${ref}  ${title}`,
    ...actions.flatMap(action => [`    ${action.ref}  ${action.title}`, `      ${detailOf(action)}`]),
    ...(restricted > 0 ? [`    ${restricted} restricted`] : []),
  ]);

const detailOf = ({ owners, lead, due, retired }: Outcome['actions'][number]) =>
  [
    owners.join(', '),
    lead ?? 'no lead',
    due ? `due ${dayWords(due)}` : 'no date',
    ...(retired ? ['retired'] : []),
  ].join(' · ');
