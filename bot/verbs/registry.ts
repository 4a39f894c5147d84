/** Every family of buttons there is; a test compares it with this folder. */
import { accountVerbs } from './account.ts';
import { askVerbs } from './ask.ts';
import { auditVerbs } from './audit.ts';
import { boardFileVerbs } from './board-file.ts';
import { calendarFileVerbs } from './calendar-file.ts';
import { complianceVerbs } from './compliance.ts';
import { decisionVerbs } from './decisions.ts';
import { deliveryVerbs } from './deliveries.ts';
import { digestVerbs } from './digest.ts';
import { documentVerbs } from './document.ts';
import { measureVerbs } from './measures.ts';
import { noChangeVerbs } from './no-change.ts';
import { progressVerbs } from './progress.ts';
import { reminderVerbs } from './reminder.ts';
import { reportFileVerbs } from './report-file.ts';
import { reportReadingVerbs } from './report-reading.ts';
import { retentionVerbs } from './retention.ts';
import { roundVerbs } from './round.ts';
import { section11Verbs } from './section-11.ts';
import { signOffVerbs } from './sign-off.ts';
import { standInVerbs } from './stand-in.ts';
import { statusVerbs } from './status.ts';
import { summaryVerbs } from './summary.ts';
import { trainingVerbs } from './training-figures.ts';
import { trainingFileVerbs } from './training-file.ts';
import { updateVerbs } from './update.ts';
import type { Verb } from './verb.ts';
import { writtenReportVerbs } from './written-report.ts';

export const verbFamilies = {
  account: accountVerbs,
  ask: askVerbs,
  audit: auditVerbs,
  'board-file': boardFileVerbs,
  'calendar-file': calendarFileVerbs,
  compliance: complianceVerbs,
  deliveries: deliveryVerbs,
  decisions: decisionVerbs,
  document: documentVerbs,
  digest: digestVerbs,
  measures: measureVerbs,
  'no-change': noChangeVerbs,
  progress: progressVerbs,
  reminder: reminderVerbs,
  'report-file': reportFileVerbs,
  'report-reading': reportReadingVerbs,
  round: roundVerbs,
  'section-11': section11Verbs,
  'sign-off': signOffVerbs,
  retention: retentionVerbs,
  'stand-in': standInVerbs,
  status: statusVerbs,
  summary: summaryVerbs,
  'training-figures': trainingVerbs,
  'training-file': trainingFileVerbs,
  update: updateVerbs,
  'written-report': writtenReportVerbs,
} satisfies Record<string, readonly Verb[]>;

export const verbs: ReadonlyMap<string, Verb> = new Map(
  Object.values(verbFamilies)
    .flat()
    .map(verb => [verb.name, verb]),
);
