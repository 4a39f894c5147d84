/** From an activity to who speaks, where, and of which board. */
import { TeamsInfo, type TurnContext } from 'botbuilder';
import { CollateError } from '../services/errors.ts';
import { mailOfMember } from '../services/people/guest-mail.ts';
import { findSettled, identifyPerson, type TeamsIdentity } from '../services/people/identify.ts';
import {
  type BoardRow,
  boards,
  type GroupRow,
  type PersonRow,
  people,
  roles,
} from '../services/store/entities/board.ts';
import type { ChannelRow, TeamRow } from '../services/store/entities/teams.ts';
import type { View } from '../services/store/unit-of-work.ts';
import { findPlace, noteServiceUrl, putChannel } from '../services/teams/install.ts';
import { groupsOfChannel } from '../services/teams/link.ts';
import { rememberPersonalChat } from '../services/teams/personal-chats.ts';
import type { BotDeps, Place, Scene } from './deps.ts';
import { teamOf, tenantOf } from './team.ts';

/** @throws CollateError `identity_missing`, `board_unknown`, `board_ambiguous` */
export async function readScene(deps: BotDeps, context: TurnContext): Promise<Scene> {
  const identity = identityOf(context);
  const seen = await lookAround(deps, context, identity);
  const { team, board } = seen;
  const person = seen.person ?? (await personOf(deps, context, board.id, identity));
  if (team) await noteServiceUrl(deps, team.team, context.activity.serviceUrl);
  const place: Place = team
    ? { kind: 'channel', ...team }
    : { kind: isPersonal(context) ? 'personal' : 'group-chat' };
  if (place.kind === 'personal') {
    await rememberPersonalChat(deps, {
      boardId: board.id,
      personId: person.id,
      conversationId: context.activity.conversation.id,
      tenantId: identity.tenantId,
      serviceUrl: context.activity.serviceUrl,
      botId: context.activity.recipient.id,
    });
  }
  return {
    board,
    person,
    actor: {
      boardId: board.id,
      personId: person.id,
      channelRowId: place.kind === 'channel' ? place.channel.id : null,
      ...(place.kind === 'group-chat' ? { inGroupChat: true } : {}),
    },
    place,
  };
}

/** Tenant and object id as the verified activity has them. */
function identityOf({ activity }: TurnContext): TeamsIdentity {
  const { aadObjectId, id } = activity.from;
  if (!aadObjectId || !id) {
    throw new CollateError(
      'identity_missing',
      'Teams does not say who you are, so nothing can be saved under your name. Sign in with your work account and try again.',
    );
  }
  return { tenantId: tenantOf(activity), aadObjectId, teamsUserId: id };
}

const isPersonal = ({ activity }: TurnContext) => activity.conversation.conversationType === 'personal';

/** What is known of the place and of who speaks in it. */
interface Surroundings {
  team: { team: TeamRow; channel: ChannelRow; groups: GroupRow[] } | null;
  board: BoardRow;
  /** Null for somebody whom the roster must be asked about. */
  person: PersonRow | null;
}

async function lookAround(
  deps: BotDeps,
  { activity }: TurnContext,
  identity: TeamsIdentity,
): Promise<Surroundings> {
  const seen = teamOf(activity);
  const tenantId = tenantOf(activity);
  const look = () =>
    deps.store.read(async view => {
      const place = seen && (await findPlace(view, tenantId, seen));
      if (seen && !place) return { place, around: null };
      const board = place
        ? await view.rows(boards).get(place.team.boardId)
        : await boardOf(view, identity, deps.homeBoardId);
      const { team = null, channel = null } = place ?? {};
      const groups = channel ? await groupsOfChannel(view, channel.id) : [];
      const person = await findSettled(view, board.id, identity);
      return { place, around: { team: team && channel && { team, channel, groups }, board, person } };
    });
  let { place, around } = await look();
  if (seen && place && (!place.channel || place.channel.goneAt)) {
    // Teams lists standard channels only; a private or shared one is known from the first word in it.
    await putChannel(deps, place.team, { id: seen.channelId, name: seen.channelName });
    ({ place, around } = await look());
  }
  if (around && (!seen || around.team)) return around;
  throw new CollateError(
    'board_unknown',
    'This team is not known yet. Remove Collate from the team and add it again, so that it sees the channels.',
  );
}

/** In a chat, the board on which this person is; the only one there is, for somebody new. */
async function boardOf(
  view: View,
  { tenantId, aadObjectId }: TeamsIdentity,
  homeBoardId: string | null,
): Promise<BoardRow> {
  if (homeBoardId) return view.rows(boards).get(homeBoardId);
  const all = await view.rows(boards).find();
  const [only, second] = all;
  if (only && !second) return only;
  if (!only)
    throw new CollateError('board_unknown', 'No board has been imported yet: run collate plan import FILE.');
  const mine = await view.rows(people).find({ tenantId, aadObjectId, retiredAt: null });
  const [me, another] = mine;
  if (me && !another) return view.rows(boards).get(me.boardId);
  const withRole = await view.rows(roles).find({ personId: mine.map(person => person.id) });
  const [boardId, otherBoard] = new Set(withRole.map(role => role.boardId));
  if (boardId && !otherBoard) return view.rows(boards).get(boardId);
  const known = all.map(board => board.short).join(', ');
  throw new CollateError(
    'board_ambiguous',
    `Several boards are kept here (${known}). Ask in a channel of the one you mean.`,
  );
}

/** Somebody new, as the roster has them. */
async function personOf(
  deps: BotDeps,
  context: TurnContext,
  boardId: string,
  identity: TeamsIdentity,
): Promise<PersonRow> {
  const member = await TeamsInfo.getMember(context, identity.teamsUserId);
  return identifyPerson(deps, boardId, {
    ...identity,
    name: member.name || context.activity.from.name || 'A guest',
    email: mailOfMember(member.email, member.userPrincipalName),
  });
}
