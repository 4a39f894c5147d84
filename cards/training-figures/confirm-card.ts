/** Before a group says that this is all, or that nothing was run: what it comes to. */
import { isEmpty, type TrainingState } from '../../services/returns/training-state.ts';
import { formView, type Givers } from '../asked/form.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { faceOf } from '../render.ts';
import { count, truncate } from '../words.ts';
import template from './confirm-card.json' with { type: 'json' };
import { quarterWords, unbrokenWords } from './figure-words.ts';

export interface ConfirmView {
  /** What is improbable, a sentence each: it is saved when the writer is sure. */
  improbable: readonly string[];
  notice: string | null;
  givers: Givers;
  forms: Forms;
}

const NAME = 120;

const face = faceOf(template);

export function confirmCard(state: TrainingState, view: ConfirmView): Card {
  const nothing = isEmpty(state);
  const { period } = state.round;
  const { hasNotice, notice, canGive, givers, givenBy } = formView({}, { ...view, values: {}, problems: {} });
  const heading = nothing ? `Nothing was run in ${period}?` : `Is that all for ${period}?`;
  return withDoors(
    face({
      plain: {
        fallback: heading,
        heading,
        yes: nothing ? 'Yes, nothing was run' : 'Yes, that is all',
      },
      hasNotice,
      notice,
      canGive,
      givers,
      givenBy,
      ask: state.askId,
      about: truncate(state.asked.name, NAME),
      isImprobable: view.improbable.length > 0,
      reasons: view.improbable.map(text => ({ text })),
      lines: linesOf(state, nothing).map(text => ({ text })),
    }),
    view.forms,
  );
}

function linesOf(state: TrainingState, nothing: boolean): string[] {
  const { figures, last, runs } = state;
  const planned = runs.filter(({ content }) => content.state === 'planned').length;
  const { awaitingRegisters: awaiting } = figures;
  return [
    nothing ? 'It counts as an answer: no run and no total was given.' : quarterWords(figures),
    awaiting > 0 ? `${count(awaiting, 'register')} not in yet: who came can still be added.` : '',
    planned > 0
      ? `${count(planned, 'run is', 'runs are')} still planned: what became of ${planned === 1 ? 'it' : 'them'} can still be added.`
      : '',
    unbrokenWords(figures) && `${unbrokenWords(figures)}.`,
    last ? `${last.period}: ${quarterWords(last.figures)}` : '',
  ].filter(line => line !== '');
}
