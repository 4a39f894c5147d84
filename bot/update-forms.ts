/** The forms of action updates, the same at every door: a dialog, in place of the card, or a message of its own. */
import { conflictCard } from '../cards/action-updates/conflict-card.ts';
import { formCard } from '../cards/action-updates/form-card.ts';
import { savedCard } from '../cards/action-updates/saved-card.ts';
import { savedWords } from '../cards/action-updates/saved-words.ts';
import type { Card, Forms } from '../cards/card.ts';
import { findingProblems, type Refusal } from '../services/privacy/finding.ts';
import type { SaveResult } from '../services/returns/action-updates.ts';
import type { Answer, AskedAction, AskState } from '../services/returns/ask-state.ts';
import { readAsk } from '../services/returns/read-ask.ts';
import { maySeeAsk, requireAskSeen } from '../services/returns/see-ask.ts';
import { type TypedUpdate, typedUpdate, type UpdateProblems } from '../services/returns/update-input.ts';
import type { BotDeps, Scene } from './deps.ts';
import { drawAsk } from './faces/action-updates.ts';
import { peopleToGiveFor } from './givers.ts';
import type { Door } from './press.ts';

export interface FormState {
  /** What stands in the inputs; the present answer's words unless given. */
  values?: TypedUpdate;
  problems?: UpdateProblems;
  refusal?: Refusal | null;
  notice?: string | null;
  /** The version that the writer has before them; the present one unless given. */
  version?: number;
  unfolded?: boolean;
  givenById?: string | null;
}

export async function openForm(
  deps: BotDeps,
  scene: Scene,
  ask: AskState,
  action: AskedAction,
  forms: Forms,
  state: FormState = {},
): Promise<Card> {
  const { answer } = action;
  const givers = await peopleToGiveFor(deps, scene);
  return formCard(ask, action, {
    values: state.values ?? (answer ? typedUpdate({ ...answer.content }) : {}),
    problems: state.problems ?? {},
    refusal: state.refusal ?? null,
    notice: state.notice ?? null,
    version: state.version ?? answer?.version ?? 0,
    unfolded: state.unfolded ?? false,
    mayUndo: answer !== null && savedBy(answer, scene),
    givers: { people: givers, chosen: state.givenById ?? null },
    forms,
  });
}

const savedBy = ({ by, enteredBy }: Answer, { person }: Scene) => [by.id, enteredBy?.id].includes(person.id);

export interface AfterSave {
  /** The fields as they were typed, to be shown again where they could not be saved. */
  fields: Readonly<Record<string, unknown>>;
  /** What Save asked for: to be done, or the next form. */
  after: 'stay' | 'next';
  door: Door;
  /** The version that the writer had before them; null for a typed line, which has none. */
  seenVersion: number | null;
  givenById: string | null;
}

/** What follows a press on Save: the form again with its problems, the choice between two, the next form, or done. */
export async function showSaved(
  deps: BotDeps,
  scene: Scene,
  result: SaveResult,
  save: AfterSave,
): Promise<Card> {
  const { ask, action } = result;
  const forms = save.door === 'execute' ? 'inline' : 'dialog';
  if (result.kind === 'problems' || result.kind === 'refused') {
    const refusal = result.kind === 'refused' ? result.refusal : null;
    return openForm(deps, scene, ask, action, forms, {
      values: typedUpdate(save.fields),
      problems: result.kind === 'refused' ? findingProblems(result.refusal.findings) : result.problems,
      refusal,
      ...(save.seenVersion === null ? {} : { version: save.seenVersion }),
      givenById: save.givenById,
    });
  }
  if (result.kind === 'conflict')
    return conflictCard(ask, action, { mine: typedUpdate(save.fields), givenBy: save.givenById, forms });
  const next = ask.actions.find(other => other.answer === null && other.id !== action.id);
  const banner = `Saved ${savedWords(action.ref, result.answer, ask.board.ratings)}.`;
  if (save.after === 'next' && next) return openForm(deps, scene, ask, next, forms, { notice: banner });
  return showDone(deps, scene, ask, action, save.door, { outcome: 'saved', banner });
}

/** In place of a shared card stands the shared card again; elsewhere, and for a lead of another group, what was done. */
export async function showDone(
  deps: BotDeps,
  { actor }: Scene,
  ask: AskState,
  action: AskedAction,
  door: Door,
  { outcome, banner }: { outcome: 'saved' | 'undone' | 'kept'; banner: string },
): Promise<Card> {
  const { store, clock, forms } = deps;
  const now = clock.now();
  const shared =
    door === 'execute' &&
    (await store.read(async view =>
      (await maySeeAsk(view, actor, ask.askId, now)) ? drawAsk(view, ask, now, { banner, forms }) : null,
    ));
  if (shared) return shared;
  return savedCard(ask, action, {
    outcome,
    place: door === 'dialog' ? 'form' : 'message',
    mayUndo: outcome === 'saved',
    forms: 'dialog',
  });
}

/** The shared card as it stands, for the one who pressed. @throws CollateError `ask_unknown`, `not_allowed` */
export function showUpdates(
  { store, clock, forms }: BotDeps,
  { board, actor }: Scene,
  askId: string,
  banner: string | null,
  look: { page?: number; onlyFor?: { personId: string } | null } = {},
): Promise<Card> {
  return store.read(async view => {
    const now = clock.now();
    await requireAskSeen(view, actor, askId, now);
    return drawAsk(view, await readAsk(view, board.id, askId, now), now, { ...look, banner, forms });
  });
}
