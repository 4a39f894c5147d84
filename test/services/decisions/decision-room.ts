/** A board whose group asks for decisions, and two managers who note what came of them. */
import assert from 'node:assert/strict';
import { isOpen } from '../../../services/decisions/decisions.ts';
import { type ListedDecision, listDecisions } from '../../../services/decisions/list-decisions.ts';
import { type NoteResult, noteDecision } from '../../../services/decisions/note-decision.ts';
import type { Answer } from '../../../services/returns/ask-state.ts';
import type { Store } from '../../../services/store/unit-of-work.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { type Entry, newWorld, saved, type World } from '../world.ts';

export const MIA = 'mia@board.example';
export const MOE = 'moe@board.example';
export const ANN = 'ann@police.example';
export const CAT = 'cat@council.example';
export const [Q1, Q2, Q3] = ['2026-27 Q1', '2026-27 Q2', '2026-27 Q3'] as const;

export const asking = (what: string, more: Entry = {}): Entry => ({
  rating: 'red',
  progress: 'Stuck',
  decisionWhat: what,
  decisionFrom: 'Exec',
  decisionBy: '2026-07-31',
  ...more,
});
export const agreed: Entry = { state: 'agreed', words: 'Funded to March', decidedOn: '2026-06-01' };

export interface DecisionRoom {
  world: World;
  list(): Promise<ListedDecision[]>;
  /** Ref, words, state and age of each. */
  said(): Promise<unknown[][]>;
  /** The one that is open. */
  only(): Promise<ListedDecision>;
  ask(what: string, more?: Entry, period?: string, ref?: string): Promise<Answer>;
  /** Notes the open one. */
  note(fields?: Entry, who?: string): Promise<NoteResult>;
  /** Notes the first of the list, as it was when that version was the newest. */
  noteSeen(fields: Entry, who: string, seenVersion: number): Promise<NoteResult>;
  facts(period: string): Promise<unknown[][]>;
}

/** In which the first round is open. */
export async function decisionRoom(store: Store): Promise<DecisionRoom> {
  const world = await newWorld(store, {
    edit: raw => raw.people.push({ name: 'Moe Manager', email: MOE, roles: ['manager'] }),
  });
  await world.open(Q1, '2026-07-10');
  const list = () => store.read(view => listDecisions(view, world.boardId));
  const noteOf = async (
    decision: ListedDecision | undefined,
    fields: Entry,
    who: string,
    seenVersion: number | null,
  ) =>
    noteDecision(world, await world.as(who), {
      returnId: decision?.asking.returnId ?? '',
      seenVersion,
      fields,
    });
  const only = async () => {
    const [one, another] = (await list()).filter(isOpen);
    assert.ok(one && !another);
    return one;
  };
  return {
    world,
    list,
    only,
    said: async () => (await list()).map(({ ref, text, state, roundsAgo }) => [ref, text, state, roundsAgo]),
    ask: async (what, more = {}, period = Q1, ref = '1.1.a') =>
      saved(world.save(ANN, await world.ask(period, 'qa'), ref, asking(what, more))),
    note: async (fields = agreed, who = MIA) => noteOf(await only(), fields, who, null),
    noteSeen: async (fields, who, seenVersion) => noteOf((await list())[0], fields, who, seenVersion),
    facts: async period =>
      (await readFacts(world, world.boardId, period)).decisions.map(
        ({ action, text, state, askedIn, roundsAgo, answer }) => [
          action,
          text,
          state,
          askedIn,
          roundsAgo,
          answer?.words ?? null,
        ],
      ),
  };
}
