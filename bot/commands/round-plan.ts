import { noticeCard } from '../../cards/notice/notice-card.ts';
import { sayPlanned } from '../../cards/notice/round-plan-words.ts';
import { CollateError } from '../../services/errors.ts';
import { changePlannedRound, readPlan } from '../../services/rounds/change-plan.ts';
import type { Command } from './command.ts';

const USAGE = 'round plan 2026-27 Q2 due 2026-10-09';

export const roundPlan: Command = {
  name: 'round plan',
  usage: 'round plan',
  about: `the rounds of the coming year; ${USAGE} gives one another day (or opens 2026-09-01), round plan 2026-27 Q2 reset takes that back`,
  deed: 'round.manage',
  run: async (deps, { actor }, words) => {
    const planned = words === '' ? await readPlan(deps, actor) : [await changed(deps, actor, words)];
    return noticeCard({
      tone: 'info',
      title: words === '' ? 'Rounds of the coming year' : 'The plan is changed',
      text:
        planned.length === 0
          ? 'No group is asked by its cadence: every group meets when called, or outside the rounds.'
          : planned.flatMap(sayPlanned).join('\n'),
      mend: words === '' ? `To change it: ${USAGE}, or round skip QAS 2026-27 Q2 because …` : null,
      id: null,
    });
  },
};

function changed(...[deps, actor, words]: [...Parameters<typeof readPlan>, string]) {
  const match = /^(.+?)\s+(?:reset|(due|opens)\s+(\S+))$/i.exec(words);
  if (!match) throw new CollateError('input_invalid', `Say the round and its day: ${USAGE}`);
  const [, period = '', what, day = ''] = match;
  const change = what === undefined ? null : what.toLowerCase() === 'due' ? { due: day } : { opens: day };
  return changePlannedRound(deps, actor, period, change);
}
