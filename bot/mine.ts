/** What waits for a person, as the command and its pages show it. */
import { mineCard } from '../cards/action-updates/mine-card.ts';
import { isWithin, reachOf } from '../services/people/reach.ts';
import { readWaiting } from '../services/returns/find-asked.ts';
import { readWaitingAsks } from '../services/returns/find-asks.ts';
import { kinds } from '../services/returns/kinds.ts';
import { dayOf } from '../services/time.ts';
import type { BotDeps, Scene } from './deps.ts';
import type { Shown } from './show-facts.ts';

export async function readMine(
  { store, clock, forms }: BotDeps,
  { actor, person }: Scene,
  page: number,
): Promise<Shown> {
  const now = clock.now();
  const me = { ...actor, personId: person.id };
  const { waiting, done, others, reach } = await store.read(async view => ({
    reach: await reachOf(view, actor),
    ...(await readWaiting(view, me, now)),
    others: await readWaitingAsks(view, me, now),
  }));
  const actions = waiting.map(({ ask, action }) => ({
    askId: ask.askId,
    actionId: action.id,
    ref: action.ref,
    title: action.title,
    groupName: ask.group.name,
    due: action.due,
    overdue: action.overdue,
  }));
  const returns = others.map(({ askId, kind, asked, round, board }) => ({
    askId,
    actionId: null,
    ref: kinds[kind].word ?? '',
    title: `${kinds[kind].title}, ${round.period}`,
    groupName: asked.name,
    due: round.due,
    overdue: round.due < dayOf(now, board.timezone),
  }));
  // In a group's channel a list that names other groups is for its reader alone.
  const asked = [...waiting.map(({ ask }) => ask.group.id), ...others.map(({ groupId }) => groupId ?? '')];
  return {
    card: mineCard({ items: [...actions, ...returns], done, page, forms }),
    isPrivate: !isWithin(reach, asked),
  };
}
