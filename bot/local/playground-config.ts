import { createHash } from 'node:crypto';

/** A person of the board as local mode knows them. */
export interface PlaygroundPerson {
  /** Never changes; default everywhere in the board file: the mail address. */
  key: string;
  name: string;
  email?: string | null;
  /** The Playground has one tenant for everybody, so a person's own tenant cannot be shown; kept for the caller's ease. */
  tenantId?: string | null;
  /** The Microsoft Entra object id; derived from the key when the board gives none. */
  aadObjectId?: string | null;
}

export interface PlaygroundConfigInput {
  board: { name: string; short: string };
  botName: string;
  teamName: string;
  people: readonly PlaygroundPerson[];
  /** Who sits at the page. Must be the key of one of `people`. */
  currentPersonKey: string;
  /** Channels besides General, which always exists: at most one. */
  channels: readonly { id?: string; name: string }[];
  tenantId: string;
}

/** A user as the Playground's config wants them ("userPrincipleName" is its own spelling). */
export interface PlaygroundUser {
  id: string;
  name: string;
  userPrincipleName: string;
  aadObjectId: string;
  givenName: string;
  surname: string;
  email: string;
}

/** The Playground's config file, version 0.1.1 of its schema, which refuses any further key. */
export interface PlaygroundConfig {
  version: '0.1.1';
  tenantId: string;
  bot: { id: string; name: string };
  currentUser: PlaygroundUser;
  users: PlaygroundUser[];
  personalChat: { id: string };
  groupChat: { id: string; name: string };
  /** `id` is also the id of the General channel. */
  team: { id: string; name: string; aadGroupId: string; channels: { id: string; name: string }[] };
}

/** Users besides the current one: the schema accepts this number and no other. */
const OTHER_USERS = 5;
const MAX_BOT_NAME = 42;
const MAX_NAME = 256;
const GUEST_NUMBERS = ['One', 'Two', 'Three', 'Four', 'Five'];

/**
 * The object id that local mode gives a person for whom the board names none: always the same for the same key, so
 * that answers saved in one local session still belong to them in the next. Shaped like a version 4 GUID.
 */
export function localObjectId(key: string): string {
  return guidOf('person', key.trim().toLowerCase());
}

/**
 * The user id (`from.id`) of a person in the Playground, for injecting activities in somebody else's name.
 * Real ones are `29:` and opaque text; so are these.
 */
export function localUserId(key: string): string {
  return `29:${digestOf('user', key.trim().toLowerCase()).slice(0, 32)}`;
}

/**
 * The Playground's config for a board: its people as users, General, and at most one further channel.
 *
 * The Playground wants exactly five users besides the current one: the first five others are taken (the rest of a
 * larger board cannot be shown), a smaller board is filled up with invented guests. Every id is derived from its
 * name, so that a second start meets the channels and people that the store already knows.
 *
 * @throws {RangeError} when nobody has `currentPersonKey`, when two people share a key, or with a second channel.
 */
export function playgroundConfig(input: PlaygroundConfigInput): PlaygroundConfig {
  const { board, people, channels } = input;
  const keys = new Set(people.map(person => person.key.trim().toLowerCase()));
  if (keys.size < people.length) throw new RangeError('Two people of the board have the same key.');
  const current = people.find(person => person.key === input.currentPersonKey);
  if (!current) {
    const known = people.map(person => person.name).join(', ');
    throw new RangeError(`Nobody here is called "${input.currentPersonKey}". There are: ${known}.`);
  }
  if (channels.length > 1) {
    const names = channels.map(channel => channel.name).join(', ');
    throw new RangeError(
      `The Playground allows one channel besides General, not ${channels.length}: ${names}.`,
    );
  }
  const others = people.filter(person => person !== current).slice(0, OTHER_USERS);
  const guests = GUEST_NUMBERS.slice(0, OTHER_USERS - others.length).map(guest);
  const place = (kind: string, name: string) => digestOf(kind, board.short, name).slice(0, 32);

  return {
    version: '0.1.1',
    tenantId: input.tenantId,
    bot: { id: `28:${guidOf('bot', board.short)}`, name: input.botName.slice(0, MAX_BOT_NAME) },
    currentUser: userOf(current),
    users: [...others, ...guests].map(userOf),
    // A chat of one's own: a reference kept while sitting as one person must not be used for another.
    personalChat: { id: `a:${place('personal', current.key)}` },
    groupChat: { id: `19:${place('group', 'chat')}@thread.v2`, name: 'Group chat' },
    team: {
      id: `19:${place('channel', 'General')}@thread.tacv2`,
      name: input.teamName.slice(0, MAX_NAME),
      aadGroupId: guidOf('team', board.short),
      channels: channels.map(channel => ({
        id: channel.id ?? `19:${place('channel', channel.name)}@thread.tacv2`,
        name: channel.name.slice(0, MAX_NAME),
      })),
    },
  };
}

/** Somebody plainly invented, with an address that no mail can reach. */
function guest(number: string): PlaygroundPerson {
  const email = `guest.${number.toLowerCase()}@guests.invalid`;
  return { key: email, name: `Guest ${number}`, email };
}

function userOf(person: PlaygroundPerson): PlaygroundUser {
  const words = person.name.trim().split(/\s+/);
  const surname = words.length > 1 ? (words.at(-1) ?? '') : '';
  const email = person.email ?? '';
  return {
    id: localUserId(person.key),
    name: person.name.slice(0, MAX_NAME),
    userPrincipleName: email || person.key,
    aadObjectId: person.aadObjectId ?? localObjectId(person.key),
    givenName: (surname ? words.slice(0, -1) : words).join(' ').slice(0, MAX_NAME),
    surname: surname.slice(0, MAX_NAME),
    email,
  };
}

/** 64 hexadecimal digits; the parts are kept apart so that ("a", "bc") differs from ("ab", "c"). */
function digestOf(...parts: string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(['collate-local', ...parts]))
    .digest('hex');
}

function guidOf(...parts: string[]): string {
  const hex = digestOf(...parts);
  const groups = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return [...groups, hex.slice(20, 32)].join('-');
}
