/** The card of an ask of any kind, and what takes a form's place when it is done. */
import type { Card, Forms } from '../cards/card.ts';
import { type DoneView, doneCard } from '../cards/notice/done-card.ts';
import { maySeeAsk, requireAskSeen } from '../services/returns/see-ask.ts';
import type { BotDeps, Scene } from './deps.ts';
import { renderAsk } from './faces/registry.ts';
import type { Press } from './press.ts';

/** The shared card as it stands, for the one who pressed. @throws CollateError `ask_unknown`, `not_allowed` */
export function showAsk(
  { store, clock, forms }: BotDeps,
  { board, actor }: Scene,
  askId: string,
  look: { banner?: string | null; page?: number } = {},
): Promise<Card> {
  const now = clock.now();
  return store.read(async view => {
    await requireAskSeen(view, actor, askId, now);
    return renderAsk(view, { boardId: board.id, askId, now }, { ...look, forms });
  });
}

/** How a form that this press brings up must be drawn. */
export const formsOf = ({ door }: Press): Forms => (door === 'execute' ? 'inline' : 'dialog');

/**
 * In place of a shared card stands the shared card again, with what was done on top; elsewhere, and for who may not
 * see the rest of it, what was done.
 */
export async function showDone(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  askId: string,
  done: Omit<DoneView, 'forms' | 'place'>,
): Promise<Card> {
  const { store, clock, forms } = deps;
  const now = clock.now();
  const shared =
    press.door === 'execute' &&
    (await store.read(async view =>
      (await maySeeAsk(view, scene.actor, askId, now))
        ? renderAsk(view, { boardId: scene.board.id, askId, now }, { banner: done.heading, forms })
        : null,
    ));
  if (shared) return shared;
  return doneCard({ ...done, place: press.door === 'dialog' ? 'form' : 'message', forms: 'dialog' });
}
