/** Reporting rounds, and what each group is asked for in one. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

export interface RoundRow {
  id: string;
  boardId: string;
  /** The period's name, as `2026-27 Q1`; of a turn of a set, as `absence-review 3`. */
  period: string;
  /** First day of the period. */
  startsOn: string;
  /** The day after its last. */
  endsOn: string;
  due: string;
  signOffBy: string | null;
  paperOn: string | null;
  meetingOn: string | null;
  openedAt: Date;
  openedById: string | null;
  closedAt: Date | null;
  /** Since when nothing of it may be removed, whatever its age; null where it is not held. */
  heldAt: Date | null;
  heldById: string | null;
  holdReason: string | null;
  /** The day that people were given first, where it was moved since: nobody is late before it. */
  firstDue: string | null;
  /** When the round was given the day that it is due on now; null where it never moved. */
  dueSetAt: Date | null;
  /** Why it was moved, in the manager's words. */
  dueReason: string | null;
  /** The set of actions of which this is a turn, and the how many-th, from 1; null for a round of a period. */
  setId: string | null;
  turn: number | null;
}

export const rounds = table<RoundRow>(
  'rounds',
  {
    id: column.id(),
    boardId: column.link('boards'),
    period: column.code(),
    startsOn: column.day(),
    endsOn: column.day(),
    due: column.day(),
    signOffBy: column.day({ null: true }),
    paperOn: column.day({ null: true }),
    meetingOn: column.day({ null: true }),
    openedAt: column.instant(),
    openedById: column.link('people', { null: true }),
    closedAt: column.instant({ null: true }),
    heldAt: column.instant({ null: true }),
    heldById: column.link('people', { null: true }),
    holdReason: column.words({ null: true }),
    firstDue: column.day({ null: true }),
    dueSetAt: column.instant({ null: true }),
    dueReason: column.words({ null: true }),
    setId: column.link('action_sets', { null: true }),
    turn: column.count({ null: true }),
  },
  {
    unique: [
      ['boardId', 'period'],
      ['setId', 'startsOn'],
    ],
  },
);

export interface AskRow {
  id: string;
  boardId: string;
  roundId: string;
  /** The kind of return: a name in the registry of services/returns. */
  kind: string;
  /** Who is asked: a group, an agency, or the lead agency of a priority; exactly one of the three. */
  groupId: string | null;
  agencyId: string | null;
  priorityId: string | null;
  openedAt: Date;
  /** When the last of its answers came in; null while some are missing. */
  completedAt: Date | null;
}

export const asks = table<AskRow>(
  'asks',
  {
    id: column.id(),
    boardId: column.link('boards'),
    roundId: column.link('rounds'),
    kind: column.code(),
    groupId: column.link('groups', { null: true }),
    openedAt: column.instant(),
    completedAt: column.instant({ null: true }),
    agencyId: column.link('agencies', { null: true }),
    priorityId: column.link('priorities', { null: true }),
  },
  {
    unique: [
      ['roundId', 'groupId', 'kind'],
      ['roundId', 'agencyId', 'kind'],
      ['roundId', 'priorityId', 'kind'],
    ],
    index: [['boardId'], ['groupId']],
  },
);

export interface AskActionRow {
  id: string;
  boardId: string;
  askId: string;
  actionId: string;
  /** True for the first owner, who rates it; further owners add words. */
  rates: boolean;
  position: number;
}

/** The actions of an ask, fixed when it opens. */
export const askActions = table<AskActionRow>(
  'ask_actions',
  {
    id: column.id(),
    boardId: column.link('boards'),
    askId: column.link('asks'),
    actionId: column.link('actions'),
    rates: column.flag(),
    position: column.count(),
  },
  { unique: [['askId', 'actionId']], index: [['boardId'], ['actionId']] },
);

export interface AskPartRow {
  id: string;
  boardId: string;
  askId: string;
  /** What a return answers, as its kind names it: an outcome, an agency at a level, the whole. */
  subjectId: string;
  position: number;
}

/** The parts of an ask of any other kind than action updates, all of which must be answered; fixed when it opens. */
export const askParts = table<AskPartRow>(
  'ask_parts',
  {
    id: column.id(),
    boardId: column.link('boards'),
    askId: column.link('asks'),
    subjectId: column.key(),
    position: column.count(),
  },
  { unique: [['askId', 'subjectId']], index: [['boardId']] },
);
