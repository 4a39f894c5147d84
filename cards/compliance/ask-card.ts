/** The compliance that a group or an agency is asked for: a line an agency and level, what is missing first. */
import type { ComplianceLine, ComplianceState } from '../../services/returns/compliance.ts';
import { framed, frameView } from '../asked/frame.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { postedPage } from '../paging.ts';
import { faceOf } from '../render.ts';
import { count, dayWords, periodSince, personWords, plainWords, truncate } from '../words.ts';
import template from './ask-card.json' with { type: 'json' };
import { figureAndTarget, figureWords, targetFace } from './figure-words.ts';

const ROWS = 5;
const NAME = 80;

export interface ComplianceCardView {
  /** Counted from 0; five rows each. */
  page: number;
  now: Date;
  /** Stands on top: what has just happened. */
  banner: string | null;
  /** Two rows on the first page: the next shows all five of it. */
  isSmall?: boolean;
  forms: Forms;
}

const face = faceOf(framed(template));

export function complianceCard(state: ComplianceState, view: ComplianceCardView): Card {
  const { page, shown, rest, next } = postedPage(state.lines, view, ROWS);
  const missing = count(state.total - state.done, 'compliance figure');
  const saved = state.lines.find(({ part }) => part === state.lastSaved?.subjectId);
  const frame = frameView(state, {
    request: `Please give ${missing}`,
    missing,
    complete:
      state.total === 1 ? 'The compliance figure is in.' : `All ${state.total} compliance figures are in.`,
    savedPart: saved ? savedWords(saved) : 'a figure',
    hintWord: 'compliance',
    banner: view.banner,
    now: view.now,
  });
  return withDoors(
    face({
      ...frame,
      plain: { ...frame.plain, next: `Next ${Math.min(ROWS, rest)} ›` },
      lines: shown.map((line, index) => lineFace(state, line, shown[index - 1])),
      hasPages: page > 0 || rest > 0,
      canGoBack: page > 0,
      canGoOn: rest > 0,
      nextPage: next,
    }),
    view.forms,
  );
}

/** "Police, Level 2: 412 of 440 in date, 94 %, target 88 %: met (version 1)". */
export function savedWords(line: ComplianceLine): string {
  const { answer, target } = line;
  const said = answer ? `: ${figureAndTarget(answer.content, target)} (version ${answer.version})` : '';
  return `${lineName(line)}${said}`;
}

export const lineName = ({ agency, levelName }: ComplianceLine): string =>
  `${truncate(agency, NAME)}, ${truncate(levelName, NAME)}`;

function lineFace(state: ComplianceState, line: ComplianceLine, above: ComplianceLine | undefined) {
  const { answer, last, target } = line;
  const isFirst = above?.agencyId !== line.agencyId || (above.answer === null) !== (answer === null);
  const given = answer && [
    `as at ${dayWords(answer.content.asAt)}`,
    personWords(answer.by),
    ...(answer.enteredBy ? [`entered by ${personWords(answer.enteredBy)}`] : []),
    `version ${answer.version}`,
  ];
  return {
    plain: { row: `${answer ? 'Edit' : 'Give'} ${plainWords(lineName(line))}` },
    part: line.part,
    // A card of one agency names it on top.
    hasAgency: state.asked.kind !== 'agency' && isFirst,
    agency: truncate(line.agency, NAME),
    level: truncate(line.levelName, NAME),
    isIn: answer !== null,
    figure: answer ? figureWords(answer.content, target) : '',
    ...targetFace(answer?.content ?? null, target),
    hasDetail: given !== null,
    detail: given?.join(' · ') ?? '',
    last: last
      ? `${figureWords(last.content, target)} in ${periodSince(last.period, state.round.period)}`
      : 'no earlier figure',
    press: answer ? 'Edit ›' : 'Give ›',
  };
}
