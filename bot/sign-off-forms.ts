/** The sign-off at every door: as a card in 1:1 chat, a form in a dialog or in place of a card, a message of its own. */
import type { Card, Forms } from '../cards/card.ts';
import { doneCard } from '../cards/notice/done-card.ts';
import { type SignOffView, signOffCard } from '../cards/sign-off/sign-off-card.ts';
import { findGroupAsk, openSigning, readSigning, type Signing } from '../services/sign-off/read-signing.ts';
import type { View } from '../services/store/unit-of-work.ts';
import type { BotDeps, Scene } from './deps.ts';
import type { Press } from './press.ts';
import { showAsk } from './show-ask.ts';

/** The card in the 1:1 chat of somebody who signs, as the messenger posts and refreshes it. */
export async function standingSignOff(
  view: View,
  { boardId, askId, personId, now }: { boardId: string; askId: string; personId: string; now: Date },
  { forms, isSmall = false }: { forms: Forms; isSmall?: boolean },
): Promise<Card> {
  const signing = await readSigning(view, await findGroupAsk(view, boardId, askId), now);
  return draw(signing, { personId, now, place: 'standing', isSmall, forms, from: 'chat' });
}

export interface Look {
  page?: number;
  notice?: string | null;
  comment?: string;
  problem?: string | null;
}

interface Drawing extends Look {
  personId: string;
  now: Date;
  place: SignOffView['place'];
  isSmall?: boolean;
  from: SignOffView['from'];
  forms: Forms;
}

function draw(signing: Signing, drawing: Drawing): Card {
  const { personId, page = 0, notice = null, comment = '', problem = null, ...rest } = drawing;
  const mayUndo = signing.line.given?.by.id === personId;
  return signOffCard(signing, { ...rest, page, notice, comment, problem, mayUndo });
}

/** Where a press comes from, as its button says. */
export type Origin = Pick<SignOffView, 'from'> & { place?: SignOffView['place'] | undefined };

/** What a press brings up, or leaves standing where it did nothing. */
export function showSigning(
  { clock, forms }: BotDeps,
  { person }: Scene,
  { door }: Press,
  signing: Signing,
  { from, place }: Origin,
  look: Look = {},
): Card {
  const now = clock.now();
  const common = { personId: person.id, now, from, ...look };
  if (door === 'dialog') return draw(signing, { ...common, place: 'form', forms: 'dialog' });
  if (door === 'message') return draw(signing, { ...common, place: 'message', forms: 'dialog' });
  return place === 'standing'
    ? draw(signing, { ...common, place, forms })
    : draw(signing, { ...common, place: 'form', forms: 'inline' });
}

/** The answer to something typed: plain buttons, which every client knows. */
export const showMessage = ({ clock }: BotDeps, { person }: Scene, signing: Signing): Card =>
  draw(signing, { personId: person.id, now: clock.now(), place: 'message', from: 'chat', forms: 'dialog' });

/** The same for somebody who may sign it, checked. */
export const readToSign = ({ store, clock }: BotDeps, { actor }: Scene, askId: string): Promise<Signing> =>
  store.read(view => openSigning(view, actor, askId, clock.now()));

/** What stands in its place when it is done: the shared card again, or what was done. */
export async function showSigned(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  signing: Signing,
  { origin, heading, undo }: { origin: Origin; heading: string; undo: boolean },
): Promise<Card> {
  const { askId, line } = signing;
  if (press.door === 'execute')
    return origin.from === 'ask'
      ? showAsk(deps, scene, askId, { banner: heading })
      : showSigning(deps, scene, press, signing, { from: 'chat', place: 'standing' }, { notice: heading });
  const step = line.given;
  return doneCard({
    heading,
    detail: null,
    buttons:
      undo && step
        ? [
            {
              title: 'Undo',
              verb: 'sign-off.undo',
              data: { ask: askId, step: step.stepId, from: origin.from },
            },
          ]
        : [],
    place: press.door === 'dialog' ? 'form' : 'message',
    forms: 'dialog',
  });
}
