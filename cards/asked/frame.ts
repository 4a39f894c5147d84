/** What the cards of all kinds of ask have in common: what is asked by when, of whom, what was saved last, the way in. */
import type { AskBase } from '../../services/returns/read-asked.ts';
import { dayOf } from '../../services/time.ts';
import { mentionEntity } from '../mention.ts';
import { dayWords, instantWords, oneLine, personWords, truncate } from '../words.ts';
import frameTemplate from './frame.json' with { type: 'json' };
import { signOffView, withSignOff } from './sign-off.ts';

const frame = withSignOff(frameTemplate);

const NAME = 120;
const BANNER = 400;

/** A template of a kind's own elements, put between the head and the foot that all asks have. */
export function framed<Template extends { body: object[] }>(template: Template): Template {
  const own = frame.body.findIndex(element => 'id' in element && element.id === 'own');
  return {
    ...template,
    msteams: frame.msteams,
    body: [...frame.body.slice(0, own), ...template.body, ...frame.body.slice(own + 1)],
  };
}

export interface FrameWords {
  /** "Please give 3 measures": what is asked while the round is open; numbers and words of ours. */
  request: string;
  /** "3 measures": what is still to come, after the due day. */
  missing: string;
  /** "All 3 measures are in." */
  complete: string;
  /** "Measure 1.1 (version 2)": the part that was saved last. */
  savedPart: string;
  /** The word after "form" that brings this card up. */
  hintWord: string;
  banner: string | null;
  now: Date;
}

/** The fields of a view that the frame shows. */
export function frameView(state: AskBase, words: FrameWords) {
  const { board, asked, round, done, total, lastSaved, calls } = state;
  const heading = headingOf(state, words);
  const mentions = calls.map(({ teamsUserId, name }) => mentionEntity('Chair', teamsUserId, name));
  const entered = lastSaved?.enteredBy ? `, entered by ${oneLine(lastSaved.enteredBy.name)}` : '';
  return {
    plain: {
      fallback: `${heading} ${round.period}: ${done} of ${total} done.`,
      heading,
      mentions: mentions.map(({ text }) => text).join(', '),
      undoSignOff: 'Undo what was done for sign-off',
    },
    hasMentions: mentions.length > 0,
    entities: mentions,
    about: `${truncate(asked.name, NAME)} · ${round.period} · ${done} of ${total} done`,
    ask: state.askId,
    /** Late answers are taken: a card is done with only when its round is closed and everything is in. */
    isOpen: !round.closed || done < total,
    hasBanner: words.banner !== null,
    banner: truncate(words.banner ?? '', BANNER),
    ...signOffView(state.signOff, { now: words.now, zone: board.timezone }),
    hasSaved: lastSaved !== null,
    saved: lastSaved
      ? `Last saved: ${words.savedPart}, ${personWords(lastSaved.by)}${entered}, ${instantWords(lastSaved.at, board.timezone)}`
      : '',
    savedReturn: lastSaved?.returnId ?? '',
    hasHint: done < total,
    // Agencies and priority leads are asked in 1:1 chat, where nobody need be mentioned.
    hint: `${asked.kind === 'group' ? '@Collate ' : ''}form ${words.hintWord}`,
  };
}

/** Only numbers and days; and nothing in it that a later day makes false. */
function headingOf({ round, board, done, total }: AskBase, words: FrameWords): string {
  // The plan changed while the round was open: a card that is posted stays, and says so.
  if (total === 0) return 'Nothing is asked for here any more.';
  if (round.closed && done < total)
    return `This round is closed: ${done} of ${total} done. Late answers are still taken.`;
  if (done >= total) return words.complete;
  const due = dayWords(round.due);
  if (dayOf(words.now, board.timezone) > round.due) return `${words.missing} still to come, due ${due}.`;
  return `${words.request} by ${due}.`;
}
