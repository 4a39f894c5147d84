/** The board, its agencies, people and groups: what the board file says of who there is. */
import type { RoundRules } from '../../rounds/round-days.ts';
import { column } from '../columns.ts';
import { table } from '../table.ts';

export interface BoardRow {
  id: string;
  key: string;
  name: string;
  short: string;
  /** An IANA zone; deadlines and periods are reckoned in it. */
  timezone: string;
  holidays: string | null;
  /** The month (1 to 12) in which the reporting year starts. */
  yearStarts: number;
  /** The group that summaries go to. */
  executiveGroupId: string | null;
  /** What the board file says of ratings, training and the digest. */
  settings: BoardSettings;
  /** Years by which local mode has moved every date of the file; 0 on a real board. */
  rebasedYears: number;
  importedAt: Date;
  /** By group's id, the meetings that a calendar file gave it, which stand instead of the board file's; null for none. */
  meetings: Record<string, Meeting[]> | null;
}

export interface Meeting {
  day: string;
  /** Tells the event of a calendar file that it comes from; null for the board file. */
  origin: string | null;
}

export interface BoardSettings {
  ratings: Partial<Record<string, { label: string; meaning: string }>>;
  training: unknown;
  digest: unknown;
  /** Counts of people below this are not shown outside the group that gave them; null or absent for off. */
  suppressBelow?: number | null;
  /** When nobody is written to, in the board's zone; absent for the usual hours. */
  quiet?: { from: string; to: string } | null;
  /** After how many months words are removed, and names with them; null or absent for never. */
  retention?: { months: number; names: boolean } | null;
  /** What the identifier guard looks for beside the usual, and what may stand; absent where the file says nothing. */
  privacy?: PrivacySettings;
  /** How many working days before a round is due its reminders go out, the first one first; absent for the usual ones. */
  reminders?: number[] | null;
  /** What the board file says of when rounds open and are due. */
  rounds?: Partial<RoundRules> | null;
  /** Dates of meetings; of the executive group where none is named. `ics` names the file that a date was read from. */
  calendar?: { group?: string | undefined; date: string; ics?: string }[] | null;
}

export interface PrivacySettings {
  casePatterns: string[];
  allowPhones: string[];
  allowMail: string[];
}

export const boards = table<BoardRow>(
  'boards',
  {
    id: column.id(),
    key: column.code(),
    name: column.words(),
    short: column.words(),
    timezone: column.code(),
    holidays: column.code({ null: true }),
    yearStarts: column.count(),
    executiveGroupId: column.key({ null: true }),
    settings: column.json(),
    rebasedYears: column.count(),
    importedAt: column.instant(),
    meetings: column.json({ null: true }),
  },
  { unique: [['key']] },
);

export interface AgencyRow {
  id: string;
  boardId: string;
  /** The id of the board file: the name, unless it says another. */
  key: string;
  name: string;
  sector: string | null;
  contact: string | null;
  /** The kinds of return that the agency is asked for once a year. */
  asks: string[] | null;
  retiredAt: Date | null;
}

export const agencies = table<AgencyRow>(
  'agencies',
  {
    id: column.id(),
    boardId: column.link('boards'),
    key: column.code(),
    name: column.words(),
    sector: column.code({ null: true }),
    contact: column.words({ null: true }),
    retiredAt: column.instant({ null: true }),
    asks: column.json({ null: true }),
  },
  { unique: [['boardId', 'key']] },
);

export interface PersonRow {
  id: string;
  boardId: string;
  /** The id of the board file (the mail address, unless it says another); null for somebody only Teams knows. */
  key: string | null;
  name: string;
  /** In lower case. */
  email: string | null;
  agencyId: string | null;
  /** With `aadObjectId`, who this is in Teams: fixed when first seen. */
  tenantId: string | null;
  aadObjectId: string | null;
  /** Teams' id for mentions and 1:1 chats (`29:…`), once seen on a roster. */
  teamsUserId: string | null;
  retiredAt: Date | null;
  /** When the name and the ids were taken away for good; null for everybody else. */
  forgottenAt: Date | null;
  /** By which a board file that still names them is known: a keyed digest, of which no address can be read. */
  forgottenMark: string | null;
}

export const people = table<PersonRow>(
  'people',
  {
    id: column.id(),
    boardId: column.link('boards'),
    key: column.code({ null: true }),
    name: column.words(),
    email: column.words({ null: true }),
    agencyId: column.link('agencies', { null: true }),
    tenantId: column.code({ null: true }),
    aadObjectId: column.code({ null: true }),
    teamsUserId: column.key({ null: true }),
    retiredAt: column.instant({ null: true }),
    forgottenAt: column.instant({ null: true }),
    forgottenMark: column.code({ null: true }),
  },
  {
    unique: [
      ['boardId', 'key'],
      ['boardId', 'tenantId', 'aadObjectId'],
    ],
  },
);

export type Role = 'manager' | 'board-chair' | 'scrutineer';

export interface RoleRow {
  id: string;
  boardId: string;
  personId: string;
  role: Role;
}

export const roles = table<RoleRow>(
  'roles',
  {
    id: column.id(),
    boardId: column.link('boards'),
    personId: column.link('people'),
    role: column.code(),
  },
  { unique: [['personId', 'role']], index: [['boardId']] },
);

export interface GroupRow {
  id: string;
  boardId: string;
  /** The id of the board file: the short name, unless it says another. */
  key: string;
  name: string;
  short: string;
  cadence: string;
  parentId: string | null;
  /** The last day of a task and finish group. */
  endsOn: string | null;
  /** The kinds of return that the group is asked for. */
  asks: string[];
  /** The name of its channel, where that is not the group's own. */
  channelName: string | null;
  /** `board-chair` where the board chair signs the group's returns, as the business unit's; null for its own chair. */
  signOff: 'board-chair' | null;
  position: number;
  retiredAt: Date | null;
}

export const groups = table<GroupRow>(
  'groups',
  {
    id: column.id(),
    boardId: column.link('boards'),
    key: column.code(),
    name: column.words(),
    short: column.words(),
    cadence: column.code(),
    parentId: column.link('groups', { null: true }),
    endsOn: column.day({ null: true }),
    asks: column.json(),
    channelName: column.words({ null: true }),
    signOff: column.code({ null: true }),
    position: column.count(),
    retiredAt: column.instant({ null: true }),
  },
  { unique: [['boardId', 'key']] },
);

export type MembershipKind = 'chair' | 'deputy' | 'member' | 'stand-in';

export interface MembershipRow {
  id: string;
  boardId: string;
  groupId: string;
  personId: string;
  kind: MembershipKind;
  /** The last day of a stand-in. */
  until: string | null;
  /** Who said so in chat; null where the board file does. */
  setById: string | null;
}

export const memberships = table<MembershipRow>(
  'memberships',
  {
    id: column.id(),
    boardId: column.link('boards'),
    groupId: column.link('groups'),
    personId: column.link('people'),
    kind: column.code(),
    until: column.day({ null: true }),
    setById: column.link('people', { null: true }),
  },
  { unique: [['groupId', 'personId', 'kind']], index: [['personId']] },
);
