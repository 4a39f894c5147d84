/** The looks at what would be removed, with the button that removes it: in 1:1 chat alone. */
import type { Card } from '../cards/card.ts';
import { choiceCard } from '../cards/notice/choice-card.ts';
import { sayForget, sayForgotten, sayRemoved, sayRetention } from '../cards/notice/retention-words.ts';
import { CollateError } from '../services/errors.ts';
import { forgetPerson, lookAtPerson } from '../services/privacy/forget-person.ts';
import { applyRetention, isEmpty, lookAtRetention } from '../services/privacy/retention.ts';
import type { BotDeps, Scene } from './deps.ts';
import { sayNotice } from './notices.ts';

export async function showRetention(deps: BotDeps, scene: Scene): Promise<Card> {
  requireChat(scene);
  const look = await deps.store.read(view => lookAtRetention(view, scene.actor, deps.clock.now()));
  const lines = sayRetention(look);
  if (isEmpty(look)) return sayNotice('Retention', lines.join('\n'));
  return choiceCard({
    title: 'Retention',
    lines,
    // What was not on the card is not taken out by its button.
    buttons: [{ title: 'Remove them', verb: 'retention.apply', data: { before: look.before } }],
    links: [],
    forms: deps.forms,
  });
}

/** @param before the day that the card was of */
export async function removeOld(deps: BotDeps, scene: Scene, before: string): Promise<Card> {
  requireChat(scene);
  const look = await deps.store.read(view => lookAtRetention(view, scene.actor, deps.clock.now()));
  if (!isEmpty(look) && look.before !== before) return showRetention(deps, scene);
  const removed = await applyRetention(deps, scene.actor);
  return sayNotice('Retention', sayRemoved(removed).join('\n'));
}

export async function showPersonToForget(deps: BotDeps, scene: Scene, who: string): Promise<Card> {
  requireChat(scene);
  const look = await deps.store.read(view => lookAtPerson(view, scene.actor, who, deps.clock.now()));
  const lines = sayForget(look);
  if (look.duties.length > 0) return sayNotice('Not yet', lines.join('\n'));
  return choiceCard({
    title: `Forget ${look.name}?`,
    lines,
    buttons: [{ title: 'Forget this person', verb: 'retention.forget', data: { person: look.personId } }],
    links: [],
    forms: deps.forms,
  });
}

export async function forget(deps: BotDeps, scene: Scene, personId: string): Promise<Card> {
  requireChat(scene);
  const look = await forgetPerson(deps, scene.actor, personId);
  return sayNotice('Forgotten', sayForgotten(look).join('\n'));
}

/** Names and counts of the whole board are not for others to read along. */
function requireChat({ place }: Scene): void {
  if (place.kind === 'personal') return;
  throw new CollateError('not_allowed', 'Ask me that in our 1:1 chat, where nobody reads along.');
}
