/** A written report as its group, agency or lead sees it: which headings are drafted, by whom, and whether it is submitted. */
import {
  changedHeadings,
  type HeadingState,
  missingHeadings,
  type ReportState,
} from '../../services/returns/written-report.ts';
import { framed, frameView } from '../asked/frame.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { faceOf } from '../render.ts';
import { count, listed, periodSince, truncate } from '../words.ts';
import template from './ask-card.json' with { type: 'json' };
import { submittedWords, writtenBy } from './report-to-read.ts';
import { shortTitle } from './short-title.ts';

export interface ReportAskView {
  now: Date;
  banner: string | null;
  /** "Executive Group": where a priority lead's report goes; none for others. */
  destinations: readonly string[];
  /** Nothing of the last words, where Teams found the card too large. */
  isSmall?: boolean;
  forms: Forms;
}

const NAME = 120;

/** How much of the last words is quoted, in characters. */
const LAST = [120, 40, 0] as const;

/** What each kind asks for, and the word after "form" that brings its card up. */
const asksFor = {
  'group-report': { what: 'the quarterly report', word: 'report' },
  'priority-report': { what: 'the report on this priority', word: 'report' },
  'agency-statement': { what: 'your agency’s statement', word: 'statement' },
} as const;

const face = faceOf(framed(template));

export function reportAskCard(state: ReportState, view: ReportAskView): Card {
  return fitting(LAST, last => withDoors(face(askFace(state, view, last)), view.forms), view.isSmall);
}

function askFace(state: ReportState, { now, banner, destinations }: ReportAskView, last: number) {
  const { headings, submission, asked, round, kind } = state;
  const missing = missingHeadings(state);
  const changed = changedHeadings(state);
  const written = headings.length - missing.length;
  const { what, word } = asksFor[kind];
  const frame = frameView(state, {
    request: `Please write ${what}`,
    missing: capital(what),
    complete: `${capital(what)} is in.`,
    savedPart: savedPart(state),
    hintWord: word,
    banner,
    now,
  });
  const progress = `${written} of ${count(headings.length, 'heading')} written`;
  const next = missing[0] ?? null;
  const isOpen = frame.isOpen;
  return {
    ...frame,
    plain: {
      ...frame.plain,
      fallback: `${frame.plain.heading} ${round.period}: ${progress}.`,
      changed: `Changed since it was submitted: ${listed(changed.map(({ title }) => title))}. Please submit it again.`,
      write: next ? (written === 0 ? 'Write' : `Go on with ${shortTitle(next.title)}`) : '',
      look: submission && changed.length > 0 ? 'Look, and submit again' : 'Look at the whole',
    },
    about: `${truncate(asked.name, NAME)} · ${round.period} · ${progress}`,
    hasChanged: changed.length > 0,
    notes: notesOf(state, destinations),
    headings: headings.map(heading => headingRow(heading, state, last)),
    isReady: missing.length === 0 && !submission,
    ready: readyWords(state),
    hasButtons: written > 0 || isOpen,
    canWrite: isOpen && next !== null,
    next: next?.id ?? '',
    canLook: written > 0,
  };
}

function notesOf(state: ReportState, destinations: readonly string[]): { text: string }[] {
  const submitted = submittedWords(state);
  const goes = destinations.length > 0 ? `Goes to ${truncate(listed(destinations), NAME * 2)}` : null;
  return [
    ...(submitted ? [{ text: `${submitted}.` }] : []),
    ...(goes ? [{ text: submitted ? `${goes}.` : `${goes} when it is submitted.` }] : []),
  ];
}

function headingRow({ id, title, answer, last }: HeadingState, { board, round }: ReportState, max: number) {
  const quoted = last && max > 0 ? `: “${truncate(last.content.text, max)}”` : '';
  const before = last ? ` · said in ${periodSince(last.period, round.period)}${quoted}` : '';
  const verbWord = answer ? 'Edit' : 'Write';
  return {
    id,
    title,
    plain: { title: `${verbWord} ${title}` },
    verbWord,
    isWritten: answer !== null,
    detail: answer
      ? `${count(answer.content.text.length, 'character')} · ${writtenBy(answer, board.timezone)}`
      : `Not written yet${before}`,
  };
}

/** "Ready for Ann Ward or Dev Rao to submit." */
export function readyWords({ submitters, asked }: Pick<ReportState, 'submitters' | 'asked'>): string {
  if (asked.kind !== 'group') return 'Every heading is written: ready to submit.';
  const names = submitters.slice(0, 3).map(name => truncate(name, NAME / 2));
  return names.length > 0
    ? `Ready for ${names.join(' or ')} to submit.`
    : 'Ready to submit, and the group has no chair: the manager can do so.';
}

/** "Future priorities and aspirations (version 2)", "the whole report (version 1)": words of ours. */
function savedPart({ headings, lastSaved }: ReportState): string {
  const heading = headings.find(({ id }) => lastSaved?.subjectId === `heading:${id}`);
  const what = heading?.title ?? 'the report as submitted';
  return lastSaved?.withdrawn ? `${what}, taken out` : `${what} (version ${lastSaved?.version ?? 0})`;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
