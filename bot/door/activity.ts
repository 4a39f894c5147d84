/** The one place where an unknown body becomes an activity. */
import type { Activity } from 'botframework-schema';

type Shape = Record<string, unknown>;

/**
 * An activity of Teams, whose `serviceUrl` is still to be compared with the token's. Everything that is read of it
 * later has the type that Teams gives it; `value` alone is left as it is, for press.ts.
 * @returns null for anything that does not say what it is, from whom, to whom and in which conversation
 */
export function activityOf(body: unknown): Activity | null {
  if (!isObject(body)) return null;
  const { type, channelId, conversation, from, recipient, channelData } = body;
  // Other channels have other rules for who may speak; this bot is for Teams.
  if (typeof type !== 'string' || type === '' || channelId !== 'msteams') return null;
  const isWhole =
    isParty(from) &&
    isParty(recipient) &&
    isConversation(conversation) &&
    (isAbsent(channelData) || isObject(channelData)) &&
    ['name', 'action', 'text', 'locale', 'deliveryMode'].every(name => isTextOrAbsent(body[name])) &&
    ['id', 'replyToId'].every(name => isAbsent(body[name]) || body[name] === '' || isId(body[name])) &&
    ['entities', 'attachments'].every(name => isAbsent(body[name]) || isListOf(isObject, body[name])) &&
    ['membersAdded', 'membersRemoved'].every(name => isAbsent(body[name]) || isListOf(isParty, body[name]));
  return isWhole ? (body as unknown as Activity) : null;
}

const isObject = (value: unknown): value is Shape =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isAbsent = (value: unknown) => value === undefined || value === null;
const isTextOrAbsent = (value: unknown) => isAbsent(value) || typeof value === 'string';
const isListOf = (is: (item: unknown) => boolean, value: unknown) => Array.isArray(value) && value.every(is);

/** An id becomes a part of addresses, which half a character cannot. */
const isId = (value: unknown) => typeof value === 'string' && value !== '' && !/[\ud800-\udfff]/u.test(value);
const isNamed = (value: Shape) => isId(value['id']);

const isParty = (value: unknown): boolean =>
  isObject(value) && isNamed(value) && isTextOrAbsent(value['aadObjectId']) && isTextOrAbsent(value['name']);

const isConversation = (value: unknown): boolean =>
  isObject(value) &&
  isNamed(value) &&
  isTextOrAbsent(value['tenantId']) &&
  isTextOrAbsent(value['conversationType']);
