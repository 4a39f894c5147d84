/** A group's returns before its chair: what changed, what stands as before, and the choice to sign or to send back. */
import type { Signing } from '../../services/sign-off/read-signing.ts';
import { givenWords, waitingWords } from '../asked/sign-off.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { pageTitle, postedPage } from '../paging.ts';
import { faceOf } from '../render.ts';
import { count, dayWords, paragraphs, truncate } from '../words.ts';
import { rowsOf } from './change-rows.ts';
import template from './sign-off-card.json' with { type: 'json' };

export interface SignOffView {
  /**
   * `standing` for the card in a 1:1 chat, which is refreshed and so holds no input; `form` for a form in a dialog or
   * in place of a card; `message` for an answer to something typed.
   */
  place: 'standing' | 'form' | 'message';
  /** Counted from 0. */
  page: number;
  /** Two rows on the first page, where Teams found the card too large. */
  isSmall?: boolean;
  now: Date;
  /** What has just happened; null for nothing. */
  notice: string | null;
  /** What stands in the comment, as it was typed. */
  comment: string;
  problem: string | null;
  /** True for who did the last step. */
  mayUndo: boolean;
  /** The shared card that the form takes the place of: a group's own, or the one in a 1:1 chat. */
  from: 'ask' | 'chat';
  forms: Forms;
}

const ROWS = 6;
const NAME = 120;
const LIST = 300;
const COMMENT = 1000;
const NOTICE = 400;

const face = faceOf(template);

export function signOffCard(signing: Signing, view: SignOffView): Card {
  const { line, group, round, seen, turn } = signing;
  const { rows, asBefore } = rowsOf(signing);
  const paged = postedPage(rows, view, ROWS);
  const isForm = view.place !== 'standing';
  const canSign = ['waiting', 'changed', 'sent-back'].includes(line.state);
  const within = { form: isForm ? 'within' : 'beside', from: view.from, place: view.place };
  const pressed = { ask: signing.askId, seen, turn, page: paged.page, ...within };
  const heading = headingOf(signing);
  return withDoors(
    face({
      plain: {
        fallback: `${heading} ${round.period}: ${signing.done} of ${signing.total} in.`,
        heading,
        rows: pageTitle('What changed', paged),
        next: `Next ${Math.min(ROWS, paged.rest)} ›`,
      },
      about: `${truncate(group.name, NAME)} · ${round.period} · ${inWords(signing)}`,
      hasNotice: view.notice !== null,
      notice: truncate(view.notice ?? '', NOTICE),
      told: toldLines(signing, view.now),
      hasRows: rows.length > 0,
      rows: paged.shown,
      asBefore,
      hasComment: isForm && canSign,
      comment: view.comment,
      hasProblem: view.problem !== null,
      problem: view.problem ?? '',
      canSign,
      canSendBack: isForm && canSign,
      canComment: !isForm && canSign,
      canUndo: view.mayUndo && line.mayUndo && line.given !== null,
      canGoBack: paged.page > 0,
      canGoOn: paged.rest > 0,
      canClose: view.place === 'form',
      data: {
        sign: pressed,
        comment: { ask: signing.askId, from: view.from, form: 'opens' },
        undo: { ask: signing.askId, step: line.given?.stepId ?? '', ...within },
        first: { ask: signing.askId, ...within, page: 0 },
        next: { ask: signing.askId, ...within, page: paged.next },
        close: { ask: signing.askId, ...within },
      },
    }),
    view.forms,
  );
}

/** Words and numbers of ours. */
function headingOf({ line, done, total }: Signing): string {
  switch (line.state) {
    case 'not-in':
      return `${done} of ${total} in: not to be signed off yet.`;
    case 'signed':
      return 'Signed off.';
    case 'sent-back':
      return 'Sent back to the group.';
    case 'changed':
      return 'Changed since it was signed off. Please look again.';
    case 'waiting':
      return 'Everything is in. Please look, and sign it off.';
  }
}

/** "8 actions, all in", "8 actions and 2 other returns, 6 of 12 in". */
function inWords({ actions, others, done, total }: Signing): string {
  const asked = [
    ...(actions.length > 0 ? [count(actions.length, 'action')] : []),
    ...(others.length > 0 ? [count(others.length, actions.length > 0 ? 'other return' : 'return')] : []),
  ].join(' and ');
  const how = done === total ? 'all in' : `${done} of ${total} in`;
  return [asked, how].filter(words => words !== '').join(', ');
}

function toldLines({ line, board, round }: Signing, now: Date): { line: string; weight: string }[] {
  const { state, given, changed, missing } = line;
  const look = { now, zone: board.timezone };
  const list = (labels: readonly string[]) => truncate(labels.join(', '), LIST);
  const lines: string[] = [];
  const bold: string[] = [];
  if (given) {
    const comment = paragraphs(given.comment ?? '', COMMENT);
    lines.push(`${givenWords(given, board.timezone)}${comment.length > 0 ? ':' : '.'}`, ...comment);
    if (changed.length > 0)
      bold.push(
        given.step === 'signed'
          ? `Changed since it was signed off: ${list(changed)}.`
          : `Answered anew since: ${list(changed)}.`,
      );
  }
  if (missing.length > 0) bold.push(`Still to come: ${list(missing)}.`);
  const noOne = waitingWords(line, look);
  if (state !== 'signed' && noOne.startsWith('Not signed off')) bold.push(noOne);
  if (state !== 'signed' && round.signOffBy)
    lines.push(`Sign-off is wanted by ${dayWords(round.signOffBy)}.`);
  return [
    ...lines.map(text => ({ line: text, weight: 'Default' })),
    ...bold.map(text => ({ line: text, weight: 'Bolder' })),
  ];
}
