import { createHash } from 'node:crypto';
import type { JsonObject } from './json.ts';

/** Whether the bot can write to a person alone. */
export type ChatState =
  /** It can: the app is installed for the person or in a team of theirs. */
  | 'open'
  /** The person blocked the bot. */
  | 'blocked'
  /** The app is not there for the person, as with people of other organisations in shared channels. */
  | 'not installed';

export interface PersonSpec {
  /** The display name, and what tests call the person. */
  name: string;
  email?: string;
  /** The organisation the account belongs to, by default the team's. */
  tenantId?: string;
  /** As Teams names it; an anonymous person has no account and no object id. */
  role?: 'owner' | 'user' | 'guest' | 'anonymous';
  /** `bare`: a guest who never signed in, so that the roster has neither name nor mail. */
  profile?: 'full' | 'bare';
  chat?: ChatState;
}

export interface Person {
  /** What tests call the person. */
  key: string;
  /** The bot's own name for the person, `29:…`. */
  id: string;
  aadObjectId: string | undefined;
  /** The name as Teams gives it. */
  name: string | undefined;
  email: string | undefined;
  userPrincipalName: string | undefined;
  tenantId: string;
  role: 'owner' | 'user' | 'guest' | 'anonymous';
  chat: ChatState;
}

export interface ChannelSpec {
  name: string;
  type?: 'standard' | 'private' | 'shared';
  /** Who sees a private or shared channel; ignored for a standard one. */
  members?: string[];
}

export interface Channel {
  /** `19:…@thread.tacv2`; General's is the team's id. */
  id: string;
  /** As people see it. The Connector gives no name for General. */
  name: string;
  type: 'standard' | 'private' | 'shared';
  team: Team;
  /** The members of a private or shared channel; `undefined` for a standard one, where it is the team's. */
  members: Person[] | undefined;
  /** Whether the app was added to a private or shared channel; a standard one follows its team. */
  installed: boolean;
  deleted: boolean;
}

export interface TeamSpec {
  name: string;
  /** Channels beside General. */
  channels?: (string | ChannelSpec)[];
  /** Names of people; by default everybody. */
  members?: string[];
  /** Whether the app is there from the start, without any event. */
  installed?: boolean;
}

export interface Team {
  /** `19:…@thread.tacv2`, the id of General. */
  id: string;
  name: string;
  aadGroupId: string;
  channels: Channel[];
  members: Person[];
  installed: boolean;
}

/** A chat of several people with the bot in it. */
export interface GroupChat {
  id: string;
  members: Person[];
  installed: boolean;
}

/** Something a conversation id names. */
export type Place =
  | { kind: 'channel'; channel: Channel }
  | { kind: 'personal'; person: Person }
  | { kind: 'group'; chat: GroupChat };

/** What exists in one tenant of Teams: teams, channels, people, and where the app is installed. */
export interface Directory {
  tenantId: string;
  teams: Team[];
  people: Person[];
  addPerson(spec: PersonSpec): Person;
  addTeam(spec: TeamSpec): Team;
  addChannel(team: Team, spec: string | ChannelSpec): Channel;
  addGroupChat(members: Person[]): GroupChat;
  /** @throws Error when no such person exists, naming those that do. */
  person(name: string): Person;
  /** @throws Error when no such channel exists, naming those that do. */
  channel(name: string, team?: Team): Channel;
  /** The id of the one-to-one chat; it exists once the bot or the person began it. */
  personalId(person: Person): string;
  /** Begins the one-to-one chat. */
  openPersonal(person: Person): string;
  /** What a conversation id without `;messageid=` names; a deleted channel is nothing. */
  place(conversationId: string): Place | undefined;
  /** Who is in a place, the bot left out. */
  roster(place: Place): Person[];
}

