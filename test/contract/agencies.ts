/** A stage on which agencies are asked too: by their contacts in 1:1 chat, one of whom Teams has not shown yet. */
import { systemClock } from '../../services/ports.ts';
import type { KindName } from '../../services/returns/kinds.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import type { Sent } from '../support/teams/connector.ts';
import type { Person } from '../support/teams/directory.ts';
import { dayFromNow, PERIOD } from './board.ts';
import { type Stage, startStage, wordsIn } from './support.ts';

export interface AgencyStage extends Stage {
  /** The contact of the Police, in the team and in no group. */
  pat: Person;
  /** The contact of the Fire service, in no team and never seen. */
  una: Person;
  /** The contact of Probation, whom the board file names nowhere else; never seen too. */
  rob: Person;
  /** The card that reached somebody in 1:1 chat. */
  cardOf(person: Person, pattern: RegExp, options?: { from?: number; kind?: Sent['kind'] }): Promise<string>;
}

const AGENCIES = 'agencies: [{name: Police}, {name: ICB}]';
const PEOPLE = 'people:\n';
const PLAN = 'plan:\n';

const agencies = `agencies:
  - {name: Police, contact: pat.quinn@example.org, asks: [section-11]}
  - {name: ICB}
  - {name: Fire, contact: una.late@example.org, asks: [section-11]}
  - {name: Probation, contact: rob.post@example.org, asks: [section-11]}`;

const people = `people:
  - {name: Pat Quinn, email: pat.quinn@example.org, agency: Police}
  - {name: Una Late, email: una.late@example.org, agency: Fire}
`;

/** The Police and the Fire service answer themselves, QAS for the ICB. */
const training = `training:
  levels: {2: Foundation}
  targets: [{level: 1, percent: 95}, {level: 2, percent: 88}]
  compliance:
    - {agency: Police, levels: [1, 2]}
    - {agency: Fire, levels: [1]}
    - {agency: ICB, levels: [1, 2, 3], group: QAS}
`;

/** @throws Error where the board of the contract tests no longer has the lines that this adds to */
function withAgencies(source: string): string {
  for (const line of [AGENCIES, PEOPLE, PLAN])
    if (!source.includes(line)) throw new Error(`The board has no line “${line}”.`);
  return source.replace(AGENCIES, agencies).replace(PEOPLE, people).replace(PLAN, `${training}${PLAN}`);
}

/** The bot is in the team and a round asks for this kind. */
export async function startAgencyStage(forms: 'dialog' | 'inline', kind: KindName): Promise<AgencyStage> {
  const stage = await startStage({ forms, upTo: 'started', edit: withAgencies });
  const { world } = stage;
  const add = (name: string) => world.directory.addPerson({ name });
  const [pat, una, rob] = [add('Pat Quinn'), add('Una Late'), add('Rob Post')];
  world.team.members.push(pat);
  await stage.teams.installInTeam();
  await openRound(
    { store: stage.store, clock: systemClock },
    { boardId: stage.boardId, period: PERIOD, due: dayFromNow(20), kinds: [kind] },
  );
  return Object.assign(stage, {
    pat,
    una,
    rob,
    cardOf: async (
      person: Person,
      pattern: RegExp,
      { from = 0, kind }: { from?: number; kind?: Sent['kind'] } = {},
    ) => {
      const sent = await world.connector.waitFor(
        one => one.person === person && (!kind || one.kind === kind) && pattern.test(wordsIn(one.card)),
        { from, timeoutMs: 8000 },
      );
      return sent.activityId ?? '';
    },
  });
}
