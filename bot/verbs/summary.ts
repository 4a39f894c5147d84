/** The buttons under a summary: its training in full, and the manager's that posts a draft. */
import { z } from 'zod';
import { postSummary } from '../../services/summary/papers.ts';
import { sayPosted, showSummary } from '../show-facts.ts';
import { id, readData, small, type Verb } from './verb.ts';

const post: Verb = {
  name: 'summary.post',
  press: async (deps, { actor }, press) => {
    const { summary } = readData(z.object({ summary: id }), press);
    return { title: 'Summary', card: sayPosted(await postSummary(deps, actor, { summaryId: summary })) };
  },
};

const view: Verb = {
  name: 'summary.view',
  press: async (deps, scene, press) => {
    const {
      view: part,
      period,
      page,
    } = readData(
      z.object({ view: z.enum(['top', 'training']), period: z.string().min(1).max(120), page: small }),
      press,
    );
    return {
      title: 'Summary',
      ...(await showSummary(deps, scene, period, part === 'training' ? page : null)),
    };
  },
};

export const summaryVerbs: readonly Verb[] = [post, view];
