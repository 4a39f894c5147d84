/** Many partnerships on one bot, each with a team of its own in one tenant: 150 boards of ten groups, a channel each. */
import { stringify } from 'yaml';
import { importBoard } from '../../services/plan/import-board.ts';
import { readBoardFile } from '../../services/plan/read-board-file.ts';
import { fixedClock, systemClock } from '../../services/ports.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import { installInTeam } from '../../services/teams/install.ts';
import { dayFromNow, PERIOD } from '../contract/board.ts';
import type { Stage } from '../contract/support.ts';

const BOARDS = 150;
const GROUPS = 10;
const ACTIONS = 5;

/** How many cards a round makes due on all of them. */
export const CARDS = BOARDS * GROUPS;

const range = (length: number) => Array.from({ length }, (_, index) => index);

function sourceOf(board: number): string {
  const mail = (person: number) => `person${person}.of${board}@example.org`;
  return stringify({
    board: { key: `many-${board}`, name: `Partnership ${board}`, short: `P${board}`, executive: 'Group 0' },
    agencies: range(5).map(agency => ({ name: `Agency ${agency}` })),
    people: range(2 * GROUPS).map(person => ({
      name: `Person ${person} of ${board}`,
      email: mail(person),
      agency: `Agency ${person % 5}`,
      roles: person === 0 ? ['manager'] : [],
    })),
    groups: range(GROUPS).map(group => ({
      id: `g${group}`,
      name: `Group ${group}`,
      short: `G${group}`,
      chair: mail(2 * group),
      members: [mail(2 * group + 1)],
    })),
    plan: {
      key: 'plan',
      title: 'Business plan',
      starts: dayFromNow(-200),
      ends: dayFromNow(400),
      priorities: range(GROUPS).map(group => ({
        ref: `${group + 1}`,
        title: `Priority ${group + 1}`,
        lead: 'Agency 1',
        outcomes: [
          {
            ref: `${group + 1}.1`,
            title: `Outcome of priority ${group + 1}, as the plan words it`,
            actions: range(ACTIONS).map(action => ({
              ref: `${group + 1}.1.${'abcde'[action]}`,
              title: `Agree with all agencies how action ${action} of group ${group} is done, and by whom`,
              owners: [`G${group}`],
              lead: mail(2 * group + (action % 2)),
              due: dayFromNow(20 * action - 10),
            })),
          },
        ],
      })),
    },
  });
}

/** @returns the boards' ids */
export async function addBoards({ store, world }: Stage): Promise<string[]> {
  const deps = { store, clock: systemClock };
  const ids: string[] = [];
  for (const board of range(BOARDS)) {
    const { boardId } = await importBoard(deps, readBoardFile(sourceOf(board)));
    const names = range(GROUPS).map(group => `Group ${group}`);
    const team = world.directory.addTeam({ name: `Team ${board}`, channels: names, installed: true });
    await installInTeam(deps, boardId, {
      tenantId: world.tenantId,
      teamId: team.id,
      groupGuid: team.aadGroupId,
      name: team.name,
      serviceUrl: world.connector.serviceUrl,
      botId: `28:${world.appId}`,
      channels: team.channels.map(({ id, name }) => ({ id, name: id === team.id ? null : name })),
    });
    ids.push(boardId);
  }
  return ids;
}

/** Opens a round on each; the cards of all are due at that moment. */
export async function openRounds({ store }: Stage, boardIds: readonly string[], at: Date): Promise<void> {
  for (const boardId of boardIds) {
    const round = { boardId, period: PERIOD, due: dayFromNow(30), kinds: ['action-updates'] };
    await openRound({ store, clock: fixedClock(at) }, round);
  }
}
