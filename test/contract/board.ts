/** The board of the contract tests: small, every date relative to today, people as the stand-in for Teams has them. */
import { DateTime } from 'luxon';

/** A day so many days from now, as the board counts them. */
export const dayFromNow = (days: number): string =>
  DateTime.now().setZone('Europe/London').plus({ days }).toFormat('yyyy-MM-dd');

export const PERIOD = '2026-27 Q1';
export const NEXT_PERIOD = '2026-27 Q2';

/** The words of the plan's action 1.1.a. */
export const FIRST_TITLE = 'Audit how absence is followed up';

interface ActionSpec {
  ref: string;
  title: string;
  owners?: string;
  lead?: string;
  /** Days from now. */
  due?: number;
}

const quality: ActionSpec[] = [
  { ref: '1.1.a', title: FIRST_TITLE, lead: 'dev.rao@example.org', due: 60 },
  { ref: '1.1.b', title: 'Ask schools for their figures', due: -10 },
  { ref: '1.1.c', title: 'Write to the regional schools group', due: 90 },
  { ref: '1.1.d', title: 'Test the new referral form' },
];
const practice: ActionSpec[] = [
  { ref: '1.2.a', title: 'Joint audit with the neighbours', due: 45 },
  { ref: '1.2.b', title: 'Publish the audit calendar', due: 70 },
  { ref: '1.2.c', title: 'Review three returned cases', due: 80 },
];
const policies: ActionSpec[] = [
  { ref: '2.1.a', title: 'Agree the threshold document', owners: 'QAS, PPG', due: 50 },
  { ref: '2.1.b', title: 'Revise the escalation policy', owners: 'PPG', lead: 'cara.poole@example.org' },
  { ref: '2.1.c', title: 'Retire the old handbook', owners: 'PPG', due: -5 },
];
const training: ActionSpec[] = [
  { ref: '2.2.a', title: 'Run the neglect course', owners: 'TH', due: 30 },
  { ref: '2.2.b', title: 'Update the course list', owners: 'TH' },
];

const actionLine = ({ ref, title, owners = 'QAS', lead, due }: ActionSpec) =>
  `            - {ref: ${ref}, title: ${title}, owners: [${owners}]${lead ? `, lead: ${lead}` : ''}${
    due === undefined ? '' : `, due: ${dayFromNow(due)}`
  }}`;

const lines = (actions: ActionSpec[]) => actions.map(actionLine).join('\n');

/**
 * QAS has eight actions and its channel by name, PPG three and none, TH two and none. They meet when they are called, so
 * that no round of theirs is planned, to be opened on the very day of the test.
 */
export const boardSource = () => `
board: {key: vale, name: Vale Safeguarding Partnership, short: Vale SCP, executive: Executive Group}
agencies: [{name: Police}, {name: ICB}]
people:
  - {name: Mia Hart, email: mia.hart@example.org, roles: [manager]}
  - {name: Ann Ward, email: ann.ward@example.org, agency: Police}
  - {name: Dev Rao, email: dev.rao@example.org, agency: ICB}
  - {name: Cara Poole, email: cara.poole@example.org, agency: ICB}
groups:
  - {cadence: when-called, id: qas, name: Quality Assurance and Scrutiny Group, short: QAS, chair: ann.ward@example.org, members: [dev.rao@example.org], channel: Quality Assurance}
  - {cadence: when-called, id: ppg, name: Policy and Procedures Group, short: PPG, chair: cara.poole@example.org}
  - {cadence: when-called, id: th, name: Training Hub, short: TH}
  - {cadence: when-called, id: exec, name: Executive Group, short: EXEC, channel: Executive}
plan:
  key: vale26
  title: Business plan
  starts: ${dayFromNow(-200)}
  ends: ${dayFromNow(400)}
  priorities:
    - ref: "1"
      title: Complex needs
      lead: Police
      outcomes:
        - ref: "1.1"
          title: Absence is followed up
          actions:
${lines(quality)}
        - ref: "1.2"
          title: Audits change practice
          actions:
${lines(practice)}
    - ref: "2"
      title: Think family
      outcomes:
        - ref: "2.1"
          title: Policies are known
          actions:
${lines(policies)}
        - ref: "2.2"
          title: Staff are trained
          actions:
${lines(training)}
`;
