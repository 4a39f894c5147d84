/**
 * Goes through a board's chain from its first event, and finds where it no longer holds: an event that was changed,
 * removed, moved, put between others, or cut off the end.
 *
 * What cannot be found: an event that was taken away before it was sealed, some seconds after it was recorded; and a
 * chain that somebody who may write to the whole database made anew to its end, with its head. Against that, the head
 * that a check prints is kept elsewhere, and a later check is told of it.
 */
import { auditEvents, chainHeads } from '../store/entities/audit.ts';
import { atMost, moreThan } from '../store/rows.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import { GENESIS, hashOf } from './chain.ts';

const PAGE = 500;

/** The end of a chain, as a check prints it: `412:3fa9…`. */
export interface ChainEnd {
  length: number;
  hash: string;
}

export interface ChainBreak {
  position: number;
  /** The event that is found there; null where there is none. */
  id: string | null;
  why: 'missing' | 'changed' | 'put in' | 'cut off' | 'head changed' | 'not as noted';
}

export interface ChainCheck {
  /** How many are sealed, as far as the chain holds. */
  sealed: number;
  /** Recorded and not sealed yet. */
  unsealed: number;
  /** Null where it is broken, or nothing is sealed. */
  end: ChainEnd | null;
  /** The first; null where the chain holds. */
  firstBreak: ChainBreak | null;
}

/** @param noted the end that an earlier check printed */
export async function verifyAudit(
  { store }: { store: Store },
  boardId: string,
  noted: ChainEnd | null = null,
): Promise<ChainCheck> {
  return store.read(async view => {
    const unsealed = await view.rows(auditEvents).count({ boardId, position: null });
    const walked = await walk(view, boardId, noted);
    const firstBreak = walked.firstBreak ?? (await compareHead(view, boardId, walked, noted));
    const { length, hash } = walked;
    return {
      sealed: length,
      unsealed,
      end: firstBreak || length === 0 ? null : { length, hash },
      firstBreak,
    };
  });
}

type Walked = ChainEnd & { firstBreak: ChainBreak | null };

async function walk(view: View, boardId: string, noted: ChainEnd | null): Promise<Walked> {
  let length = 0;
  let hash = GENESIS;
  const broken = (firstBreak: ChainBreak): Walked => ({ length, hash, firstBreak });
  const before = await view.rows(auditEvents).first({ boardId, position: atMost<number | null>(0) });
  if (before) return broken({ position: before.position ?? 0, id: before.id, why: 'put in' });
  for (;;) {
    const rows = await view
      .rows(auditEvents)
      .find(
        { boardId, position: moreThan<number | null>(length) },
        { orderBy: { position: 'asc' }, limit: PAGE },
      );
    for (const row of rows) {
      const position = length + 1;
      if (row.position !== position) return broken({ position, id: null, why: 'missing' });
      const next = hashOf(row, position, hash);
      if (row.hash !== next) return broken({ position, id: row.id, why: 'changed' });
      if (noted?.length === position && noted.hash !== next)
        return broken({ position, id: row.id, why: 'not as noted' });
      length = position;
      hash = next;
    }
    if (rows.length < PAGE) return { length, hash, firstBreak: null };
  }
}

/** The head is kept apart: it tells of a tail that is gone. */
async function compareHead(
  view: View,
  boardId: string,
  { length, hash }: ChainEnd,
  noted: ChainEnd | null,
): Promise<ChainBreak | null> {
  const head = (await view.rows(chainHeads).first({ boardId })) ?? { length: 0, hash: GENESIS };
  const longest = Math.max(head.length, noted?.length ?? 0);
  if (longest > length) return { position: length + 1, id: null, why: 'cut off' };
  return head.length === length && head.hash === hash
    ? null
    : { position: length, id: null, why: 'head changed' };
}

/** `412:3fa9…`, as it is printed; null for anything else. */
export function parseChainEnd(text: string): ChainEnd | null {
  const [, length, hash] = /^(\d{1,9}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  return length && hash ? { length: Number(length), hash } : null;
}
