/** Who signs a group's returns off, and as what. */
import { CollateError } from '../errors.ts';
import { groups, memberships, type PersonRow } from '../store/entities/board.ts';
import type { SignerCapacity } from '../store/entities/sign-offs.ts';
import type { View } from '../store/unit-of-work.ts';
import type { Day } from '../time.ts';
import type { Actor } from './access.ts';
import { boardChairsOf, leadersOf } from './leaders.ts';
import { requireMay } from './permissions.ts';

export interface Signer {
  person: PersonRow;
  capacity: SignerCapacity;
  /** The last day of a stand-in; null for everybody else. */
  until: Day | null;
}

/** Before every day of a stand-in. */
const FIRST_DAY: Day = '0001-01-01';

interface OfGroup {
  boardId: string;
  groupId: string;
}

/**
 * The group's chair, its deputy and who stands in; of a group whose returns the board chair signs, the board chair.
 * @param today only who may sign on this day; null for stand-ins of every day
 * @returns nobody where all are away
 */
export async function signersOf(
  view: View,
  { boardId, groupId }: OfGroup,
  today: Day | null,
): Promise<Signer[]> {
  const { signOff } = await view.rows(groups).get(groupId);
  if (signOff === 'board-chair') {
    const chairs = await boardChairsOf(view, boardId);
    return chairs.map(person => ({ person, capacity: 'board-chair', until: null }));
  }
  const leaders = await leadersOf(view, { boardId, groupId }, today ?? FIRST_DAY);
  const own = await view.rows(memberships).find({ boardId, groupId });
  return leaders.map(person => {
    const theirs = own.filter(({ personId }) => personId === person.id);
    const lasting = (['chair', 'deputy'] as const).find(kind => theirs.some(row => row.kind === kind));
    if (lasting) return { person, capacity: lasting, until: null };
    return {
      person,
      capacity: 'stand-in',
      until: theirs.find(row => row.kind === 'stand-in')?.until ?? null,
    };
  });
}

/**
 * As what the actor signs. The manager releases the paper, and never signs.
 * @throws CollateError `not_allowed`
 */
export async function requireSigner(
  view: View,
  actor: Actor,
  { groupId, now, today }: { groupId: string; now: Date; today: Day },
): Promise<Signer> {
  await requireMay(view, actor, 'group.sign-off', { groupId, now });
  const signers = await signersOf(view, { boardId: actor.boardId, groupId }, today);
  const own = signers.find(({ person }) => person.id === actor.personId);
  if (own) return own;
  throw new CollateError('not_allowed', 'Only people of the board file sign off.');
}
