/** What is owed in a period: who is asked for which kind of return, and for which parts of it. */
import type { KindName } from '../../returns/kinds.ts';
import type { BoardRow } from '../../store/entities/board.ts';
import type { View } from '../../store/unit-of-work.ts';
import type { Day } from '../../time.ts';

/** Who is asked; exactly one of the three is given. */
export interface Asked {
  groupId: string | null;
  agencyId: string | null;
  priorityId: string | null;
}

export interface Owed {
  kind: KindName;
  asked: Asked;
  parts: OwedPart[];
}

export interface OwedPart {
  /** What a return answers: an action, an outcome, an agency at a level, the whole. */
  subjectId: string;
  /** False for a further owner of an action, who adds words and no rating. */
  rates: boolean;
}

export interface OwedScope {
  board: BoardRow;
  period: { starts: Day; ends: Day };
  /** True where this kind was asked for by name: then it is owed whatever the season. */
  named: boolean;
}

export type OwedRule = (view: View, scope: OwedScope) => Promise<Owed[]>;

export const ofGroup = (groupId: string): Asked => ({ groupId, agencyId: null, priorityId: null });
export const ofAgency = (agencyId: string): Asked => ({ groupId: null, agencyId, priorityId: null });
export const ofPriority = (priorityId: string): Asked => ({ groupId: null, agencyId: null, priorityId });

/** A return that is answered as a whole has one part of this name. */
export const WHOLE = 'whole';

export const wholePart = (): OwedPart[] => [{ subjectId: WHOLE, rates: true }];

/** True for an ask of the same kind to the same: a group, an agency, a priority's lead. */
export const isSame =
  ({ kind, asked }: Pick<Owed, 'kind' | 'asked'>) =>
  (ask: Asked & { kind: string }): boolean =>
    ask.kind === kind &&
    ask.groupId === asked.groupId &&
    ask.agencyId === asked.agencyId &&
    ask.priorityId === asked.priorityId;
