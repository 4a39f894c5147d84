/** The decisions: the list, the form of one, save, save and go on, undo. */
import { z } from 'zod';
import { notedWords } from '../../cards/decisions/form-card.ts';
import { doneCard } from '../../cards/notice/done-card.ts';
import { isOpen } from '../../services/decisions/decisions.ts';
import { findDecision, type ListedDecision, listDecisions } from '../../services/decisions/list-decisions.ts';
import { noteDecision, undoNote } from '../../services/decisions/note-decision.ts';
import { typedNote } from '../../services/decisions/note-input.ts';
import { adoptAnswer } from '../../services/delivery/adopt.ts';
import { requireMay } from '../../services/people/permissions.ts';
import { drawDecisionForm, showDecisions } from '../decision-forms.ts';
import type { BotDeps, Scene } from '../deps.ts';
import type { Press } from '../press.ts';
import { formsOf } from '../show-ask.ts';
import { id, readData, small, type Verb, type VerbAnswer } from './verb.ts';

const which = z.object({ return: id });
const saving = which.extend({ version: small, after: z.enum(['stay', 'next']).default('stay') });

const page: Verb = {
  name: 'decisions.page',
  press: async (deps, scene, press) => {
    const look = readData(z.object({ page: small }), press);
    return { title: 'Decisions', card: await showDecisions(deps, scene, look) };
  },
};

const open: Verb = {
  name: 'decisions.open',
  press: async (deps, scene, press) => {
    const data = readData(which, press);
    const decision = await findForManager(deps, scene, data.return);
    await keepListFresh(deps, scene, press);
    return form(deps, scene, press, decision);
  },
};

/** A dialog leaves the list under it as it is, and does not say where that stands: so it is known from now on. */
async function keepListFresh(
  { store, clock }: BotDeps,
  { board, person, place }: Scene,
  { door, activityId }: Press,
): Promise<void> {
  if (door !== 'dialog' || place.kind !== 'personal' || !activityId) return;
  const list = { purpose: 'decisions', subjectId: board.id } as const;
  await store.write(unit =>
    adoptAnswer(unit, { boardId: board.id, personId: person.id, activityId, ...list }, clock.now()),
  );
}

const save: Verb = {
  name: 'decisions.save',
  holdsTyped: true,
  press: async (deps, scene, press) => {
    const data = readData(saving, press);
    const values = typedNote(press.data);
    const result = await noteDecision(deps, scene.actor, {
      returnId: data.return,
      seenVersion: data.version,
      fields: press.data,
    });
    const { decision } = result;
    const { timezone } = scene.board;
    if (result.kind === 'problems') {
      return form(deps, scene, press, decision, {
        values,
        problems: result.problems,
        version: data.version,
      });
    }
    if (result.kind === 'conflict') {
      const notice = `Noted meanwhile: ${notedWords(decision, timezone)}. What you typed is below: Save puts it in its place, Back keeps what is there.`;
      return form(deps, scene, press, decision, { values, notice });
    }
    if (result.kind === 'reworded') {
      const notice = 'The group asks in other words now; they are below. Nothing is saved yet.';
      return form(deps, scene, press, decision, { values, notice });
    }
    const heading = `Noted ${decision.ref}: ${notedWords(decision, timezone)}.`;
    if (data.after === 'next') {
      const all = await deps.store.read(view => listDecisions(view, scene.board.id, scene.actor));
      const next = all.find(other => isOpen(other) && other.asking.returnId !== decision.asking.returnId);
      // One meeting decides several: its day stays.
      const kept = { decidedBy: next?.from ?? '', decidedOn: values.decidedOn ?? '' };
      if (next) return form(deps, scene, press, next, { values: kept, notice: heading });
    }
    return done(deps, scene, press, heading, [
      { title: 'Undo', verb: 'decisions.undo', data: { note: result.noteId } },
    ]);
  },
  refused: async (deps, scene, press, reason) => {
    const data = readData(saving, press);
    const decision = await findForManager(deps, scene, data.return);
    return form(deps, scene, press, decision, {
      values: typedNote(press.data),
      version: data.version,
      notice: reason,
    });
  },
};

const undo: Verb = {
  name: 'decisions.undo',
  press: async (deps, scene, press) => {
    const { note } = readData(z.object({ note: id }), press);
    const { ref, state } = await undoNote(deps, scene.actor, note);
    const now = state === 'asked' ? 'it is asked again' : 'what was noted before stands again';
    return done(deps, scene, press, `Taken back: ${ref}, ${now}.`, []);
  },
};

/** Back to the list from a form in its place; a dialog closes. */
const close: Verb = {
  name: 'decisions.close',
  press: async (deps, scene, press) => ({
    title: 'Decisions',
    card: press.door === 'dialog' ? null : await showDecisions(deps, scene),
  }),
};

/** What is asked is for who may note it: a card's data are a client's word. */
function findForManager({ store, clock }: BotDeps, { actor }: Scene, returnId: string) {
  return store.read(async view => {
    await requireMay(view, actor, 'decision.note', { now: clock.now() });
    return (await findDecision(view, actor, returnId)).decision;
  });
}

async function form(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  decision: ListedDecision,
  shown: Parameters<typeof drawDecisionForm>[4] = {},
): Promise<VerbAnswer> {
  const card = await drawDecisionForm(deps, scene, decision, formsOf(press), shown);
  return { title: `Decision ${decision.ref}`, card };
}

/** In place of the list stands the list again, with what was done on top; elsewhere what was done. */
async function done(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  heading: string,
  buttons: Parameters<typeof doneCard>[0]['buttons'],
): Promise<VerbAnswer> {
  if (press.door === 'execute')
    return { title: 'Decisions', card: await showDecisions(deps, scene, { banner: heading }) };
  const place = press.door === 'dialog' ? 'form' : 'message';
  return { title: 'Decisions', card: doneCard({ heading, detail: null, buttons, place, forms: 'dialog' }) };
}

export const decisionVerbs: readonly Verb[] = [page, open, save, undo, close];
