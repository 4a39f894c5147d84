/** Drafts and approved papers: closing a round makes a draft for the manager; posting approves and freezes it. */
import { recordAudit } from '../audit/record.ts';
import { putOnAgenda } from '../decisions/note-decision.ts';
import { queueDelivery, queueRefresh } from '../delivery/queue.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { managersOf } from '../people/leaders.ts';
import { may, requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import { askedNames } from '../rounds/asked-names.ts';
import { closeProgress } from '../rounds/post-progress.ts';
import { refreshReminders } from '../rounds/refresh-reminders.ts';
import { missingAsks } from '../rounds/remind.ts';
import { people } from '../store/entities/board.ts';
import { deliveries, messages } from '../store/entities/delivery.ts';
import { returns } from '../store/entities/returns.ts';
import { asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import { type SummaryRow, summaries } from '../store/entities/summaries.ts';
import { moreThan } from '../store/rows.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import { compileFacts } from './compile-facts.ts';
import { executiveChannel } from './executive-channel.ts';
import type { Facts } from './facts.ts';
import { type Frozen, freeze, isIntact } from './freeze.ts';
import { newestSummary } from './read-facts.ts';
import { findRound, readRecords } from './records.ts';
import { readStoredFacts } from './stored-facts.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

/** Closes a round. Its draft goes to the manager alone; answers that come later are late and still taken. */
export function closeRound(
  { store, clock }: Deps,
  actor: Actor,
  period: string | null,
): Promise<{ period: string; summaryId: string; sentTo: string[]; notIn: string[] }> {
  return store.write(async unit => {
    const now = clock.now();
    await requireMay(unit, actor, 'round.manage', { now }, 'close a round');
    if (period === null) await requireOneOpen(unit, actor.boardId);
    const round = await findRound(unit, actor.boardId, period);
    if (round.closedAt)
      throw new CollateError('round_closed', `The round ${round.period} is closed already.`);
    await unit.rows(rounds).update({ id: round.id }, { closedAt: now });
    const summary = await newDraft(unit, round.id, actor.boardId, now);
    const managers = await managersOf(unit, actor.boardId);
    for (const manager of managers) {
      await queueDelivery(
        unit,
        {
          boardId: actor.boardId,
          purpose: 'draft-summary',
          subjectId: summary.id,
          placeKind: 'person',
          placeId: manager.id,
        },
        now,
      );
    }
    for (const ask of await unit.rows(asks).find({ roundId: round.id })) {
      await queueRefresh(unit, { purpose: 'ask', subjectId: ask.id }, now);
    }
    await refreshReminders(unit, { roundId: round.id }, now);
    await closeProgress(unit, round.id, now);
    await recordAudit(unit, {
      boardId: actor.boardId,
      at: now,
      event: 'round.closed',
      personId: actor.personId,
      channelRowId: actor.channelRowId,
      subject: { round: round.id, period: round.period },
    });
    const nameOf = await askedNames(unit, actor.boardId);
    const missing = await missingAsks(unit, round.id);
    return {
      period: round.period,
      summaryId: summary.id,
      sentTo: managers.map(manager => manager.name),
      notIn: [...new Set(missing.map(ask => nameOf(ask).name))],
    };
  });
}

/** Closing cannot be taken back, so of two open rounds the wrong one is never guessed. */
async function requireOneOpen(view: View, boardId: string): Promise<void> {
  const open = await view
    .rows(rounds)
    .find({ boardId, closedAt: null, setId: null }, { orderBy: { startsOn: 'asc' } });
  if (open.length < 2) return;
  const names = open.map(round => round.period).join(', ');
  throw new CollateError('round_unknown', `Several rounds are open: ${names}. Say which one to close.`);
}

export interface PostedSummary {
  period: string;
  version: number;
  /** The group whose channel it goes to. */
  group: string;
  /** True where it was posted before, and nothing was done. */
  already: boolean;
}

/**
 * Approves the newest draft of a round, freezes its facts and makes it due in the executive group's channel.
 * @param choice the draft itself, or the period whose newest draft it is
 * @throws CollateError `not_allowed`, `summary_unknown`, `channel_not_linked`
 */
export function postSummary(
  { store, clock }: Deps,
  actor: Actor,
  choice: { summaryId: string } | { period: string | null },
): Promise<PostedSummary> {
  return store.write(async unit => {
    const now = clock.now();
    await requireMay(unit, actor, 'summary.post', { now });
    const draft = await chooseDraft(unit, actor.boardId, choice);
    const round = await unit.rows(rounds).get(draft.roundId);
    const executive = await executiveChannel(unit, actor.boardId);
    const { channelRowId } = executive;
    const group = executive.group.name;
    const place = { placeKind: 'channel' as const, placeId: channelRowId };
    const deed = { ...actor, at: now };
    const due = { boardId: actor.boardId, purpose: 'summary' as const, subjectId: draft.id, ...place };
    if (draft.state === 'approved') {
      // Approved once; but where it never arrived, or is gone, it is posted again.
      if (!(await stands(unit, due))) {
        await queueDelivery(unit, due, now);
        await recordAudit(unit, { ...deed, event: 'summary.reposted', subject: { summary: draft.id } });
      }
      return { period: round.period, version: draft.version, group, already: true };
    }
    await putOnAgenda(unit, actor, { group: executive.group, meetingOn: round.meetingOn, now });
    const facts = compileFacts(await readRecords(unit, actor.boardId, round, now));
    const frozen = freeze({ ...facts, state: 'approved' });
    await unit
      .rows(summaries)
      .update(
        { id: draft.id },
        { state: 'approved', approvedAt: now, approvedById: actor.personId, ...frozen },
      );
    await queueDelivery(unit, due, now);
    await queueRefresh(unit, { purpose: 'draft-summary', subjectId: draft.id }, now);
    await recordAudit(unit, {
      ...deed,
      event: 'summary.posted',
      subject: { summary: draft.id, period: round.period, version: draft.version, hash: frozen.hash },
    });
    return { period: round.period, version: draft.version, group, already: false };
  });
}

/** True where a paper is in the channel, or on its way there. */
async function stands(
  view: View,
  { purpose, subjectId, placeId }: { purpose: 'summary'; subjectId: string; placeId: string },
) {
  const waiting = ['due', 'sending', 'retrying'] as const;
  const coming = await view.rows(deliveries).count({ purpose, subjectId, placeId, state: waiting });
  return coming + (await view.rows(messages).count({ purpose, subjectId, placeId, retiredAt: null })) > 0;
}

/** A paper as its card shows it. */
export interface Paper {
  facts: Facts;
  /** False where an approved paper is no longer as it was approved. */
  isIntact: boolean;
  /** Null where the round is still open, and has no draft yet. */
  summary: { id: string; version: number; state: SummaryRow['state']; approvedAt: Date | null } | null;
  approvedBy: string | null;
  /** For how many actions an answer came after it was approved; 0 for a draft. */
  returnsSince: number;
}

/** What of it `status` tells: that it was approved, and how much came after it. */
export const approvedOf = ({ summary, returnsSince }: Pick<Paper, 'summary' | 'returnsSince'>) =>
  summary?.approvedAt ? { version: summary.version, approvedAt: summary.approvedAt, returnsSince } : null;

/** @throws CollateError `summary_unknown` */
export async function readPaper(view: View, summaryId: string, now: Date): Promise<Paper> {
  const summary = await view.rows(summaries).first({ id: summaryId });
  if (!summary) throw new CollateError('summary_unknown', 'That summary is no longer there.');
  const round = await view.rows(rounds).get(summary.roundId);
  return paperOf(view, round, summary, now);
}

/**
 * The newest paper of a period: approved, a draft, or while the round is open the facts alone.
 * @throws CollateError `period_invalid`, `round_unknown`, `round_none_open`
 */
export function readLatestPaper(
  { store, clock }: Deps,
  boardId: string,
  period: string | null,
): Promise<Paper> {
  return store.read(async view => {
    const round =
      period === null ? await newestWithPaper(view, boardId) : await findRound(view, boardId, period);
    return paperOf(view, round, await newestSummary(view, round.id), clock.now());
  });
}

/**
 * The paper that somebody may see: the approved one; before that its draft, which is the manager's alone.
 * @throws CollateError `not_allowed`, and as readLatestPaper
 */
export async function readPaperFor(deps: Deps, actor: Actor, period: string | null): Promise<Paper> {
  const paper = await readLatestPaper(deps, actor.boardId, period);
  const about = { now: deps.clock.now() };
  const isDraft = paper.summary?.state !== 'approved';
  await deps.store.read(async view => {
    await requireMay(view, actor, 'summary.see', about);
    if (!isDraft || (await may(view, actor, 'summary.see-draft', about))) return;
    const { period: name } = paper.facts;
    if (actor.channelRowId !== null)
      throw new CollateError('not_allowed', `The summary of ${name} is not posted yet. Try status.`);
    await requireMay(
      view,
      actor,
      'summary.see-draft',
      about,
      `see the summary of ${name} before it is posted`,
    );
  });
  return paper;
}

async function paperOf(view: View, round: RoundRow, summary: SummaryRow | null, now: Date): Promise<Paper> {
  const approver = summary?.approvedById ? await view.rows(people).get(summary.approvedById) : null;
  return {
    isIntact: summary?.state !== 'approved' || isIntact(summary as unknown as Frozen),
    facts:
      summary?.state === 'approved'
        ? readStoredFacts(summary.facts)
        : compileFacts(await readRecords(view, round.boardId, round, now)),
    summary: summary && {
      id: summary.id,
      version: summary.version,
      state: summary.state,
      approvedAt: summary.approvedAt,
    },
    approvedBy: approver?.name ?? null,
    returnsSince: summary ? await returnsSince(view, summary) : 0,
  };
}

async function returnsSince(view: View, { roundId, approvedAt }: SummaryRow): Promise<number> {
  if (!approvedAt) return 0;
  const askIds = (await view.rows(asks).find({ roundId })).map(ask => ask.id);
  const since = await view.rows(returns).find({ askId: askIds, savedAt: moreThan(approvedAt) });
  return new Set(since.map(row => `${row.askId} ${row.subjectId}`)).size;
}

async function newDraft(unit: Unit, roundId: string, boardId: string, now: Date): Promise<SummaryRow> {
  const before = await newestSummary(unit, roundId);
  return unit.rows(summaries).insert({
    boardId,
    roundId,
    version: (before?.version ?? 0) + 1,
    state: 'draft',
    createdAt: now,
    approvedAt: null,
    approvedById: null,
    facts: null,
    hash: null,
    salt: null,
    digests: null,
  });
}

async function chooseDraft(
  unit: Unit,
  boardId: string,
  choice: { summaryId: string } | { period: string | null },
): Promise<SummaryRow> {
  if ('summaryId' in choice) {
    const summary = await unit.rows(summaries).first({ id: choice.summaryId, boardId });
    if (summary) return summary;
    throw new CollateError('summary_unknown', 'That summary is no longer there.');
  }
  const round =
    choice.period === null
      ? await newestWithPaper(unit, boardId)
      : await findRound(unit, boardId, choice.period);
  const summary = await newestSummary(unit, round.id);
  if (summary) return summary;
  throw new CollateError(
    'summary_unknown',
    `The round ${round.period} has no draft yet: closing the round makes one.`,
  );
}

/** Without a period: the round of the newest paper, else the open or newest round. */
async function newestWithPaper(view: View, boardId: string): Promise<RoundRow> {
  const paper = await view.rows(summaries).first({ boardId }, { orderBy: { createdAt: 'desc' } });
  return paper ? view.rows(rounds).get(paper.roundId) : findRound(view, boardId, null);
}