/** Makes an empty tenant. */
export function createDirectory(tenantId: string): Directory {
  const teams: Team[] = [];
  const people: Person[] = [];
  const groupChats = new Map<string, GroupChat>();
  const personalChats = new Map<string, Person>();

  function threadId(seed: string): string {
    return `19:${digest(tenantId, seed, 'hex').slice(0, 32)}@thread.tacv2`;
  }

  const directory: Directory = {
    tenantId,
    teams,
    people,
    addPerson({ name, email, tenantId: home = tenantId, role = 'user', profile = 'full', chat = 'open' }) {
      if (people.some(person => person.key === name)) {
        throw new Error(`There is already a person called ${name}.`);
      }
      const mail = email ?? `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@example.org`;
      const isBare = profile === 'bare';
      const guestName = `${mail.replace('@', '_')}#EXT#@example.onmicrosoft.com`;
      const person: Person = {
        key: name,
        id: `29:1${digest(tenantId, `person ${name}`, 'base64url').slice(0, 86)}`,
        aadObjectId: role === 'anonymous' ? undefined : uuidFrom(`${tenantId} person ${name}`),
        name: isBare ? undefined : name,
        email: isBare || role === 'anonymous' ? undefined : mail,
        userPrincipalName: role === 'anonymous' ? undefined : role === 'guest' ? guestName : mail,
        tenantId: home,
        role,
        chat,
      };
      people.push(person);
      return person;
    },
    addTeam({ name, channels = [], members, installed = false }) {
      const team: Team = {
        id: threadId(`team ${name}`),
        name,
        aadGroupId: uuidFrom(`${tenantId} group ${name}`),
        channels: [],
        members: members === undefined ? [...people] : members.map(directory.person),
        installed,
      };
      team.channels.push({
        id: team.id,
        name: 'General',
        type: 'standard',
        team,
        members: undefined,
        installed: false,
        deleted: false,
      });
      teams.push(team);
      for (const spec of channels) {
        directory.addChannel(team, spec);
      }
      return team;
    },
    addChannel(team, spec) {
      const { name, type = 'standard', members = [] } = typeof spec === 'string' ? { name: spec } : spec;
      const channel: Channel = {
        id: threadId(`channel ${team.id} ${name} ${team.channels.length}`),
        name,
        type,
        team,
        members: type === 'standard' ? undefined : members.map(directory.person),
        installed: false,
        deleted: false,
      };
      team.channels.push(channel);
      return channel;
    },
    addGroupChat(members) {
      const id = `19:${digest(tenantId, `chat ${groupChats.size}`, 'hex').slice(0, 32)}@thread.v2`;
      const chat = { id, members, installed: true };
      groupChats.set(id, chat);
      return chat;
    },
    person(name) {
      const found = people.find(person => person.key === name);
      if (found === undefined) {
        throw new Error(`Nobody is called ${name}; there are ${people.map(({ key }) => key).join(', ')}.`);
      }
      return found;
    },
    channel(name, team) {
      const all = (team === undefined ? teams : [team]).flatMap(({ channels }) => channels);
      const found = all.find(channel => channel.name === name && !channel.deleted);
      if (found === undefined) {
        throw new Error(`No channel is called ${name}; there are ${all.map(each => each.name).join(', ')}.`);
      }
      return found;
    },
    personalId: person => `a:1${digest(tenantId, `personal ${person.id}`, 'base64url').slice(0, 86)}`,
    openPersonal(person) {
      const id = directory.personalId(person);
      personalChats.set(id, person);
      return id;
    },
    place(conversationId) {
      const channel = teams.flatMap(team => team.channels).find(({ id }) => id === conversationId);
      if (channel !== undefined) {
        return channel.deleted ? undefined : { kind: 'channel', channel };
      }
      const person = personalChats.get(conversationId);
      if (person !== undefined) {
        return { kind: 'personal', person };
      }
      const chat = groupChats.get(conversationId);
      return chat === undefined ? undefined : { kind: 'group', chat };
    },
    roster(place) {
      switch (place.kind) {
        case 'channel':
          return place.channel.members ?? place.channel.team.members;
        case 'personal':
          return [place.person];
        case 'group':
          return place.chat.members;
      }
    },
  };
  return directory;
}

/** Whether the app is where it must be for the bot to read and write there. */
export function isInstalled(place: Place): boolean {
  switch (place.kind) {
    case 'channel':
      return place.channel.type === 'standard'
        ? place.channel.team.installed
        : place.channel.team.installed && place.channel.installed;
    case 'personal':
      return place.person.chat !== 'not installed';
    case 'group':
      return place.chat.installed;
  }
}

/** A member as the Connector's roster calls give it. Members without an account have few of the fields. */
export function memberJson(person: Person): JsonObject {
  const [givenName, ...surname] = (person.name ?? '').split(' ');
  return withoutUndefined({
    id: person.id,
    name: person.name,
    objectId: person.aadObjectId,
    aadObjectId: person.aadObjectId,
    givenName: person.name === undefined ? undefined : givenName,
    surname: person.name === undefined ? undefined : surname.join(' '),
    email: person.email,
    userPrincipalName: person.userPrincipalName,
    tenantId: person.tenantId,
    userRole: person.role === 'owner' ? 'user' : person.role,
  });
}

/** The same object without its undefined members, as JSON would have it. */
export function withoutUndefined(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

function digest(salt: string, text: string, encoding: 'hex' | 'base64url'): string {
  return createHash('sha512').update(`${salt} ${text}`).digest(encoding);
}

/** Ids are made from names, so that a failing test prints the same ids each time. */
function uuidFrom(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
