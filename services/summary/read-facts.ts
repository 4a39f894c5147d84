/** The facts of a period, as the bot, the terminal and the papers all ask for them. */
import type { Clock } from '../ports.ts';
import { type SummaryRow, summaries } from '../store/entities/summaries.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import { compileFacts } from './compile-facts.ts';
import type { Facts } from './facts.ts';
import { findRound, readRecords } from './records.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

/**
 * The facts as they stand now.
 * @param period as a person types it; null for the open round, or the newest
 * @throws CollateError `period_invalid`, `round_unknown`, `round_none_open`
 */
export function readFacts({ store, clock }: Deps, boardId: string, period: string | null): Promise<Facts> {
  return store.read(async view => {
    const round = await findRound(view, boardId, period);
    return compileFacts(await readRecords(view, boardId, round, clock.now()));
  });
}

export function newestSummary(view: View, roundId: string): Promise<SummaryRow | null> {
  return view.rows(summaries).first({ roundId }, { orderBy: { version: 'desc' } });
}
