/** Sets of actions with a rhythm of their own, as after a review. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

export interface ActionSetRow {
  id: string;
  boardId: string;
  /** A short code, as `absence-review`: its turns are named by it. */
  key: string;
  title: string;
  /** A turn lasts so many weeks or months. */
  everyCount: number;
  everyUnit: 'week' | 'month';
  /** The day the first turn opens. */
  startsOn: string;
  /** The last day on which a turn opens; null where it goes on until every action is complete. */
  untilOn: string | null;
  position: number;
  /** Since when its rhythm is as it is now: the turn of that day is the first that opens by it. */
  since: Date;
  /** When it was over: all complete, or past its last day; null while turns are to come. */
  endedAt: Date | null;
  /** When the board file named it no more. */
  retiredAt: Date | null;
  /** Since when only the people named may read of its actions; null where everybody may who sees its groups. */
  restrictedAt: Date | null;
}

export const actionSets = table<ActionSetRow>(
  'action_sets',
  {
    id: column.id(),
    boardId: column.link('boards'),
    key: column.code(),
    title: column.words(),
    everyCount: column.count(),
    everyUnit: column.code(),
    startsOn: column.day(),
    untilOn: column.day({ null: true }),
    position: column.count(),
    since: column.instant(),
    endedAt: column.instant({ null: true }),
    retiredAt: column.instant({ null: true }),
    restrictedAt: column.instant({ null: true }),
  },
  { unique: [['boardId', 'key']] },
);

export interface SetActionRow {
  id: string;
  boardId: string;
  setId: string;
  actionId: string;
  /** When it left a set that is restricted, and stays so; null while the set asks for it. */
  leftAt: Date | null;
}

export const setActions = table<SetActionRow>(
  'set_actions',
  {
    id: column.id(),
    boardId: column.link('boards'),
    setId: column.link('action_sets'),
    actionId: column.link('actions'),
    leftAt: column.instant({ null: true }),
  },
  { unique: [['setId', 'actionId']], index: [['actionId']] },
);

export interface SetPersonRow {
  id: string;
  boardId: string;
  setId: string;
  personId: string;
}

/** Who may read of a restricted set. */
export const setPeople = table<SetPersonRow>(
  'set_people',
  {
    id: column.id(),
    boardId: column.link('boards'),
    setId: column.link('action_sets'),
    personId: column.link('people'),
  },
  { unique: [['setId', 'personId']], index: [['personId']] },
);
