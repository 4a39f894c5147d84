import { noticeCard } from '../../cards/notice/notice-card.ts';
import { agendaLines, NO_AGENDA } from '../../cards/status/agenda-words.ts';
import { CollateError } from '../../services/errors.ts';
import { readAgenda } from '../../services/summary/agenda.ts';
import type { BotDeps, Scene } from '../deps.ts';
import { showStatus } from '../show-facts.ts';
import { parseStatusQuestion } from '../status-question.ts';
import type { Command } from './command.ts';

export const status: Command = {
  name: 'status',
  usage: 'status',
  about:
    'how the plan stands; also status priority 1, status group QAS, status overdue, status training, status agenda, status all',
  run: (deps, scene, words) => {
    if (words.toLowerCase() === 'agenda') return showAgenda(deps, scene);
    const question = parseStatusQuestion(words);
    if (question) return showStatus(deps, scene, question);
    throw new CollateError(
      'input_invalid',
      `“${words.slice(0, 60)}” is not a part of the plan. Try: status, status priority 1, status group QAS, status overdue, status training, status agenda, status all.`,
    );
  },
};

async function showAgenda(deps: BotDeps, { actor, board }: Scene) {
  const lines = agendaLines(await readAgenda(deps, actor));
  return noticeCard({
    tone: 'info',
    title: `Agenda · ${board.short}`,
    text: lines.length === 0 ? NO_AGENDA : lines.join('\n'),
    mend: null,
    id: null,
  });
}
