/** What a command is. One file each, and a line in the registry. */
import type { Card } from '../../cards/card.ts';
import type { Deed } from '../../services/people/permissions.ts';
import type { BotDeps, Scene } from '../deps.ts';
import type { Shown } from '../show-facts.ts';

export interface Command {
  /** The words that call it, as `round open`. */
  name: string;
  /** As help shows it: `update REF RATING what has happened`. */
  usage: string;
  /** What it does, in a few words. */
  about: string;
  /** What it does to the board, where not everybody may: help leaves it out for others, the service refuses it. */
  deed?: Deed;
  /** Where it makes sense; anywhere unless given. */
  where?: 'channel';
  /** @param words what was typed after the name, spaces tidied, line ends kept */
  run(deps: BotDeps, scene: Scene, words: string): Promise<Card | Shown>;
}
