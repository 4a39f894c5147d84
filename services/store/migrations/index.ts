/** Every migration, oldest first. Forward only: a released one is never edited. */
import { FirstTables1795219200000 } from './1795219200000-first-tables.ts';
import { ReturnsOfAQuarter1795737600000 } from './1795737600000-returns-of-a-quarter.ts';
import { Accounts1795741200000 } from './1795741200000-accounts.ts';
import { PassedFindings1795743000000 } from './1795743000000-passed-findings.ts';
import { SignOffs1795744800000 } from './1795744800000-sign-offs.ts';
import { RecordsAndErasure1795746600000 } from './1795746600000-records-and-erasure.ts';
import { Delivery1795748400000 } from './1795748400000-delivery.ts';
import { RoundsByTheClock1795750200000 } from './1795750200000-rounds-by-the-clock.ts';
import { DecisionsAndDigests1795752000000 } from './1795752000000-decisions-and-digests.ts';
import { Meetings1795753800000 } from './1795753800000-meetings.ts';
import { TeamGroups1795755600000 } from './1795755600000-team-groups.ts';
import { ActionSets1795757400000 } from './1795757400000-action-sets.ts';
import { LookedUpOften1795759200000 } from './1795759200000-looked-up-often.ts';
import { RestrictedSets1795761000000 } from './1795761000000-restricted-sets.ts';
import { OfOneBoard1795762800000 } from './1795762800000-of-one-board.ts';
import { Overtaken1795764600000 } from './1795764600000-overtaken.ts';

export const migrations = [
  FirstTables1795219200000,
  ReturnsOfAQuarter1795737600000,
  Accounts1795741200000,
  PassedFindings1795743000000,
  SignOffs1795744800000,
  RecordsAndErasure1795746600000,
  Delivery1795748400000,
  RoundsByTheClock1795750200000,
  DecisionsAndDigests1795752000000,
  Meetings1795753800000,
  TeamGroups1795755600000,
  ActionSets1795757400000,
  LookedUpOften1795759200000,
  RestrictedSets1795761000000,
  OfOneBoard1795762800000,
  Overtaken1795764600000,
] as const;
