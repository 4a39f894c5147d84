/** What a run and totals are called, and what they say, field by field. */
import type { PartAnswer } from '../../services/returns/answers.ts';
import type { FiguresContent, TrainingContent } from '../../services/returns/training-contents.ts';
import type { TrainingState } from '../../services/returns/training-state.ts';
import { attendanceText } from '../../services/training/attendance-lines.ts';
import type { RunContent } from '../../services/training/content.ts';
import { measureWords } from '../../services/training/misfit-words.ts';
import { type RunChoice, runChoiceOf } from '../../services/training/run-states.ts';
import { figureKind } from '../../services/training/subjects.ts';
import { dayWords, truncate } from '../words.ts';
import { countsWords } from './figure-words.ts';

const COURSE = 120;

export const stateWords: Record<RunChoice, string> = {
  held: 'Held, register in',
  awaiting: 'Held, register not in yet',
  planned: 'Planned',
  cancelled: 'Cancelled',
};

export const formatWords = { room: 'In a room', online: 'Online', 'e-learning': 'E-learning' } as const;

export const isRun = (content: FiguresContent): content is RunContent => 'firstDay' in content;

/** "Working Together, Mon 4 May 2026", "totals of Safer Recruitment", "totals of the programme". */
export function partName(content: TrainingContent): string {
  if (!('attended' in content)) return 'that is all';
  const said = content as FiguresContent;
  if (isRun(said)) return `${truncate(said.course, COURSE)}, ${dayWords(said.firstDay)}`;
  return 'course' in said ? `totals of ${truncate(said.course, COURSE)}` : 'totals of the programme';
}

/** "Working Together, Mon 4 May 2026 (version 2)". */
export const savedName = ({ content, version }: PartAnswer<TrainingContent>): string =>
  `${partName(content)} (version ${version})`;

/** What was saved last, as the card's last line says it. */
export function lastSavedName(state: TrainingState): string {
  const { lastSaved, runs, courses, programme, confirmed } = state;
  if (!lastSaved) return '';
  const all = [...runs, ...courses, ...(programme ? [programme] : []), ...(confirmed ? [confirmed] : [])];
  const found = all.find(answer => answer.subjectId === lastSaved.subjectId);
  if (found && !lastSaved.withdrawn) return savedName(found);
  const gone = {
    run: 'a run',
    course: 'totals of a course',
    programme: 'totals of the programme',
    whole: '',
  };
  return `${gone[figureKind(lastSaved.subjectId) ?? 'run']}, taken out`;
}

/** Everything that it says, on one line and in the lines below it: to be read beside another's. */
export function toldOf(content: FiguresContent, { agencies }: Pick<TrainingState, 'agencies'>) {
  const { cancelled, noShows, unbooked, attendances, note } = content;
  const rest = Object.entries({ cancelled, noShows, unbooked }).flatMap(([name, figure]) =>
    figure === null ? [] : [`${measureWords[name as keyof typeof measureWords]} ${figure}`],
  );
  const came = attendanceText(attendances, agencies).split('\n').join(' · ');
  return {
    words: isRun(content)
      ? `${stateWords[runChoiceOf(content)]}, ${dayWords(content.firstDay)} · ${countsWords(content)}`
      : countsWords(content),
    more: [
      ...(isRun(content) ? [heldHow(content)] : []),
      rest.join(' · '),
      came && `Who came: ${came}`,
      note && `Note: ${note}`,
    ].filter((line): line is string => line !== null && line !== ''),
  };
}

function heldHow({ format, room, days }: RunContent): string {
  const parts = [format && formatWords[format], room, days && `${days} ${days === 1 ? 'day' : 'days'}`];
  return parts.filter(part => part !== null && part !== 0 && part !== '').join(' · ');
}
