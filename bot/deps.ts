/** What every command and verb works with; built once in main.ts. */

import type { Forms } from '../cards/card.ts';
import type { Actor } from '../services/people/access.ts';
import type { Clock, Log } from '../services/ports.ts';
import type { BoardRow, GroupRow, PersonRow } from '../services/store/entities/board.ts';
import type { ChannelRow, TeamRow } from '../services/store/entities/teams.ts';
import type { Store } from '../services/store/unit-of-work.ts';
import type { Connectors } from './connector.ts';
import type { FileSource } from './download.ts';

export interface BotDeps {
  store: Store;
  clock: Clock;
  log: Log;
  /** How the client shows forms. */
  forms: Forms;
  /** The board of a team or chat that says of none, where the database holds several; null for none. */
  homeBoardId: string | null;
  /** Where people reach the bot with a browser, for links to documents; null where they do not. */
  publicUrl: () => string | null;
  /** Where files that people send come from. */
  files: FileSource;
  /** Calls to Teams outside a turn. */
  connectors: Connectors;
  /** False where the client has no messages that one person sees alone, as in local mode. */
  hasTargeted: boolean;
}

/** Who speaks, where, and of which board. */
export interface Scene {
  board: BoardRow;
  person: PersonRow;
  actor: Actor;
  place: Place;
}

export type Place =
  | { kind: 'channel'; team: TeamRow; channel: ChannelRow; groups: GroupRow[] }
  | { kind: 'personal' }
  | { kind: 'group-chat' };
