/** What became of a run, as one choice: a run that was held waits for its register or has it. */
import type { RunState } from '../store/entities/training.ts';

export const runChoices = ['held', 'awaiting', 'planned', 'cancelled'] as const;

export type RunChoice = (typeof runChoices)[number];

export const runChoiceOf = ({ state, registerIn }: { state: RunState; registerIn: boolean }): RunChoice =>
  state === 'held' && !registerIn ? 'awaiting' : state;

export const runStateOf = (choice: RunChoice): { state: RunState; registerIn: boolean } =>
  choice === 'awaiting'
    ? { state: 'held', registerIn: false }
    : { state: choice, registerIn: choice === 'held' };
