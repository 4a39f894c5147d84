/**
 * Who may do what: one table of deeds and standings. Services ask it before they do or show anything; the bot and
 * the terminal only say who is asking, and from where. Whatever is not in the table nobody may do.
 */
import { CollateError } from '../errors.ts';
import { readRestrictions } from '../sets/restrictions.ts';
import { agencies, boards, groups } from '../store/entities/board.ts';
import type { View } from '../store/unit-of-work.ts';
import { dayOf } from '../time.ts';
import type { Actor } from './access.ts';
import { boardChairsOf, leadersOf, managersOf } from './leaders.ts';
import { askedAgency } from './recipients.ts';
import { type Standing, standsAs } from './standings.ts';

const ALL_SEEING = ['manager', 'board-chair', 'scrutineer'] as const;
const LEADERS = ['chair', 'deputy', 'stand-in'] as const;
const OWN = [...LEADERS, 'member', 'in-channel'] as const;

interface Rule {
  /** The standings that are enough, each alone. */
  may: readonly Standing[];
  /** What the deed is, as a refusal names it: "Only … can ‹open a round›." */
  to: string;
}

/** The deeds. Those of a group, an agency or an action are asked about with its id; all others are of the board. */
export const permissions = {
  // What is shown.
  'board.see': { may: [...ALL_SEEING, 'executive'], to: 'see the whole board' },
  'group.see': {
    may: [...ALL_SEEING, 'executive', 'parent', ...OWN, 'lead', 'agency'],
    to: 'see how it stands',
  },
  'draft.see': { may: [...ALL_SEEING, ...OWN, 'agency'], to: 'read what is not handed in yet' },
  'plan.see': { may: [...ALL_SEEING, 'executive'], to: 'see the whole plan' },
  'summary.see': { may: [...ALL_SEEING, 'executive'], to: 'see a summary of the whole board' },
  'summary.see-draft': { may: ['manager'], to: 'see a summary before it is posted' },
  'digest.see': { may: [...ALL_SEEING, 'executive'], to: 'see the digest' },
  'digest.post': { may: ['manager'], to: 'post the digest' },
  'document.open': { may: [...ALL_SEEING, 'executive'], to: 'open this document' },
  'audit.read': { may: [...ALL_SEEING], to: 'read who did what' },

  // What a group, an agency or a lead does about their own.
  'group.answer': { may: ['manager', ...OWN, 'lead', 'agency'], to: 'answer for it' },
  // The same of an action that is restricted to people named, and reading of it at all.
  'restricted.answer': { may: ['named-owner'], to: 'answer it' },
  'restricted.see': { may: ['named'], to: 'read of it, in 1:1 chat' },
  'report.submit': { may: ['manager', ...LEADERS, 'agency'], to: 'submit its report' },
  'finding.pass': { may: ['manager', ...LEADERS], to: 'let a text through that the guard stopped' },
  'reminder.snooze': { may: ['manager', ...OWN], to: 'put its reminder off' },
  // Nobody signs for a chair, the manager neither.
  'group.sign-off': { may: [...LEADERS], to: 'sign off its returns' },
  // The same of a group whose returns the board chair signs.
  'unit.sign-off': { may: ['board-chair'], to: 'sign off its returns' },
  'channel.link': { may: ['manager', ...LEADERS], to: 'link channels to groups' },

  // What keeps the board running.
  'answer.for-another': { may: ['manager'], to: 'enter an answer for somebody else' },
  'round.manage': { may: ['manager'], to: 'open or close a round' },
  'schedule.see': { may: ['manager'], to: 'see what happens by the clock' },
  'plan.change': { may: ['manager'], to: 'change the plan' },
  'summary.post': { may: ['manager'], to: 'post a summary' },
  'decision.note': { may: ['manager'], to: 'note what was decided' },
  'delivery.manage': { may: ['manager'], to: 'see and repeat what was posted' },
  'person.manage': { may: ['manager'], to: 'say who somebody is' },
  'retention.manage': { may: ['manager'], to: 'say what is kept' },
} as const satisfies Record<string, Rule>;

