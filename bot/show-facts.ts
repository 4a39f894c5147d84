/** Status and summaries as cards: which part of the facts, for whom, where. */
import type { Card, Forms } from '../cards/card.ts';
import { noticeCard } from '../cards/notice/notice-card.ts';
import { type StatusPart, statusCard } from '../cards/status/status-card.ts';
import { summaryCard } from '../cards/summary/summary-card.ts';
import { noteRead, readOf } from '../services/audit/note-read.ts';
import { findGroup } from '../services/people/groups.ts';
import { may } from '../services/people/permissions.ts';
import { ratingWords } from '../services/returns/ratings.ts';
import { type BoardRow, groups } from '../services/store/entities/board.ts';
import type { Facts } from '../services/summary/facts.ts';
import { type Paper, type PostedSummary, readLatestPaper, readPaperFor } from '../services/summary/papers.ts';
import { readFacts } from '../services/summary/read-facts.ts';
import { isOfBoard, onlyGroups, onlyOverdue, onlyPriority } from '../services/summary/scopes.ts';
import type { BotDeps, Scene } from './deps.ts';
import type { StatusQuestion } from './status-question.ts';

/** In a group's channel the answer is about its groups; the executive's channel and a chat hear of the whole board. */
export async function showStatus(
  deps: BotDeps,
  scene: Scene,
  question: StatusQuestion,
  look: { part: StatusPart; page: number } = { part: question.training ? 'training' : 'top', page: 0 },
): Promise<Card> {
  const facts = await readFacts(deps, scene.board.id, question.period);
  const paper = await readLatestPaper(deps, scene.board.id, facts.period);
  const { approvedAt = null, version = 0 } = paper.summary ?? {};
  const shown = await narrowed(deps, scene, facts, question);
  if (isOfBoard(shown)) await noteRead(deps, scene.actor, 'status', { period: shown.period });
  return statusCard(shown, {
    ...look,
    words: ratingWords(scene.board.settings.ratings),
    paper: approvedAt ? { version, approvedAt, returnsSince: paper.returnsSince } : null,
    forms: deps.forms,
  });
}

/** The facts that a status is of, for the one who asks, where they ask. */
export async function readStatusFacts(deps: BotDeps, scene: Scene, question: StatusQuestion): Promise<Facts> {
  return narrowed(deps, scene, await readFacts(deps, scene.board.id, question.period), question);
}

async function narrowed(
  { store }: BotDeps,
  scene: Scene,
  facts: Facts,
  question: StatusQuestion,
): Promise<Facts> {
  const { board, place } = scene;
  let scoped = facts;
  if (question.group !== null) {
    const name = question.group;
    const all = await store.read(view =>
      view.rows(groups).find({ boardId: board.id, retiredAt: null }, { orderBy: { position: 'asc' } }),
    );
    scoped = onlyGroups(scoped, [findGroup(all, name).short]);
  } else if (place.kind === 'channel' && place.groups.length > 0) {
    const isExecutive = place.groups.some(({ id }) => id === board.executiveGroupId);
    const here = place.groups.map(({ short }) => short);
    const isEverybody = facts.returns.byGroup.every(({ group }) => here.includes(group));
    if (!isExecutive && !isEverybody) scoped = onlyGroups(scoped, here);
  }
  if (question.priority !== null) scoped = onlyPriority(scoped, question.priority);
  return question.overdue ? onlyOverdue(scoped) : scoped;
}

/** The paper of a period: what was approved, else the present draft; the manager may post it from 1:1 chat. */
export async function showSummary(deps: BotDeps, scene: Scene, period: string | null): Promise<Card> {
  const paper = await readPaperFor(deps, scene.actor, period);
  const mayPost = await deps.store.read(view =>
    may(view, scene.actor, 'summary.post', { now: deps.clock.now() }),
  );
  await noteRead(deps, scene.actor, readOf(paper), { period: paper.facts.period });
  return paperCard(paper, scene.board, {
    mayPost: mayPost && scene.place.kind === 'personal',
    hasAnnex: deps.publicUrl() !== null,
    forms: deps.forms,
  });
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
