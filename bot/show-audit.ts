/** The audit list and the check of its chain as cards: for who may read it, in 1:1 chat alone. */
import { auditCard } from '../cards/audit/audit-card.ts';
import { sayCheck } from '../cards/audit/audit-words.ts';
import type { Card } from '../cards/card.ts';
import { noticeCard } from '../cards/notice/notice-card.ts';
import { listAudit } from '../services/audit/list-audit.ts';
import { noteRead } from '../services/audit/note-read.ts';
import { verifyAudit } from '../services/audit/verify.ts';
import { CollateError } from '../services/errors.ts';
import { requireMay } from '../services/people/permissions.ts';
import type { BotDeps, Scene } from './deps.ts';

/** How many events a page of the card has. */
const PAGE = 8;
/** How far back the card goes; the terminal goes further. */
const LAST_PAGE = 50;

/** @param look the page, counted from 0 with the newest events, of the list as it was at an instant */
export async function showAudit(
  deps: BotDeps,
  scene: Scene,
  look: { page: number; until: Date } = { page: 0, until: deps.clock.now() },
): Promise<Card> {
  const page = Math.min(look.page, LAST_PAGE);
  const { until } = look;
  await requireReader(deps, scene);
  const list = await deps.store.read(view =>
    listAudit(view, scene.board.id, { until, limit: PAGE, skip: page * PAGE }),
  );
  await noteRead(deps, scene.actor, 'audit');
  return auditCard(list, {
    board: scene.board.short,
    page,
    pageSize: PAGE,
    until,
    hasList: deps.publicUrl() !== null,
    forms: deps.forms,
  });
}

export async function showAuditCheck(deps: BotDeps, scene: Scene): Promise<Card> {
  await requireReader(deps, scene);
  const check = await verifyAudit(deps, scene.board.id);
  await noteRead(deps, scene.actor, 'audit');
  return noticeCard({
    tone: check.firstBreak ? 'fault' : 'info',
    title: check.firstBreak ? 'The audit record was changed' : 'The audit record is whole',
    text: sayCheck(check).join('\n'),
    mend: check.firstBreak
      ? 'Keep the database as it is, and tell whoever looks after it. At the terminal: collate audit --verify'
      : null,
    id: null,
  });
}

/** @throws CollateError `not_allowed` */
async function requireReader({ store, clock }: BotDeps, { actor, place }: Scene): Promise<void> {
  await store.read(view => requireMay(view, actor, 'audit.read', { now: clock.now() }));
  if (place.kind === 'personal') return;
  throw new CollateError(
    'not_allowed',
    'The audit list is not shown where others read along. Ask me in our 1:1 chat.',
  );
}
