/** Who is asking, and from where. What they may do is in permissions.ts. */
import type { Asked } from '../rounds/owed/owed.ts';
import type { View } from '../store/unit-of-work.ts';
import type { Day } from '../time.ts';
import { requireMay } from './permissions.ts';

export { leadersOf, managersOf } from './leaders.ts';

/** Who is asking, and from where. */
export interface Actor {
  boardId: string;
  /** Null at the terminal, which the machine's own accounts guard. */
  personId: string | null;
  /** The channel it is asked in; null in 1:1 chat and at the terminal. */
  channelRowId: string | null;
}

export const terminal = (boardId: string): Actor => ({ boardId, personId: null, channelRowId: null });

/** @throws CollateError `not_allowed` */
export const requireManager = (view: View, actor: Actor, what: string): Promise<void> =>
  requireMay(view, actor, 'round.manage', { now: new Date(0) }, what);

/** @throws CollateError `not_allowed` */
export const requireAnswerer = (
  view: View,
  actor: Actor,
  asked: Asked,
  { actionId = null, today }: { actionId?: string | null; today: Day },
): Promise<void> => requireMay(view, actor, 'group.answer', { ...asked, actionId, now: noonOf(today) });

/** @throws CollateError `not_allowed` */
export const requireSubmitter = (
  view: View,
  actor: Actor,
  asked: Asked,
  { today }: { today: Day },
): Promise<void> => requireMay(view, actor, 'report.submit', { ...asked, now: noonOf(today) });

const noonOf = (today: Day) => new Date(`${today}T12:00:00Z`);
