/** What Teams tells of a team: the bot came or went, channels and names changed. */
import { TeamsInfo, type TurnContext } from 'botbuilder';
import { isCollateError } from '../services/errors.ts';
import { mailOfMember } from '../services/people/guest-mail.ts';
import { identifyRoster } from '../services/people/identify.ts';
import { type BoardRow, boards, groups } from '../services/store/entities/board.ts';
import { teams } from '../services/store/entities/teams.ts';
import type { View } from '../services/store/unit-of-work.ts';
import {
  deleteChannel,
  findPlace,
  installInTeam,
  noteServiceUrl,
  noteTeamGroup,
  putChannel,
  removeFromTeam,
  renameTeam,
  type SeenTeam,
} from '../services/teams/install.ts';
import { channelNamed } from '../services/teams/link.ts';
import type { BotDeps } from './deps.ts';
import { readScene } from './scene.ts';
import { type ActivityTeam, teamOf, tenantOf } from './team.ts';

/** The bot was added: to a team, or to a person's chat, which is remembered for what is private. */
export async function installed(deps: BotDeps, context: TurnContext): Promise<void> {
  const team = teamOf(context.activity);
  if (!team) return meetPerson(deps, context);
  const seen = await describeTeam(context, team);
  const board = await deps.store.read(view => boardForTeam(view, seen, deps.homeBoardId));
  if (!board) {
    deps.log.warn('installed in a team that no board matches', { team: team.teamId });
    return;
  }
  await meetRoster(deps, context, board.id, team.teamId);
  await installInTeam(deps, board.id, seen);
  deps.log.info('installed in a team', { board: board.id, channels: seen.channels.length });
}

/** Not every event says who the person is; then their first word will. */
async function meetPerson(deps: BotDeps, context: TurnContext): Promise<void> {
  try {
    await readScene(deps, context);
  } catch (error) {
    if (!isCollateError(error)) throw error;
    deps.log.debug('a chat of somebody not known yet', { code: error.code });
  }
}

export async function removed(deps: BotDeps, context: TurnContext): Promise<void> {
  const known = await knownTeam(deps, context);
  if (known) await removeFromTeam(deps, known.team);
}

const follow = new Map<string, (deps: BotDeps, context: TurnContext, team: ActivityTeam) => Promise<void>>(
  Object.entries({
    teamRenamed: async (deps, context, { teamName }) => {
      const known = await knownTeam(deps, context);
      if (known && teamName) await renameTeam(deps, known.team, teamName);
    },
    channelCreated: putSeenChannel,
    channelRenamed: putSeenChannel,
    channelRestored: putSeenChannel,
    channelDeleted: async (deps, context, { channelId }) => {
      const known = await knownTeam(deps, context);
      if (known) await deleteChannel(deps, known.team, channelId);
    },
    teamDeleted: removed,
    teamHardDeleted: removed,
  }),
);

/** Anything of a conversation that changed; members of the bot's own kind are its coming and going. */
export async function followTeam(deps: BotDeps, context: TurnContext): Promise<void> {
  const { activity } = context;
  const isBot = (member: { id: string }) => member.id === activity.recipient.id;
  if (activity.membersAdded?.some(isBot)) return installed(deps, context);
  if (activity.membersRemoved?.some(isBot)) return removed(deps, context);
  const team = teamOf(activity);
  if (!team) return;
  const event = team.eventType ? follow.get(team.eventType) : undefined;
  if (event) await event(deps, context, team);
  else if (activity.membersAdded?.length) await meetNewcomers(deps, context);
}

async function putSeenChannel(deps: BotDeps, context: TurnContext, team: ActivityTeam): Promise<void> {
  const known = await knownTeam(deps, context);
  if (known) await putChannel(deps, known.team, { id: team.channelId, name: team.channelName });
}

async function meetNewcomers(deps: BotDeps, context: TurnContext): Promise<void> {
  const known = await knownTeam(deps, context);
  if (known) await meetRoster(deps, context, known.team.boardId, known.team.teamId);
}

async function knownTeam(deps: BotDeps, { activity }: TurnContext) {
  const team = teamOf(activity);
  if (!team) return null;
  const { teamId, groupGuid } = team;
  const known = await deps.store.read(view =>
    findPlace(view, tenantOf(activity), { teamId, channelId: null }),
  );
  if (!known) return null;
  await noteTeamGroup(deps, known.team, groupGuid);
  await noteServiceUrl(deps, known.team, activity.serviceUrl);
  return known;
}

async function describeTeam(context: TurnContext, team: ActivityTeam): Promise<SeenTeam> {
  const details = await TeamsInfo.getTeamDetails(context, team.teamId);
  const channels = await TeamsInfo.getTeamChannels(context, team.teamId);
  return {
    tenantId: tenantOf(context.activity),
    teamId: team.teamId,
    name: details.name ?? team.teamName ?? 'Team',
    serviceUrl: context.activity.serviceUrl,
    botId: context.activity.recipient.id,
    groupGuid: details.aadGroupId ?? team.groupGuid,
    channels: channels.map(({ id = '', name }) => ({ id, name: name ?? null })),
  };
}

/** Joins the team's members to the board file's people, a page at a time, so that they can be mentioned. */
async function meetRoster(
  deps: BotDeps,
  context: TurnContext,
  boardId: string,
  teamId: string,
): Promise<void> {
  const tenantId = tenantOf(context.activity);
  let continuation: string | undefined;
  do {
    const page = await TeamsInfo.getPagedTeamMembers(context, teamId, 200, continuation);
    const entries = page.members.flatMap(member =>
      member.aadObjectId
        ? [
            {
              tenantId,
              aadObjectId: member.aadObjectId,
              teamsUserId: member.id,
              name: member.name || 'A guest',
              email: mailOfMember(member.email, member.userPrincipalName),
            },
          ]
        : [],
    );
    await identifyRoster(deps, boardId, entries);
    continuation = page.continuationToken || undefined;
  } while (continuation);
}

/** The board of a team: the one it had, the only one, or the one whose groups have the most channels there. */
async function boardForTeam(
  view: View,
  seen: SeenTeam,
  homeBoardId: string | null,
): Promise<BoardRow | null> {
  const known = await view.rows(teams).first({ tenantId: seen.tenantId, teamId: seen.teamId });
  if (known) return view.rows(boards).get(known.boardId);
  if (homeBoardId) return view.rows(boards).get(homeBoardId);
  const all = await view.rows(boards).find();
  if (all.length <= 1) return all[0] ?? null;
  const channels = seen.channels.map(({ id, name }) => ({ id, name: name ?? 'General' }));
  const scores: { board: BoardRow; matches: number }[] = [];
  for (const board of all) {
    const own = await view.rows(groups).find({ boardId: board.id, retiredAt: null });
    const matches = own.filter(group => channelNamed(group, channels) !== null).length;
    scores.push({ board, matches });
  }
  const [best, second] = scores.sort((one, other) => other.matches - one.matches);
  return best && best.matches > (second?.matches ?? 0) ? best.board : null;
}
