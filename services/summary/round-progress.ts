/**
 * How far a round is, for who follows it: by who is asked. The counts are those of `status` and of the summary, made
 * of the same records in the same way.
 */
import { recipientsOf } from '../people/recipients.ts';
import { lastDayFor } from '../rounds/lateness.ts';
import { reminders } from '../store/entities/reminders.ts';
import { type AskRow, type RoundRow, rounds } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import { livingChannels } from '../teams/living-channels.ts';
import { type Day, dayOf } from '../time.ts';
import type { Facts } from './facts.ts';
import { type ReturnRecords, readBase } from './records.ts';
import { returnFacts, returnsByAsk } from './return-facts.ts';

/** What one was asked for, together. */
export interface AskedProgress {
  /** The group, the agency, or the priority whose lead is asked; as `status` names it. */
  name: string;
  returns: { kind: string; answered: number; of: number; noChange: number }[];
  state: 'in' | 'part' | 'silent';
  /** Of what is in: an answer came late. Of the rest: its last day has passed, or the round is closed. */
  late: boolean;
  /** False where it is not in, and there is no channel, or nobody, to ask in. */
  reached: boolean;
}

export interface RoundProgress {
  board: { key: string; short: string; timezone: string };
  round: { id: string; period: string } & Pick<RoundRow, 'due' | 'firstDue' | 'dueReason' | 'paperOn'>;
  /** ISO 8601 in UTC. */
  asAt: string;
  returns: Pick<Facts['returns'], 'expected' | 'received' | 'noChange' | 'late'>;
  /** In the order of the groups; agencies and priorities after them. */
  asked: AskedProgress[];
  leftOut: { group: string; reason: string }[];
  /** The day on which it was closed, and how many returns were in then; null while it is open. */
  closed: { on: Day; received: number } | null;
  /** How many reminders were made of it: who wants one more says how many they know of. */
  reminders: number;
}

/** @returns null where there is no such round any more, and for a turn of a set, which is shown to its own people */
export async function readProgress(
  view: View,
  { boardId, roundId, now }: { boardId: string; roundId: string; now: Date },
): Promise<RoundProgress | null> {
  const round = await view.rows(rounds).first({ id: roundId, boardId, setId: null });
  if (!round) return null;
  // How far the round is does not hang on signatures, so they are not read.
  const recordsAt = async (asAt: Date): Promise<ReturnRecords> => ({
    ...(await readBase(view, boardId, round, asAt)),
    signOffs: new Map(),
  });
  const records = await recordsAt(now);
  const { id, period, due, firstDue, dueReason, paperOn, closedAt } = round;
  const { expected, received, noChange, late } = returnFacts(records);
  const { key, short, timezone } = records.board;
  return {
    board: { key, short, timezone },
    round: { id, period, due, firstDue, dueReason, paperOn },
    asAt: now.toISOString(),
    returns: { expected, received, noChange, late },
    asked: await byAsked(view, records),
    leftOut: records.leftOut.flatMap(({ groupId, reason }) => {
      const group = records.groups.find(row => row.id === groupId);
      return group ? [{ group: group.short, reason }] : [];
    }),
    closed: closedAt && {
      on: dayOf(closedAt, timezone),
      received: returnFacts(await recordsAt(closedAt)).received,
    },
    reminders: await view.rows(reminders).count({ roundId }),
  };
}

async function byAsked(view: View, records: ReturnRecords): Promise<AskedProgress[]> {
  const { board, round, asAt, nameOf } = records;
  const today = dayOf(asAt, board.timezone);
  const channelOf = await livingChannels(view, board.id);
  const isOver = (ask: AskRow) => round.closedAt !== null || today > lastDayFor(round, ask);
  const found = new Map<string, AskedProgress>();
  for (const { ask, entry } of returnsByAsk(records)) {
    const { id, short } = nameOf(ask);
    const isIn = entry.answered === entry.of;
    const isReached =
      isIn ||
      (ask.groupId !== null ? channelOf.has(ask.groupId) : (await recipientsOf(view, ask)).length > 0);
    const before = found.get(id);
    const { kind, answered, of, noChange } = entry;
    const returns = [...(before?.returns ?? []), { kind, answered, of, noChange }];
    found.set(id, {
      name: short,
      returns,
      state: stateOf(returns),
      late: (before?.late ?? false) || (isIn ? entry.late : isOver(ask)),
      reached: (before?.reached ?? true) && isReached,
    });
  }
  return [...found.values()];
}

function stateOf(returns: AskedProgress['returns']): AskedProgress['state'] {
  if (returns.every(({ answered, of }) => answered === of)) return 'in';
  return returns.some(({ answered }) => answered > 0) ? 'part' : 'silent';
}
