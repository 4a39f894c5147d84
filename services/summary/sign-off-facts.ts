/** Which returns their chair has signed off, as it was at an instant. */
import { signersOf } from '../people/signers.ts';
import type { PersonLine } from '../returns/ask-state.ts';
import { personLines } from '../returns/history.ts';
import { type GivenStep, givenOf } from '../sign-off/line.ts';
import { isSigned, readStands, type Stand } from '../sign-off/stand.ts';
import type { AskRow } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import { dayOf } from '../time.ts';
import type { RecordsBase } from './records.ts';

/** By group. */
export type SignOffRecords = ReadonlyMap<string, SignOffRecord>;

export interface SignOffRecord {
  stand: Stand;
  given: GivenStep | null;
  /** Who handed a report in, by ask. */
  handedIn: ReadonlyMap<string, { by: PersonLine; at: Date }>;
  /** False where there is no chair, deputy or stand-in to sign. */
  canBeSigned: boolean;
}

/** How a return of a group stands with its chair. */
export interface ReturnSignOff {
  /**
   * `not-in` while the group has something still to answer, `away` where nobody is there to sign, `changed` where an
   * answer came after the signature, `sent-back` while what the chair sent back is not answered anew.
   */
  state: 'signed' | 'changed' | 'waiting' | 'sent-back' | 'not-in' | 'away';
  /** Who signed it off as it stands; null for every other state. */
  by: string | null;
  agency: string | null;
  /** ISO 8601 in UTC. */
  at: string | null;
}

export async function readSignOffRecords(
  view: View,
  { board, round, asAt }: Pick<RecordsBase, 'board' | 'round' | 'asAt'>,
): Promise<SignOffRecords> {
  const boardId = board.id;
  const today = dayOf(asAt, board.timezone);
  const who = await personLines(view, boardId);
  const records = new Map<string, SignOffRecord>();
  for (const [groupId, stand] of await readStands(view, { boardId, roundId: round.id }, { asAt })) {
    const handedIn = [...stand.handedIn].map(([askId, { personId, savedAt }]) => {
      const by = who.get(personId) ?? { id: personId, name: 'Somebody no longer named', agency: null };
      return [askId, { by, at: savedAt }] as const;
    });
    records.set(groupId, {
      stand,
      given: stand.step && (await givenOf(view, stand.step)),
      handedIn: new Map(handedIn),
      canBeSigned: (await signersOf(view, { boardId, groupId }, today)).length > 0,
    });
  }
  return records;
}

/** @param isIn true where every part of the ask is answered. @returns null where no chair signs: of agencies and leads */
export function returnSignOff(records: SignOffRecords, ask: AskRow, isIn: boolean): ReturnSignOff | null {
  const record = records.get(ask.groupId ?? '');
  if (!record) return null;
  const nobody = { by: null, agency: null, at: null };
  if (!isIn) return { state: 'not-in', ...nobody };
  const { stand, given, canBeSigned } = record;
  if (isSigned(stand, ask.id)) {
    const { by, at } = record.handedIn.get(ask.id) ?? given ?? { by: null, at: null };
    return {
      state: 'signed',
      by: by?.name ?? null,
      agency: by?.agency ?? null,
      at: at?.toISOString() ?? null,
    };
  }
  if (!canBeSigned) return { state: 'away', ...nobody };
  if (stand.step?.step === 'signed') return { state: 'changed', ...nobody };
  return {
    state: stand.state === 'sent-back' || stand.state === 'not-in' ? stand.state : 'waiting',
    ...nobody,
  };
}

/** True exactly where the standing answer is among the versions that were signed. */
export function isAnswerSigned(
  records: SignOffRecords,
  answer: { groupId: string; returnId: string } | null,
): boolean {
  const stand = answer && records.get(answer.groupId)?.stand;
  return stand?.step?.step === 'signed' && stand.covers.has(answer?.returnId ?? '');
}
