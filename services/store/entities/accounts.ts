/** Further accounts in Teams of people who have one: a guest account made anew, a second id from a shared channel. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

/**
 * - `asked`: the manager is asked whether it is the person whose mail address it has; until then it is nobody's
 * - `joined`: it is that person
 * - `other`: it is somebody else
 * - `settled`: the board file has said since who it is
 */
export type AccountState = 'asked' | 'joined' | 'other' | 'settled';

export interface PersonAccountRow {
  id: string;
  boardId: string;
  /** The person of the board file whose mail address it has. */
  personId: string;
  /** The person as whom it was met, and who it is while it is not joined. */
  metId: string;
  tenantId: string;
  aadObjectId: string;
  teamsUserId: string;
  state: AccountState;
  metAt: Date;
  decidedAt: Date | null;
  decidedById: string | null;
}

export const personAccounts = table<PersonAccountRow>(
  'person_accounts',
  {
    id: column.id(),
    boardId: column.link('boards'),
    personId: column.link('people'),
    metId: column.link('people'),
    tenantId: column.code(),
    aadObjectId: column.code(),
    teamsUserId: column.key(),
    state: column.code(),
    metAt: column.instant(),
    decidedAt: column.instant({ null: true }),
    decidedById: column.link('people', { null: true }),
  },
  { unique: [['boardId', 'tenantId', 'aadObjectId']] },
);
