/** Status and summaries as cards: which part of the facts, for whom, where. */
import type { Card, Forms } from '../cards/card.ts';
import { noticeCard } from '../cards/notice/notice-card.ts';
import { type StatusPart, statusCard } from '../cards/status/status-card.ts';
import { trainingCard } from '../cards/status/training-card.ts';
import { summaryCard } from '../cards/summary/summary-card.ts';
import { noteRead, readOf } from '../services/audit/note-read.ts';
import { may } from '../services/people/permissions.ts';
import { reachOf } from '../services/people/reach.ts';
import { ratingWords } from '../services/returns/ratings.ts';
import { listSets } from '../services/sets/list-sets.ts';
import type { BoardRow } from '../services/store/entities/board.ts';
import {
  approvedOf,
  type Paper,
  type PostedSummary,
  readLatestPaper,
  readPaperFor,
} from '../services/summary/papers.ts';
import { type StatusQuestion, statusFor } from '../services/summary/status-for.ts';
import type { BotDeps, Scene } from './deps.ts';

/** A card, and whether it may not stand where others read along. */
export interface Shown {
  card: Card;
  isPrivate: boolean;
}

/** The facts that a question is of, for the one who asks, where they ask. */
export async function showStatus(
  deps: BotDeps,
  scene: Scene,
  question: StatusQuestion,
  look: { part: StatusPart; page: number } = { part: question.training ? 'training' : 'top', page: 0 },
): Promise<Shown> {
  const { facts, own, isForAll, isWhole } = await statusFor(deps, scene.actor, question);
  const paper = await readLatestPaper(deps, scene.board.id, facts.period);
  if (isWhole) await noteRead(deps, scene.actor, 'status', { period: facts.period });
  const sets = scene.place.kind === 'personal' ? await listSets(deps, scene.actor) : [];
  const card = statusCard(facts, {
    ...look,
    named: sets.filter(({ restricted, title }) => restricted && title !== null),
    words: ratingWords(scene.board.settings.ratings),
    paper: approvedOf(paper),
    own,
    all: question.all ?? false,
    forms: deps.forms,
  });
  return { card, isPrivate: !isForAll };
}

/**
 * The paper of a period: what was approved, else the present draft; who may post it can from 1:1 chat.
 * @param trainingPage for its training in full: which page of it, counted from 0
 */
export async function showSummary(
  deps: BotDeps,
  scene: Scene,
  period: string | null,
  trainingPage: number | null = null,
): Promise<Shown> {
  const { store, clock, forms } = deps;
  const paper = await readPaperFor(deps, scene.actor, period);
  await noteRead(deps, scene.actor, readOf(paper), { period: paper.facts.period });
  const { reach, mayPost } = await store.read(async view => ({
    reach: await reachOf(view, scene.actor),
    mayPost: await may(view, scene.actor, 'summary.post', { now: clock.now() }),
  }));
  const card =
    trainingPage === null
      ? paperCard(paper, scene.board, {
          mayPost: mayPost && scene.place.kind === 'personal',
          hasAnnex: deps.publicUrl() !== null,
          forms,
        })
      : trainingCard(paper.facts, { page: trainingPage, forms, of: 'summary' });
  return { card, isPrivate: reach !== 'board' || paper.summary?.state !== 'approved' };
}

/** A paper's card, also as the messenger posts it. */
export function paperCard(
  paper: Paper,
  board: BoardRow,
  {
    mayPost,
    hasAnnex,
    isSmall = false,
    forms,
  }: { mayPost: boolean; hasAnnex: boolean; isSmall?: boolean; forms: Forms },
): Card {
  const { facts, summary, approvedBy, returnsSince } = paper;
  return summaryCard(facts, {
    summaryId: summary?.id ?? null,
    version: summary?.version ?? null,
    approvedBy,
    approvedAt: summary?.approvedAt ?? null,
    returnsSince,
    mayPost: mayPost && summary?.state === 'draft',
    hasAnnex,
    words: ratingWords(board.settings.ratings),
    isSmall,
    forms,
  });
}

export function sayPosted({ period, version, group, already }: PostedSummary): Card {
  return noticeCard({
    tone: 'info',
    title: already ? 'Posted before' : 'Summary posted',
    text: already
      ? `Paper ${version} of ${period} was approved and posted to ${group} before.`
      : `Paper ${version} of ${period} is approved and goes to ${group} now. Its figures stay as they are.`,
    mend: null,
    id: null,
  });
}
