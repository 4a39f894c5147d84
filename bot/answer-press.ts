/** A press → a verb → what stands in its place. */
import type { TurnContext } from 'botbuilder';
import { CollateError, isRefusal, isStoreAway, nameOf } from '../services/errors.ts';
import type { BotDeps, Scene } from './deps.ts';
import { applyHold } from './hold-message.ts';
import { faultWords, noticeOf } from './notices.ts';
import type { Press } from './press.ts';
import { readScene } from './scene.ts';
import { verbs } from './verbs/registry.ts';
import type { Verb, VerbAnswer } from './verbs/verb.ts';

export async function answerPress(
  deps: BotDeps,
  context: TurnContext,
  press: Press | null,
): Promise<VerbAnswer & { scene?: Scene }> {
  const verb = press ? verbs.get(press.verb) : undefined;
  try {
    if (!press || !verb)
      throw new CollateError('verb_unknown', 'This button is of a card that is no longer in use.');
    const scene = await readScene(deps, context);
    const answer = await pressSafely(deps, scene, press, verb);
    if (answer.hold) await hold(deps, context, scene, press, answer.hold);
    return { ...answer, scene };
  } catch (error) {
    if (verb?.holdsTyped && press?.door !== 'message' && isStoreAway(error)) {
      throw new FormStays(faultWords(deps.log, error, 'press'));
    }
    return { title: 'Collate', card: noticeOf(deps.log, error, 'press') };
  }
}

/** What was done is done: a hold that could not be ended ends by itself. */
async function hold(...[deps, context, scene, press, what]: Parameters<typeof applyHold>): Promise<void> {
  try {
    await applyHold(deps, context, scene, press, what);
  } catch (error) {
    if (what === 'begin') throw error;
    deps.log.warn('hold not ended', { error: nameOf(error) });
  }
}

/**
 * The database is away: a form could not be saved, nor be drawn again, and another card in its place would take away
 * what was typed. An answer that Teams takes for a failure leaves it as it is, and has Teams ask them to try again.
 */
export class FormStays extends Error {}

/** Where a press is refused or fails, the form comes back with what was typed, if it can. */
async function pressSafely(deps: BotDeps, scene: Scene, press: Press, verb: Verb): Promise<VerbAnswer> {
  try {
    return await verb.press(deps, scene, press);
  } catch (error) {
    if (!verb.refused) throw error;
    const reason = isRefusal(error) ? error.message : faultWords(deps.log, error, 'press');
    try {
      return await verb.refused(deps, scene, press, reason);
    } catch {
      // The first error is the one to tell.
      throw error;
    }
  }
}
