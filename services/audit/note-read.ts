/** Looking at answers of the whole board is a deed too: it is recorded in a unit of its own, after the reading. */
import type { Actor } from '../people/access.ts';
import type { Clock } from '../ports.ts';
import type { Store } from '../store/unit-of-work.ts';
import { recordAudit } from './record.ts';

/** What was looked at. */
export type ReadWhat = 'status' | 'summary' | 'draft' | 'reports' | 'audit';

export async function noteRead(
  { store, clock }: { store: Store; clock: Clock },
  { boardId, personId, channelRowId }: Actor,
  what: ReadWhat,
  codes: Record<string, string | number> = {},
): Promise<void> {
  await store.write(unit =>
    recordAudit(unit, {
      boardId,
      at: clock.now(),
      event: 'board.read',
      personId,
      channelRowId,
      subject: { what, ...codes },
    }),
  );
}

/** What looking at a paper is recorded as. */
export const readOf = ({ summary }: { summary: { state: string } | null }): 'summary' | 'draft' =>
  summary?.state === 'approved' ? 'summary' : 'draft';
