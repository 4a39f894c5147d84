import { showSummary } from '../show-facts.ts';
import type { Command } from './command.ts';

export const summary: Command = {
  name: 'summary',
  usage: 'summary 2026-27 Q1',
  about: 'the executive summary; without a period, of the newest round',
  run: (deps, scene, words) => showSummary(deps, scene, words === '' ? null : words),
};
