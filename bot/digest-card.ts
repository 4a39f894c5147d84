/** Digests as cards: what is posted, what somebody asks for now, and the closer looks at both. */
import type { Card } from '../cards/card.ts';
import { digestCard } from '../cards/digest/digest-card.ts';
import type { SectionName } from '../cards/digest/sections.ts';
import { type DigestSpan, readDigest } from '../services/digest/read-digest.ts';
import { subscriptionOf } from '../services/digest/subscriptions.ts';
import { BOARD, spanNow } from '../services/digest/tell-digest.ts';
import { CollateError } from '../services/errors.ts';
import { requireMay } from '../services/people/permissions.ts';
import { seenGroups } from '../services/people/seen-groups.ts';
import { ratingWords } from '../services/returns/ratings.ts';
import { boards } from '../services/store/entities/board.ts';
import { deliveries } from '../services/store/entities/delivery.ts';
import { type DigestRow, digests } from '../services/store/entities/digests.ts';
import type { View } from '../services/store/unit-of-work.ts';
import type { BotDeps, Scene } from './deps.ts';

export interface DigestLook {
  section: SectionName | null;
  page: number;
  /** Where Teams found the card too large. */
  isSmall?: boolean;
}

const TOP: DigestLook = { section: null, page: 0 };

/** A digest that was told, as it stands on the card that was posted. */
export async function toldDigest(
  view: View,
  { boardId, digestId, forms }: { boardId: string; digestId: string; forms: BotDeps['forms'] },
  look: Partial<DigestLook> = {},
): Promise<Card | null> {
  const row = await view.rows(digests).first({ id: digestId, boardId });
  if (!row) return null;
  const own = row.audience !== BOARD;
  const seen = own
    ? await seenGroups(view, { boardId, personId: row.audience, channelRowId: null }, row.until)
    : null;
  const shorts = seen?.map(({ short }) => short) ?? null;
  return draw(
    view,
    { boardId, span: row, shorts, forms },
    { codes: { digest: row.id }, note: '' },
    { ...TOP, ...look },
  );
}

/** The same behind its buttons, for who it was told to. @throws CollateError `not_allowed` */
export async function openToldDigest(
  { store, clock, forms }: BotDeps,
  { actor, board }: Scene,
  digestId: string,
  look: DigestLook,
): Promise<Card> {
  return store.read(async view => {
    const row = await view.rows(digests).first({ id: digestId, boardId: board.id });
    if (!row || !(await wasToldHere(view, row, actor)))
      await requireMay(view, actor, 'digest.see', { now: clock.now() });
    return orGone(await toldDigest(view, { boardId: board.id, digestId, forms }, look));
  });
}

/** In the channel that it was posted in everybody may look closer; in 1:1 chat, whose own it is. */
async function wasToldHere(
  view: View,
  row: DigestRow,
  { personId, channelRowId }: Scene['actor'],
): Promise<boolean> {
  if (row.audience !== BOARD) return channelRowId === null && row.audience === personId;
  const placeId = channelRowId ?? personId ?? '';
  return (await view.rows(deliveries).count({ purpose: 'digest', subjectId: row.id, placeId })) > 0;
}

/**
 * What came in since the last digest, of what somebody may see where they ask.
 * @throws CollateError `not_allowed`
 */
export async function showDigest(
  { store, clock, forms }: BotDeps,
  { actor, board, person, place }: Scene,
  asked: DigestSpan | null = null,
  look: DigestLook = TOP,
): Promise<Card> {
  return store.read(async view => {
    const now = clock.now();
    const seen = await seenGroups(view, actor, now);
    if (seen?.length === 0) await requireMay(view, actor, 'digest.see', { now });
    const span = asked ?? (await spanNow(view, board.id, now));
    const mine = place.kind === 'personal' ? await subscriptionOf(view, board.id, person.id) : null;
    const note = mine
      ? `Yours comes on ${capital(mine.day)}s at ${mine.at}. To end it, type: digest off`
      : place.kind === 'personal'
        ? 'To get one each week, type: digest on fridays 16:00'
        : '';
    const codes = { since: span.since.getTime(), until: span.until.getTime() };
    const shorts = seen?.map(({ short }) => short) ?? null;
    return orGone(await draw(view, { boardId: board.id, span, shorts, forms }, { codes, note }, look));
  });
}

async function draw(
  view: View,
  {
    boardId,
    span,
    shorts,
    forms,
  }: { boardId: string; span: DigestSpan; shorts: string[] | null; forms: BotDeps['forms'] },
  said: { codes: Record<string, string | number>; note: string },
  look: DigestLook,
): Promise<Card | null> {
  const digest = await readDigest(view, boardId, span, shorts);
  if (!digest) return null;
  const { settings } = await view.rows(boards).get(boardId);
  return digestCard(digest, { ...look, ...said, words: ratingWords(settings.ratings), forms });
}

function orGone(card: Card | null): Card {
  if (card) return card;
  throw new CollateError('round_none_open', 'No round has been opened yet, so there is nothing to tell.');
}

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
