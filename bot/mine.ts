/** What waits for a person, as the command and its pages show it. */
import { mineCard } from '../cards/action-updates/mine-card.ts';
import type { Card } from '../cards/card.ts';
import { readWaiting } from '../services/returns/find-asked.ts';
import type { BotDeps, Scene } from './deps.ts';

export async function readMine(
  { store, clock, forms }: BotDeps,
  { actor, person }: Scene,
  page: number,
): Promise<Card> {
  const { waiting, done } = await store.read(view =>
    readWaiting(view, { ...actor, personId: person.id }, clock.now()),
  );
  return mineCard({
    items: waiting.map(({ ask, action }) => ({
      askId: ask.askId,
      actionId: action.id,
      ref: action.ref,
      title: action.title,
      groupName: ask.group.name,
      due: action.due,
      overdue: action.overdue,
    })),
    done,
    page,
    forms,
  });
}
