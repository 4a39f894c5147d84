/** The sign-off as a group's cards tell it in a line or two. */

import { signersOf } from '../people/signers.ts';
import type { PersonLine } from '../returns/ask-state.ts';
import { agencies, people } from '../store/entities/board.ts';
import { type AskRow, rounds } from '../store/entities/rounds.ts';
import type { SignerCapacity, SignOffRow } from '../store/entities/sign-offs.ts';
import type { View } from '../store/unit-of-work.ts';
import type { Day } from '../time.ts';
import { labelsOf } from './labels.ts';
import { type Stand, standOfAsk } from './stand.ts';

/** Who signed or sent back, and when. */
export interface GivenStep {
  stepId: string;
  step: 'signed' | 'sent-back';
  /** With the agency that they were of then. */
  by: PersonLine;
  capacity: SignerCapacity;
  at: Date;
  /** What is to be mended; null for a signature, and where it was taken out later. */
  comment: string | null;
}

export interface SignOffLine {
  state: Exclude<Stand['state'], 'nothing'>;
  /** What was done last and stands. */
  given: GivenStep | null;
  /** True while nothing was done after it, an undo neither. */
  mayUndo: boolean;
  /** What is no longer as it was when the step was taken: "1.1.a", "training figures". */
  changed: string[];
  /** What the group has still to answer. */
  missing: string[];
  /** Who can sign, stand-ins until their last day; none where all are away. */
  signers: { name: string; until: Day | null }[];
  signOffBy: Day | null;
}

/** Null where there is nothing to sign: of an agency, of a priority's lead, of a report that the chair handed in. */
export async function readSignOffLine(view: View, ask: AskRow): Promise<SignOffLine | null> {
  const stand = await standOfAsk(view, ask);
  if (!stand?.asks.some(one => one.ask.id === ask.id)) return null;
  return lineOf(view, ask.boardId, stand);
}

/** The same of a stand that was read. */
export async function lineOf(view: View, boardId: string, stand: Stand): Promise<SignOffLine | null> {
  const { state, groupId, roundId, step } = stand;
  if (state === 'nothing') return null;
  const { signOffBy } = await view.rows(rounds).get(roundId);
  const signers = await signersOf(view, { boardId, groupId }, null);
  return {
    state,
    given: step && (await givenOf(view, step)),
    mayUndo: step !== null && stand.newest?.id === step.id,
    changed: await labelsOf(view, stand, stand.changed),
    missing: await labelsOf(view, stand, stand.missing),
    signers: signers.map(({ person, until }) => ({ name: person.name, until })),
    signOffBy,
  };
}

export async function givenOf(view: View, row: SignOffRow): Promise<GivenStep> {
  const person = await view.rows(people).first({ id: row.personId });
  const agency = row.agencyId ? await view.rows(agencies).first({ id: row.agencyId }) : null;
  return {
    stepId: row.id,
    step: row.step === 'sent-back' ? 'sent-back' : 'signed',
    by: {
      id: row.personId,
      name: person?.name ?? 'Somebody no longer named',
      agency: agency?.name ?? null,
    },
    capacity: row.capacity,
    at: row.at,
    comment: row.comment,
  };
}