export type Deed = keyof typeof permissions;

export const deeds = Object.keys(permissions) as Deed[];

/** What a deed is about. Without a group, an agency or a priority it is about the board. */
export interface About {
  /** Stand-ins are so until a day. */
  now: Date;
  groupId?: string | null;
  agencyId?: string | null;
  /** Of a priority, its lead agency is meant. */
  priorityId?: string | null;
  actionId?: string | null;
}

/** True where one of the actor's standings is enough. The terminal stands where the manager stands. */
export async function may(view: View, actor: Actor, deed: Deed, about: About): Promise<boolean> {
  const { may: enough }: Rule = permissions[await meant(view, actor.boardId, deed, about)];
  return standsAs(view, actor, about, enough);
}

/**
 * @param to what exactly is refused, where that is more than the deed says
 * @throws CollateError `not_allowed`, which says who can and whom to ask
 */
export async function requireMay(
  view: View,
  actor: Actor,
  deed: Deed,
  about: About,
  to: string = permissions[deed].to,
): Promise<void> {
  if (await may(view, actor, deed, about)) return;
  const rule = await meant(view, actor.boardId, deed, about);
  throw new CollateError('not_allowed', await refusal(view, actor.boardId, rule, about, to));
}

/**
 * Of a group whose returns the board chair signs, signing is another deed; and so is answering for an action that is
 * restricted to people named.
 */
async function meant(view: View, boardId: string, deed: Deed, { groupId, actionId }: About): Promise<Deed> {
  if (deed === 'group.answer' && actionId) {
    return (await readRestrictions(view, boardId)).has(actionId) ? 'restricted.answer' : deed;
  }
  if (deed !== 'group.sign-off' || !groupId) return deed;
  const { signOff } = await view.rows(groups).get(groupId);
  return signOff === 'board-chair' ? 'unit.sign-off' : deed;
}

const roleWords: Partial<Record<Standing, string>> = {
  manager: "the board's manager",
  'board-chair': 'the board chair',
  scrutineer: 'the scrutineer',
  executive: 'the executive group',
};

async function refusal(view: View, boardId: string, deed: Deed, about: About, to: string): Promise<string> {
  const { may: enough }: Rule = permissions[deed];
  const { groupId = null, agencyId = null, priorityId = null, now } = about;
  const has = (standing: Standing) => enough.includes(standing);
  if (has('named') || has('named-owner')) return `Only people who are named for it can ${to}.`;
  if (groupId === null && has('agency') && (agencyId ?? priorityId) !== null) {
    const asked = await askedAgency(view, { boardId, agencyId, priorityId });
    const agency = await view.rows(agencies).first({ id: asked ?? '' });
    return `Only people of ${agency?.name ?? 'its lead agency'} can ${to}.`;
  }
  if (groupId !== null && has('member')) {
    const { name } = await view.rows(groups).get(groupId);
    return `Only members of ${name} and the people in its channel can ${to}. Try again in its channel.`;
  }
  const managers = await managersOf(view, boardId);
  if (groupId !== null && has('chair')) {
    const { name } = await view.rows(groups).get(groupId);
    const { timezone } = await view.rows(boards).get(boardId);
    const leaders = await leadersOf(view, { boardId, groupId }, dayOf(now, timezone));
    const whom = leaders.length > 0 || !has('manager') ? leaders : managers;
    return `Only the chair or deputy of ${name} can ${to}.${asking(whom)}`;
  }
  const who = enough.flatMap(standing => roleWords[standing] ?? []);
  const whom = has('manager') ? managers : await boardChairsOf(view, boardId);
  return `Only ${listed(who)} can ${to}.${asking(whom)}`;
}

const asking = (people: readonly { name: string }[]) =>
  people.length > 0 ? ` Ask ${people.map(({ name }) => name).join(' or ')}.` : '';

const listed = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
