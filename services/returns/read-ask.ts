/** Reads an ask for action updates as it stands. */

import { type Decision, isOfRound, isOpen } from '../decisions/decisions.ts';
import { readDecisions } from '../decisions/read-decisions.ts';
import { toldDecision } from '../decisions/told.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import { dueDates } from '../plan/due.ts';
import { askUnknown, findAsk } from '../rounds/find-ask.ts';
import { spanOf } from '../rounds/periods.ts';
import { setsByAction } from '../sets/read-sets.ts';
import { isRestrictedSet, readRestrictions } from '../sets/restrictions.ts';
import { sayEvery } from '../sets/rhythm.ts';
import { readSignOffLine } from '../sign-off/line.ts';
import { type BoardRow, boards, groups } from '../store/entities/board.ts';
import { type ActionRow, actionOwners, actions, outcomes } from '../store/entities/plan.ts';
import {
  type AskActionRow,
  type AskRow,
  askActions,
  type RoundRow,
  rounds,
} from '../store/entities/rounds.ts';
import { actionSets } from '../store/entities/sets.ts';
import type { View } from '../store/unit-of-work.ts';
import { type Day, dayOf } from '../time.ts';
import type { AskedAction, AskedSet, AskState, PersonLine } from './ask-state.ts';
import { byId, type PlacedAnswer, personLines, standingAnswers } from './history.ts';
import { mayStayUnchanged } from './no-change.ts';
import { ratingWords } from './ratings.ts';

/** @throws CollateError `ask_unknown` */
export async function readAsk(view: View, boardId: string, askId: string, now: Date): Promise<AskState> {
  const ask = await findAsk(view, boardId, askId);
  if (ask?.kind !== 'action-updates' || ask.groupId === null) throw askUnknown();
  const board = await view.rows(boards).get(boardId);
  const round = await view.rows(rounds).get(ask.roundId);
  const group = await view.rows(groups).get(ask.groupId);
  const isRestricted = await isRestrictedSet(view, round.setId);
  const restrictions = await readRestrictions(view, boardId);
  // What is restricted stands in the turns of its own set alone, whatever was asked before it was.
  const asked = (await view.rows(askActions).find({ askId }, { orderBy: { position: 'asc' } })).filter(
    ({ actionId }) => isRestricted || !restrictions.has(actionId),
  );
  const actionRows = byId(await view.rows(actions).find({ id: asked.map(row => row.actionId) }));
  const outcomeRows = byId(
    await view.rows(outcomes).find({ id: [...new Set([...actionRows.values()].map(row => row.outcomeId))] }),
  );
  const answers = await standingAnswers(view, boardId, [...actionRows.keys()]);
  const decided = await readDecisions(view, boardId, answers, [...actionRows.keys()]);
  const who = await personLines(view, boardId);
  const today = dayOf(now, board.timezone);

  const askedActions = asked.flatMap(row => {
    const action = actionRows.get(row.actionId);
    const outcome = action && outcomeRows.get(action.outcomeId);
    if (!action || !outcome) return [];
    const own = answers.filter(answer => answer.actionId === action.id);
    return askedAction({
      row,
      action,
      outcome,
      groupId: group.id,
      answers: own,
      decisions: decided.filter(({ asking }) => asking.actionId === action.id),
      round,
      who,
      today,
      now,
    });
  });
  const done = askedActions.filter(action => action.answer !== null);
  const waiting = askedActions.filter(action => action.answer === null);
  const newest = done
    .flatMap(action => (action.answer ? [{ action, answer: action.answer }] : []))
    .sort((one, other) => other.answer.at.getTime() - one.answer.at.getTime())[0];
  return {
    askId,
    board: {
      id: board.id,
      key: board.key,
      name: board.name,
      short: board.short,
      timezone: board.timezone,
      ratings: ratingWords(board.settings.ratings),
    },
    group: { id: group.id, name: group.name, short: group.short },
    round: {
      id: round.id,
      period: round.period,
      due: round.due,
      closed: round.closedAt !== null,
      set: await askedSet(view, round),
      restricted: isRestricted,
    },
    elsewhere: await askedElsewhere(view, board, round, group.id),
    actions: [
      ...waiting.filter(action => action.overdue),
      ...waiting.filter(action => !action.overdue),
      ...done,
    ],
    done: done.length,
    total: askedActions.length,
    noChange: done.filter(action => action.answer?.noChange).length,
    mayStay: waiting.filter(action => action.noChange.allowed).map(action => action.id),
    lastSaved:
      newest && !newest.answer.isUndo
        ? {
            actionId: newest.action.id,
            ref: newest.action.ref,
            returnId: newest.answer.returnId,
            answer: newest.answer,
          }
        : null,
    signOff: waiting.length === 0 ? await readSignOffLine(view, ask) : null,
  };
}

