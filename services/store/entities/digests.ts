/** Which digests were told, to whom and of which time; and who asked for one of their own. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

export interface DigestRow {
  id: string;
  boardId: string;
  /** `board`, or the id of the person whose own it is. */
  audience: string;
  /** It tells what came after the one, up to the other; the next one begins where this one ended. */
  since: Date;
  until: Date;
}

export const digests = table<DigestRow>(
  'digests',
  {
    id: column.id(),
    boardId: column.link('boards'),
    audience: column.code(),
    since: column.instant(),
    until: column.instant(),
  },
  { unique: [['boardId', 'audience', 'until']] },
);

export interface DigestSubscriptionRow {
  id: string;
  boardId: string;
  personId: string;
  /** `monday` to `friday`. */
  day: string;
  /** `HH:MM` in the board's zone. */
  at: string;
  since: Date;
}

export const digestSubscriptions = table<DigestSubscriptionRow>(
  'digest_subscriptions',
  {
    id: column.id(),
    boardId: column.link('boards'),
    personId: column.link('people'),
    day: column.code(),
    at: column.code(),
    since: column.instant(),
  },
  { unique: [['personId']] },
);
