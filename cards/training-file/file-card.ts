/** A file as it was received: what was found in it, what has to be said of it, and the way on. */
import type { FileState } from '../../services/returns/training-file.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { faceOf } from '../render.ts';
import { count, listed, truncate } from '../words.ts';
import template from './file-card.json' with { type: 'json' };
import { questionsOf } from './questions.ts';

const NAME = 120;

const face = faceOf(template);

export function fileCard(state: FileState, { forms }: { forms: Forms }): Card {
  const { name, ask, found, step, fileId } = state;
  const questions = questionsOf(state).length;
  const isReady = step === 'look';
  const foundWords = found ? foundIn(found) : 'The headings were read, and nothing else yet';
  return withDoors(
    face({
      plain: {
        fallback: `A file of training figures. ${found ? `${count(found.runs, 'run')} found.` : ''}`,
        next: isReady ? 'Look' : questions > 0 ? `Answer ${count(questions, 'question')}` : 'Read it again',
      },
      file: fileId,
      name: truncate(name, NAME),
      found: `${foundWords}${found?.sheet ? `, on the sheet “${truncate(found.sheet, 40)}”` : ''}.`,
      hasAsk: ask !== null,
      ask: ask ? `For ${truncate(ask.asked.name, NAME)}, ${ask.period}.` : '',
      isAsking: questions > 0,
      asking: askingWords(state),
      hasColumns: isReady || questions === 0,
    }),
    forms,
  );
}

function foundIn({ shape, rows, runs }: NonNullable<FileState['found']>): string {
  const unit = shape === 'bookings' ? 'delegate' : 'row';
  return `${count(rows, unit)}, ${count(runs, 'run')}`;
}

/** "Before anything is saved: what 2 columns hold, and which agencies 5 spellings mean." */
function askingWords(state: FileState): string {
  const of = (kind: string) => questionsOf(state).filter(question => question.kind === kind).length;
  const parts = [
    of('ask') > 0 ? 'which return it is for' : '',
    of('column') > 0 ? `what ${count(of('column'), 'column')} hold${of('column') === 1 ? 's' : ''}` : '',
    of('missing') > 0 ? 'which columns hold the course and its first day' : '',
    of('status') > 0
      ? `what ${count(of('status'), 'status', 'statuses')} mean${of('status') === 1 ? 's' : ''}`
      : '',
    of('agency') > 0 ? `whom ${count(of('agency'), 'spelling')} mean${of('agency') === 1 ? 's' : ''}` : '',
  ].filter(part => part !== '');
  return `To be said once, and remembered: ${listed(parts)}.`;
}
