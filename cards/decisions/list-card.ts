/** The decisions that are open, and what came back of others: for the manager, each with the way to note it. */
import { isOpen } from '../../services/decisions/decisions.ts';
import type { ListedDecision } from '../../services/decisions/list-decisions.ts';
import { toldDecision } from '../../services/decisions/told.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { pageOf, pageTitle } from '../paging.ts';
import { faceOf } from '../render.ts';
import { instantWords, plainRef, truncate } from '../words.ts';
import template from './list-card.json' with { type: 'json' };
import { answerWords, hiddenWords, openWords, stateFaces } from './words.ts';

const ROWS = 6;
const TEXT = 280;
const BANNER = 400;
const NAME = 80;

export interface DecisionListView {
  board: { short: string; timezone: string };
  now: Date;
  /** Counted from 0; the open ones come first. */
  page: number;
  /** True for who may note what came of them. */
  mayNote: boolean;
  /** How many more are open that the reader may not read of. */
  hidden: number;
  /** The note that the reader made last, for its Undo; null where there is none. */
  lastNoted: { noteId: string; ref: string } | null;
  /** Stands on top: what has just happened. */
  banner: string | null;
  forms: Forms;
}

const face = faceOf(template);

export function decisionListCard(decisions: readonly ListedDecision[], view: DecisionListView): Card {
  const { board, mayNote, lastNoted } = view;
  const open = decisions.filter(isOpen);
  const answered = decisions.filter(decision => !isOpen(decision));
  const paged = pageOf([...open, ...answered], view.page, ROWS);
  const { page, shown, rest } = paged;
  const title =
    open.length === 0
      ? 'No decision is open'
      : `${open.length} ${open.length === 1 ? 'decision is' : 'decisions are'} open`;
  return withDoors(
    face({
      plain: {
        fallback: `${title}. ${answered.length} answered.`,
        title,
        open: pageTitle('Open', pageOf(open, 0, open.length || 1)),
        answered: `Answered (${answered.length})`,
        next: `Next ${Math.min(ROWS, rest)} ›`,
        undo: lastNoted ? `Undo ${plainRef(lastNoted.ref)}` : '',
      },
      hasBanner: view.banner !== null,
      banner: truncate(view.banner ?? '', BANNER),
      about: `${truncate(board.short, NAME)} · as at ${instantWords(view.now, board.timezone)}`,
      isEmpty: decisions.length === 0 && view.hidden === 0,
      hasHidden: view.hidden > 0,
      hidden: hiddenWords(view.hidden),
      mayNote,
      open: shown.filter(isOpen).map(decision => row(decision, 'Note')),
      hasAnswered: shown.some(decision => !isOpen(decision)),
      answered: shown.filter(decision => !isOpen(decision)).map(decision => row(decision, 'Change')),
      hasButtons: page > 0 || rest > 0 || lastNoted !== null,
      canGoBack: page > 0,
      canGoOn: rest > 0,
      nextPage: page + 1,
      canUndo: lastNoted !== null,
      note: lastNoted?.noteId ?? '',
    }),
    view.forms,
  );
}

function row(decision: ListedDecision, word: 'Note' | 'Change') {
  const { ref, text, group, asking, roundsAgo, state } = decision;
  const told = toldDecision(decision);
  const look = stateFaces[state];
  return {
    ref,
    short: truncate(text, 80),
    text: truncate(text, TEXT),
    mark: look.mark,
    colour: look.colour,
    detail: isOpen(decision)
      ? `${truncate(group.short, NAME)} · ${openWords({ ...told, roundsAgo })}`
      : `${truncate(group.short, NAME)} · ${answerWords(told)}`,
    word,
    return: asking.returnId,
  };
}
