/** Every table of the store, those that others point to first. */
import { personAccounts } from './entities/accounts.ts';
import { auditEvents, chainHeads } from './entities/audit.ts';
import { agencies, boards, groups, memberships, people, roles } from './entities/board.ts';
import { decisionNotes } from './entities/decisions.ts';
import { deliveries, holds, leases, messages } from './entities/delivery.ts';
import { digestSubscriptions, digests } from './entities/digests.ts';
import { signingKeys } from './entities/keys.ts';
import { actionOwners, actions, outcomes, plans, priorities } from './entities/plan.ts';
import { passedFindings } from './entities/privacy.ts';
import { reminders } from './entities/reminders.ts';
import { measureValues, reportTexts, section11Returns } from './entities/reports.ts';
import { actionUpdates, returns } from './entities/returns.ts';
import { leftOut, roundPlans } from './entities/round-plans.ts';
import { askActions, askParts, asks, rounds } from './entities/rounds.ts';
import { scheduleMarks, slots } from './entities/schedule.ts';
import { actionSets, setActions, setPeople } from './entities/sets.ts';
import { signOffReturns, signOffs } from './entities/sign-offs.ts';
import { summaries } from './entities/summaries.ts';
import { channelLinks, channels, personalChats, teams } from './entities/teams.ts';
import {
  attendances,
  complianceFigures,
  courseTotals,
  programmeTotals,
  sentFiles,
  spellings,
  trainingRuns,
} from './entities/training.ts';

export const tables = [
  boards,
  agencies,
  people,
  personAccounts,
  roles,
  groups,
  memberships,
  plans,
  priorities,
  outcomes,
  actions,
  actionOwners,
  teams,
  channels,
  channelLinks,
  personalChats,
  actionSets,
  setActions,
  setPeople,
  rounds,
  asks,
  askActions,
  askParts,
  returns,
  actionUpdates,
  trainingRuns,
  courseTotals,
  programmeTotals,
  attendances,
  complianceFigures,
  spellings,
  sentFiles,
  reportTexts,
  measureValues,
  section11Returns,
  passedFindings,
  decisionNotes,
  digests,
  digestSubscriptions,
  signOffs,
  signOffReturns,
  summaries,
  roundPlans,
  leftOut,
  reminders,
  slots,
  scheduleMarks,
  deliveries,
  messages,
  holds,
  leases,
  auditEvents,
  chainHeads,
  signingKeys,
] as const;
