/**
 * The board's period of retention: what would go, and taking it out. A round is due when its period ended so many
 * months ago; one that is held stays as it is. Done again it finds nothing; broken off, the rest goes the next time.
 */
import { recordAudit } from '../audit/record.ts';
import { queueRefresh } from '../delivery/queue.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import { boards, type PersonRow } from '../store/entities/board.ts';
import { type ReturnRow, returns } from '../store/entities/returns.ts';
import { asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import { type SummaryRow, summaries } from '../store/entities/summaries.ts';
import { notNull } from '../store/rows.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import type { Digests } from '../summary/freeze.ts';
import { addMonths, type Day, dayOf } from '../time.ts';
import { erasables } from './erasable.ts';
import { erasePaper } from './erase-paper.ts';
import { ERASED } from './erased.ts';
import { forgetLeft, leftLongAgo } from './forget-left.ts';
import { namelessPerson } from './nameless.ts';
import { unname } from './unname.ts';

/** How many returns are gone through in one unit of work. */
const BATCH = 100;

interface Deps {
  store: Store;
  clock: Clock;
}

export interface RetentionLook {
  /** Of the board file. */
  months: number;
  names: boolean;
  /** Rounds whose period ended on this day or before are due. */
  before: Day;
  rounds: RoundLook[];
  /** Rounds that are due and stay, because they are held. */
  held: { period: string; reason: string }[];
  /** People who left that long ago, and would be nameless. */
  people: number;
}

export interface RoundLook {
  period: string;
  /** How many texts would go, by table; only those with any. */
  texts: Record<string, number>;
  /** How many returns would stand under no name. */
  names: number;
  /** Words and names in its approved papers. */
  papers: number;
}

/** @throws CollateError `not_allowed`; `config_invalid` where the board file says nothing of it */
export async function lookAtRetention(view: View, actor: Actor, now: Date): Promise<RetentionLook> {
  await requireMay(view, actor, 'retention.manage', { now });
  const plan = await planOf(view, actor.boardId, now);
  const looks: RoundLook[] = [];
  for (const round of plan.due) looks.push(await lookAtRound(view, round, plan));
  return {
    months: plan.months,
    names: plan.names,
    before: plan.before,
    rounds: looks.filter(({ texts, names, papers }) => Object.keys(texts).length + names + papers > 0),
    held: plan.held.map(({ period, holdReason }) => ({ period, reason: holdReason ?? '' })),
    people: plan.names ? (await leftOf(view, actor.boardId, plan)).length : 0,
  };
}

/** True where nothing would go. */
export const isEmpty = ({ rounds: due, people }: RetentionLook): boolean => due.length + people === 0;

/** Takes out what the look shows. @returns what went */
export async function applyRetention(deps: Deps, actor: Actor): Promise<RetentionLook> {
  const { store, clock } = deps;
  const look = await store.read(view => lookAtRetention(view, actor, clock.now()));
  const plan = await store.read(view => planOf(view, actor.boardId, clock.now()));
  for (const round of plan.due) await eraseRound(deps, actor, round, plan);
  const left = plan.names ? await store.read(view => leftOf(view, actor.boardId, plan)) : [];
  await forgetLeft(deps, actor, left);
  if (!isEmpty(look)) await store.scrub();
  return look;
}

interface Plan {
  months: number;
  names: boolean;
  before: Day;
  leftBefore: Date;
  due: RoundRow[];
  held: RoundRow[];
}

async function planOf(view: View, boardId: string, now: Date): Promise<Plan> {
  const board = await view.rows(boards).get(boardId);
  const { retention } = board.settings;
  if (!retention) {
    throw new CollateError(
      'config_invalid',
      'The board file says nothing of retention, so everything is kept. Add to it, for six years: retention: {months: 72, names: true}',
    );
  }
  const { months, names } = retention;
  const before = addMonths(dayOf(now, board.timezone), -months);
  const all = await view.rows(rounds).find({ boardId }, { orderBy: { startsOn: 'asc' } });
  const old = all.filter(({ endsOn }) => endsOn <= before);
  const isHeld = ({ heldAt }: RoundRow) => heldAt !== null;
  return {
    months,
    names,
    before,
    leftBefore: new Date(`${before}T00:00:00Z`),
    due: old.filter(round => !isHeld(round)),
    held: old.filter(isHeld),
  };
}

async function leftOf(view: View, boardId: string, { leftBefore, due }: Plan): Promise<PersonRow[]> {
  const going = await view.rows(asks).find({ roundId: due.map(({ id }) => id) });
  return leftLongAgo(
    view,
    boardId,
    leftBefore,
    going.map(({ id }) => id),
  );
}

async function lookAtRound(view: View, round: RoundRow, { names }: Plan): Promise<RoundLook> {
  const rows = await returnsOf(view, round);
  const texts: Record<string, number> = {};
  for (const batch of batched(rows)) {
    const ids = batch.map(({ id }) => id);
    for (const erasable of erasables) {
      const count = await erasable.count(view, ids);
      if (count > 0) texts[erasable.table] = (texts[erasable.table] ?? 0) + count;
    }
  }
  const papers = (await approvedPapers(view, round)).map(paper => erasedFacts(paper, names));
  const nameless = names ? await namelessPerson(view, round.boardId) : null;
  return {
    period: round.period,
    texts,
    names: names ? rows.filter(({ personId }) => personId !== nameless?.id).length : 0,
    papers: papers.reduce((sum, paper) => sum + paper.words + paper.names, 0),
  };
}

async function eraseRound({ store, clock }: Deps, actor: Actor, round: RoundRow, plan: Plan): Promise<void> {
  const rows = await store.read(view => returnsOf(view, round));
  for (const batch of batched(rows)) {
    await store.write(unit => eraseBatch(unit, actor, round, batch, plan, clock.now()));
  }
  for (const paper of await store.read(view => approvedPapers(view, round))) {
    await store.write(unit => eraseApproved(unit, actor, round, paper.id, plan, clock.now()));
  }
}

async function eraseBatch(
  unit: Unit,
  actor: Actor,
  round: RoundRow,
  batch: readonly ReturnRow[],
  { names }: Plan,
  now: Date,
): Promise<void> {
  await requireFree(unit, round);
  const ids = batch.map(({ id }) => id);
  const went: Record<string, number> = {};
  for (const erasable of erasables) {
    const count = await erasable.erase(unit, ids);
    if (count > 0) went[erasable.table] = count;
  }
  const named = names ? await unname(unit, batch, await namelessPerson(unit, actor.boardId, now)) : 0;
  if (Object.keys(went).length + named === 0) return;
  for (const askId of new Set(batch.map(row => row.askId))) {
    await queueRefresh(unit, { purpose: 'ask', subjectId: askId }, now);
    await queueRefresh(unit, { purpose: 'report', subjectId: askId }, now);
  }
  await note(unit, actor, round, { ...went, names: named }, now);
}

async function eraseApproved(
  unit: Unit,
  actor: Actor,
  round: RoundRow,
  summaryId: string,
  { names }: Plan,
  now: Date,
): Promise<void> {
  await requireFree(unit, round);
  const paper = await unit.rows(summaries).get(summaryId);
  const erased = erasedFacts(paper, names);
  if (erased.words + erased.names === 0) return;
  const nameless = names ? await namelessPerson(unit, actor.boardId, now) : null;
  await unit
    .rows(summaries)
    .update(
      { id: summaryId },
      { facts: erased.facts, ...(nameless && paper.approvedById ? { approvedById: nameless.id } : {}) },
    );
  if (nameless)
    await unit.rows(rounds).update({ id: round.id, openedById: notNull() }, { openedById: nameless.id });
  for (const purpose of ['summary', 'draft-summary'] as const) {
    await queueRefresh(unit, { purpose, subjectId: summaryId }, now);
  }
  await note(unit, actor, round, { summary: summaryId, words: erased.words, names: erased.names }, now);
}

const note = (
  unit: Unit,
  actor: Actor,
  { period }: RoundRow,
  counts: Record<string, string | number>,
  at: Date,
) => recordAudit(unit, { ...actor, at, event: 'retention.applied', subject: { period, ...counts } });

const erasedFacts = ({ facts, digests }: SummaryRow, names: boolean) =>
  erasePaper(facts, (digests ?? {}) as Digests, {
    words: true,
    nameFor: name => (names ? ERASED : name),
  });

/** Held since it was looked at: then it stays, from this moment on. */
async function requireFree(view: View, { id, period }: RoundRow): Promise<void> {
  if ((await view.rows(rounds).get(id)).heldAt === null) return;
  throw new CollateError('round_held', `The round ${period} is held now, so nothing more of it was removed.`);
}

async function returnsOf(view: View, { id: roundId }: RoundRow): Promise<ReturnRow[]> {
  const askIds = (await view.rows(asks).find({ roundId })).map(({ id }) => id);
  return view.rows(returns).find({ askId: askIds }, { orderBy: { savedAt: 'asc', id: 'asc' } });
}

const approvedPapers = (view: View, { id: roundId }: RoundRow) =>
  view.rows(summaries).find({ roundId, state: 'approved' }, { orderBy: { version: 'asc' } });

const batched = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, index) =>
    rows.slice(index * BATCH, (index + 1) * BATCH),
  );
