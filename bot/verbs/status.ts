/** The closer looks behind a status card's buttons. */
import { z } from 'zod';
import { showStatus } from '../show-facts.ts';
import { readData, small, type Verb } from './verb.ts';

const code = z.string().min(1).max(120);

const view: Verb = {
  name: 'status.view',
  press: async (deps, scene, press) => {
    const data = readData(
      z.object({
        view: z.enum(['top', 'attention', 'groups', 'overdue', 'training']),
        page: small.default(0),
        period: code,
        priority: code.optional(),
        group: code.optional(),
        overdue: z.literal(1).optional(),
        all: z.literal(1).optional(),
      }),
      press,
    );
    const question = {
      period: data.period,
      priority: data.priority ?? null,
      group: data.group ?? null,
      overdue: data.overdue === 1,
      training: data.view === 'training',
      all: data.all === 1,
    };
    return {
      title: 'Status',
      ...(await showStatus(deps, scene, question, { part: data.view, page: data.page })),
    };
  },
};

export const statusVerbs: readonly Verb[] = [view];
