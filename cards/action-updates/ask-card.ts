/** An ask in its group's channel: what is still to be updated, what is in, and the ways to answer. */
import type { Answer, AskedAction, AskState } from '../../services/returns/ask-state.ts';
import { dayOf } from '../../services/time.ts';
import { signOffView, withSignOff } from '../asked/sign-off.ts';
import type { Card, Forms } from '../card.ts';
import { askedWords, stateFaces } from '../decisions/words.ts';
import { withDoors } from '../doors.ts';
import { mentionEntity } from '../mention.ts';
import { postedPage } from '../paging.ts';
import { ratingFace, ratingMeanings } from '../ratings.ts';
import { faceOf } from '../render.ts';
import {
  count,
  dayWords,
  instantWords,
  listed,
  oneLine,
  periodSince,
  personWords,
  plainRef,
  truncate,
} from '../words.ts';
import template from './ask-card.json' with { type: 'json' };
import { noRating, savedWords } from './saved-words.ts';

const ROWS = 5;
const TITLE = 160;
const NAME = 120;
const BANNER = 400;
const DECISIONS = 4;
const SETS = 4;

/** Somebody the first post calls: `label` is "Chair" or "Lead of 1.1.b, 1.2.a", never a name. */
export interface Mention {
  label: string;
  id: string;
  name: string;
}

export interface AskCardView {
  /** Counted from 0; five rows each. */
  page: number;
  /** Only what this person leads; null shows all. */
  onlyFor: { personId: string } | null;
  now: Date;
  mentions: readonly Mention[];
  /** Stands on top: what has just happened. */
  banner: string | null;
  /** Two rows on the first page: the next shows all five of it. */
  isSmall?: boolean;
  forms: Forms;
}

const face = faceOf(withSignOff(template));

export function askCard(state: AskState, view: AskCardView): Card {
  const { onlyFor } = view;
  const actions = onlyFor ? state.actions.filter(({ lead }) => lead?.id === onlyFor.personId) : state.actions;
  const { page, shown, rest: left, next } = postedPage(actions, view, ROWS);
  const rest = left > 0 ? actions.slice(-left) : [];
  const open = actions.filter(({ answer }) => answer === null);
  // What is missing can still be answered after the close: it counts as late.
  const isOpen = !state.round.closed || open.length > 0;
  const heading = headingOf(state, { of: actions, open, mine: onlyFor !== null, now: view.now });
  const mentions = view.mentions.map(({ label, id, name }) => mentionEntity(label, id, name));
  const saved = isOpen ? state.lastSaved : null;
  const decided = page === 0 ? decisionRows(actions) : [];
  const doneShown = shown.flatMap(action => (action.answer ? [doneRow(action, action.answer, state)] : []));

  return withDoors(
    face({
      plain: {
        fallback: `${heading} ${state.round.period}: ${state.done} of ${state.total} done.`,
        heading,
        done: `Done (${actions.length - open.length})`,
        mentions: mentions.map(({ text }) => text).join(', '),
        next: rest.every(({ answer }) => answer)
          ? `Done (${rest.length}) ›`
          : `Next ${Math.min(ROWS, rest.length)} ›`,
        showAll: `Show all ${state.total}`,
        noChange: `No change for ${state.mayStay.length}`,
        rest: `${count(rest.length, 'more action')} in this round.`,
        undo: saved ? `Undo ${plainRef(saved.ref)}` : '',
        undoSignOff: 'Undo what was done for sign-off',
      },
      about: `${truncate(state.group.name, NAME)} · ${roundWords(state)} · ${state.done} of ${state.total} done`,
      ask: state.askId,
      isOpen,
      hasBanner: view.banner !== null,
      banner: truncate(view.banner ?? '', BANNER),
      hasMentions: mentions.length > 0,
      entities: mentions,
      ...signOffView(state.signOff, { now: view.now, zone: state.board.timezone }),
      isEmpty: actions.length === 0,
      empty: onlyFor ? 'You lead none of these actions.' : 'There is nothing to update in this round.',
      toDo: shown.filter(({ answer }) => answer === null).map(action => toDoRow(action, state)),
      hasDone: doneShown.length > 0,
      done: doneShown,
      hasDecisions: decided.length > 0,
      decisions: decided,
      elsewhere: page === 0 ? elsewhereLines(state) : [],
      hasRest: !isOpen && rest.length > 0,
      canShowMine: isOpen && onlyFor === null && state.actions.some(({ lead }) => lead !== null),
      canShowAll: isOpen && onlyFor !== null,
      canGoBack: isOpen && page > 0,
      canGoOn: isOpen && rest.length > 0,
      canStay: isOpen && state.mayStay.length > 0,
      pageVerb: onlyFor ? 'ask.mine' : 'ask.page',
      nextPage: next,
      meanings: ratingMeanings(state.board.ratings),
      hasSaved: saved !== null,
      saved: saved ? lastSavedWords(saved, state) : '',
      savedReturn: saved?.returnId ?? '',
      hasHint: isOpen && open.length > 0,
      hintRef: open[0]?.ref ?? '',
    }),
    view.forms,
  );
}

