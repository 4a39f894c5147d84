/** The manager's button under a draft summary. */
import { z } from 'zod';
import { postSummary } from '../../services/summary/papers.ts';
import { sayPosted } from '../show-facts.ts';
import { id, readData, type Verb } from './verb.ts';

const post: Verb = {
  name: 'summary.post',
  press: async (deps, { actor }, press) => {
    const { summary } = readData(z.object({ summary: id }), press);
    return { title: 'Summary', card: sayPosted(await postSummary(deps, actor, { summaryId: summary })) };
  },
};

export const summaryVerbs: readonly Verb[] = [post];