async function askedSet(view: View, { setId, turn }: RoundRow): Promise<AskedSet | null> {
  if (setId === null) return null;
  const { title, everyCount, everyUnit } = await view.rows(actionSets).get(setId);
  return { title, turn: turn ?? 1, every: sayEvery({ everyCount, everyUnit }) };
}

/** What the group would be asked for here, if no set asked for it. */
async function askedElsewhere(
  view: View,
  board: BoardRow,
  round: RoundRow,
  groupId: string,
): Promise<AskState['elsewhere']> {
  if (round.setId !== null || round.closedAt !== null) return [];
  const inSets = await setsByAction(view, board, spanOf(round));
  if (inSets.size === 0) return [];
  const owned = await view.rows(actionOwners).find({ groupId, actionId: [...inSets.keys()] });
  const ids = owned.map(({ actionId }) => actionId);
  const rows = await view.rows(actions).find({ id: ids, retiredAt: null }, { orderBy: { position: 'asc' } });
  return rows.flatMap(({ id, ref }) => {
    const set = inSets.get(id);
    return set && set.restrictedAt === null ? [{ ref, set: set.title, every: sayEvery(set) }] : [];
  });
}

/**
 * One action of an ask, for somebody who may answer it: its last words are for them.
 * @throws CollateError `ask_unknown`, `action_unknown`, `not_allowed`
 */
export async function readAskedAction(
  view: View,
  actor: Actor,
  { askId, actionId }: { askId: string; actionId: string },
  now: Date,
): Promise<AskedHere> {
  const ask = await readAsk(view, actor.boardId, askId, now);
  const action = actionIn(ask, actionId);
  await requireMay(view, actor, 'group.answer', { groupId: ask.group.id, actionId, now });
  return { ask, action };
}

/** @throws CollateError `action_unknown` */
export function actionIn(ask: AskState, actionId: string): AskedAction {
  const action = ask.actions.find(candidate => candidate.id === actionId);
  if (action) return action;
  throw unknownTo(ask.group);
}

/** The error of an action that is not among those of an ask. */
export async function actionUnknown(view: View, { groupId }: AskRow): Promise<CollateError> {
  return unknownTo(await view.rows(groups).get(groupId ?? ''));
}

const unknownTo = ({ name }: { name: string }) =>
  new CollateError('action_unknown', `That action is not among those that ${name} is asked about.`);

export interface AskedHere {
  ask: AskState;
  action: AskedAction;
}

function askedAction(from: {
  row: AskActionRow;
  action: ActionRow;
  outcome: { ref: string; title: string };
  groupId: string;
  answers: PlacedAnswer[];
  decisions: Decision[];
  round: RoundRow;
  who: Map<string, PersonLine>;
  today: Day;
  now: Date;
}): AskedAction {
  const { row, action, outcome, groupId, answers, decisions, round, who, today, now } = from;
  const roundStart = round.startsOn;
  const answer = answers.find(candidate => candidate.askId === row.askId) ?? null;
  const earlier = answers.filter(candidate => candidate.round.startsOn < roundStart);
  // A further owner goes on from their own words; who rates goes on from the rating, whoever owned it then.
  const last =
    earlier.findLast(candidate => candidate.groupId === groupId) ??
    (row.rates ? earlier.findLast(candidate => candidate.rates) : undefined) ??
    null;
  const dates = dueDates(action, revisionsOf(answers), now);
  // The rater's word says whether it is done, also on a further owner's card.
  const rating =
    answers.findLast(other => other.rates && other.round.startsOn <= roundStart)?.content.rating ?? null;
  const overdue = dates.due !== null && dates.due < today && rating !== 'complete';
  const base = {
    id: action.id,
    ref: action.ref,
    title: action.title,
    outcome: { ref: outcome.ref, title: outcome.title },
    lead: (action.leadPersonId && who.get(action.leadPersonId)) || null,
    ...dates,
    overdue,
    rates: row.rates,
    answer,
    last,
    decisions: decisions
      .filter(({ asking }) => asking.groupId === groupId)
      .filter(decision => isOfRound(decision, round))
      .map(decision => ({ text: decision.text, ...toldDecision(decision) })),
  };
  const hasOpenDecision = decisions.some(
    decision =>
      isOpen(decision) &&
      (decision.asking.groupId === groupId || decision.asking.returnId === last?.returnId),
  );
  return { ...base, noChange: mayStayUnchanged({ ...base, hasOpenDecision }, today) };
}

/** The new days that standing answers gave. */
export const revisionsOf = (answers: readonly PlacedAnswer[]): { day: Day; at: Date }[] =>
  answers.flatMap(({ content, at }) => (content.revisedDue ? [{ day: content.revisedDue, at }] : []));
