/** The ask of one agency for its Section 11 return: whether it is in, and last year's. */
import type { Section11State } from '../../services/returns/section-11.ts';
import { framed, frameView } from '../asked/frame.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { faceOf } from '../render.ts';
import { personWords } from '../words.ts';
import template from './ask-card.json' with { type: 'json' };
import { openActionWords, overallWords, returnedWords } from './words.ts';

export interface Section11CardView {
  now: Date;
  /** Stands on top: what has just happened. */
  banner: string | null;
  forms: Forms;
}

const face = faceOf(framed(template));

export function section11Card(state: Section11State, { now, banner, forms }: Section11CardView): Card {
  const { answer, last } = state;
  const frame = frameView(state, {
    request: 'Please give the Section 11 return',
    missing: 'Section 11 return',
    complete: 'The Section 11 return is in.',
    savedPart: answer
      ? `${overallWords[answer.content.overall].toLowerCase()} (version ${answer.version})`
      : 'a return',
    hintWord: 'section-11',
    banner,
    now,
  });
  return withDoors(
    face({
      ...frame,
      plain: { ...frame.plain, row: answer ? 'Edit the Section 11 return' : 'Give the Section 11 return' },
      isIn: answer !== null,
      overall: answer ? overallWords[answer.content.overall].toLowerCase() : '',
      detail: answer ? returnedWords(answer.content) : '',
      by: answer
        ? [
            personWords(answer.by),
            ...(answer.enteredBy ? [`entered by ${personWords(answer.enteredBy)}`] : []),
            `version ${answer.version}`,
          ].join(' · ')
        : '',
      last: last
        ? `${last.period}: ${overallWords[last.content.overall].toLowerCase()}, ${openActionWords(last.content.openActions)}`
        : 'No earlier return is known here.',
      press: answer ? 'Edit ›' : 'Give ›',
    }),
    forms,
  );
}
