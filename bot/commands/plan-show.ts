import { planLines } from '../../cards/notice/plan-words.ts';
import { count } from '../../cards/words.ts';
import { CollateError } from '../../services/errors.ts';
import { requireMay } from '../../services/people/permissions.ts';
import { reachOf } from '../../services/people/reach.ts';
import { readPlan } from '../../services/plan/read-plan.ts';
import { sayNotice } from '../notices.ts';
import type { Command } from './command.ts';

export const planShow: Command = {
  name: 'plan show',
  usage: 'plan show 1',
  about: 'the plan’s priorities; of one, its outcomes and actions',
  deed: 'plan.see',
  run: async (deps, { actor, board }, words) => {
    const { plan, reach } = await deps.store.read(async view => {
      await requireMay(view, actor, 'plan.see', { now: deps.clock.now() });
      return { plan: await readPlan(view, board.id), reach: await reachOf(view, actor) };
    });
    const isPrivate = reach !== 'board';
    if (words === '') {
      const lines = plan.priorities.map(({ ref, title, lead, outcomes }) => {
        const actions = outcomes.flatMap(outcome => outcome.actions).filter(({ retired }) => !retired);
        const hidden = outcomes.reduce((sum, { restricted }) => sum + restricted, 0);
        const more = hidden > 0 ? `, ${hidden} of them restricted` : '';
        return `${ref}  ${title}${lead ? ` (${lead})` : ''}: ${count(actions.length + hidden, 'action')}${more}`;
      });
      return { card: sayNotice(plan.plan.title, lines.join('\n')), isPrivate };
    }
    const priority = plan.priorities.find(({ ref }) => ref.toLowerCase() === words.toLowerCase());
    const outcome = plan.priorities
      .flatMap(({ outcomes }) => outcomes)
      .find(({ ref }) => ref.toLowerCase() === words.toLowerCase());
    const shown = priority ? priority.outcomes : outcome ? [outcome] : null;
    if (!shown) {
      const known = plan.priorities.map(({ ref }) => ref).join(', ');
      throw new CollateError(
        'priority_unknown',
        `There is no part “${words.slice(0, 40)}”. The priorities are: ${known}.`,
      );
    }
    const title = `${words}  ${(priority ?? outcome)?.title ?? ''}`;
    return { card: sayNotice(title, planLines(shown).join('\n')), isPrivate };
  },
};