/** "2026-27 Q1"; of a turn of a set "After the review, turn 3, every 2 weeks". */
function roundWords({ round: { period, set } }: AskState): string {
  return set ? `${truncate(set.title, NAME)}, turn ${set.turn}, ${set.every}` : period;
}

/** "1.1.a and 1.1.b are asked for every 2 weeks, and not here: After the review". */
function elsewhereLines({ elsewhere }: AskState): { line: string }[] {
  const sets = [...new Set(elsewhere.map(({ set }) => set))].slice(0, SETS);
  return sets.map(set => {
    const own = elsewhere.filter(one => one.set === set);
    const are = own.length === 1 ? 'is' : 'are';
    const refs = truncate(listed(own.map(({ ref }) => ref)), NAME);
    return { line: `${refs} ${are} asked for ${own[0]?.every}, and not here: ${truncate(set, NAME)}` };
  });
}

interface Heading {
  of: readonly AskedAction[];
  open: readonly AskedAction[];
  /** True where only one person's actions are shown. */
  mine: boolean;
  now: Date;
}

/** Only numbers and days; and nothing in it that a later day makes false. */
function headingOf(state: AskState, { of, open, mine, now }: Heading): string {
  const { round, board } = state;
  if (round.closed) {
    const late = open.length > 0 ? ' Late answers are still taken.' : '';
    return `This round is closed: ${state.done} of ${state.total} done.${late}`;
  }
  if (of.length === 0) return mine ? 'None of these is yours to lead.' : 'Nothing to update.';
  const stayed = of.filter(({ answer }) => answer?.noChange).length;
  if (open.length === 0) {
    const whose = of.length === 1 ? 'The only one is in' : `All ${of.length}${mine ? ' of yours' : ''} in`;
    return stayed > 0 ? `${whose}, ${stayed} without change.` : `${whose}.`;
  }
  const due = dayWords(round.due);
  const what = mine ? `your ${count(open.length, 'action')}` : count(open.length, 'action');
  if (dayOf(now, board.timezone) > round.due) {
    const still = `${count(open.length, 'action')} still to come, due ${due}.`;
    return mine ? `Yours: ${still}` : still;
  }
  return `Please update ${what} by ${due}. About a minute${open.length > 1 ? ' each' : ''}.`;
}

function toDoRow(action: AskedAction, { board, round }: AskState) {
  const { last } = action;
  const said = last?.content.rating
    ? `said ${ratingFace(last.content.rating, board.ratings).word}`
    : 'last words';
  return {
    ...rowOf(action),
    lead: action.lead ? personWords(action.lead) : 'no lead named',
    due: action.due ? `due ${dayWords(action.due)}${action.overdue ? ',' : ''}` : 'no due date',
    overdue: action.overdue,
    last: last ? `${said} in ${periodSince(last.period, round.period)}` : 'no answer yet',
  };
}

function doneRow(action: AskedAction, answer: Answer, { board, round }: AskState) {
  const { rating } = answer.content;
  const look = rating ? ratingFace(rating, board.ratings) : noRating;
  const detail = [
    personWords(answer.by),
    ...(answer.enteredBy ? [`entered by ${personWords(answer.enteredBy)}`] : []),
    ...(answer.noChange
      ? [`no change${answer.wordsFrom ? `, words from ${periodSince(answer.wordsFrom, round.period)}` : ''}`]
      : []),
    `version ${answer.version}`,
  ];
  return { ...rowOf(action), ...look, detail: detail.join(' · ') };
}

function rowOf({ id, ref, title }: AskedAction) {
  return { id, ref, title: truncate(title, TITLE), short: truncate(title, TITLE / 2) };
}

/** What came back first; then what is asked and waits. */
function decisionRows(actions: readonly AskedAction[]) {
  return actions
    .flatMap(({ ref, decisions }) => decisions.map(decision => ({ ref, decision })))
    .sort((one, other) => (other.decision.answer?.at ?? '').localeCompare(one.decision.answer?.at ?? ''))
    .slice(0, DECISIONS)
    .map(({ ref, decision }) => {
      const { mark, colour } = stateFaces[decision.state];
      return { ref, text: askedWords(decision), mark, colour };
    });
}

function lastSavedWords({ ref, answer }: NonNullable<AskState['lastSaved']>, { board }: AskState): string {
  const when = instantWords(answer.at, board.timezone);
  const entered = answer.enteredBy ? `, entered by ${oneLine(answer.enteredBy.name)}` : '';
  return `Last saved: ${savedWords(ref, answer, board.ratings)}, ${personWords(answer.by)}${entered}, ${when}`;
}
