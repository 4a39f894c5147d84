/** What a Word file would put into the draft, heading by heading, before anything is kept. */

import type { Fate, PlacedHeading } from '../../services/reports/look-at-placed.ts';
import type { SentLook } from '../../services/reports/sent-report.ts';
import type { PersonLine } from '../../services/returns/ask-state.ts';
import { seenCode } from '../../services/returns/written-report.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import type { Colour } from '../ratings.ts';
import { faceOf } from '../render.ts';
import { count, personWords, plainWords, truncate } from '../words.ts';
import { fateWords, MENDABLE } from './fate-words.ts';
import template from './file-card.json' with { type: 'json' };
import { kindTitle, writtenBy } from './report-to-read.ts';
import { shortTitle } from './short-title.ts';
import { beginning } from './text-pages.ts';

export interface FileView {
  banner: string | null;
  /** What was chosen before, by heading: `draft` or `file`. */
  choices: Readonly<Record<string, string>>;
  givers: readonly PersonLine[];
  forms: Forms;
}

/** The input of a heading's choice. */
export const choiceInput = (headingId: string): string => `use-${headingId}`;

/** How much of each text is shown, in characters of JSON. */
const TEXTS = [1800, 900, 500, 300, 180] as const;
const NAME = 120;
const BANNER = 400;
const GIVERS = 40;

const colours: Record<Fate, Colour> = {
  fills: 'Good',
  differs: 'Warning',
  same: 'Default',
  'too-long': 'Attention',
  empty: 'Warning',
  absent: 'Default',
};

const face = faceOf(template);

export function fileCard(look: SentLook, view: FileView): Card {
  return fitting(TEXTS, max => withDoors(face(fileFace(look, view, max)), view.forms));
}

function fileFace(look: SentLook, view: FileView, max: number) {
  const { state, headings, notPlaced, name, fileId } = look;
  const rest = beginning(notPlaced, max);
  const toKeep = headings.filter(({ fate }) => fate === 'fills' || fate === 'differs');
  const title = `${kindTitle(state.kind)} from a file`;
  const found = headings.filter(({ fromFile }) => fromFile !== null).length;
  const givers = toKeep.length > 0 ? view.givers.slice(0, GIVERS) : [];
  return {
    plain: {
      fallback: `${title}: ${found} of ${count(headings.length, 'heading')} found.`,
      title,
    },
    hasBanner: view.banner !== null,
    banner: truncate(view.banner ?? '', BANNER),
    about: `${truncate(state.asked.name, NAME)} · ${state.round.period} · ${truncate(name, NAME)} · ${found} of ${count(headings.length, 'heading')} found`,
    isFresh: toKeep.length > 0,
    headings: headings.map(heading => headingFace(heading, look, view, max)),
    hasNotPlaced: notPlaced !== '',
    notPlaced: rest.lines,
    notPlacedIsCut: rest.isCut,
    canGive: givers.length > 0,
    givers: givers.map(person => ({ id: person.id, plain: { name: plainWords(personWords(person)) } })),
    canKeep: toKeep.length > 0,
    file: fileId,
    seen: seenCode(state),
  };
}

function headingFace(heading: PlacedHeading, { state }: SentLook, { choices }: FileView, max: number) {
  const { id, title, fate, fromFile, answer } = heading;
  const hasBoth = fate === 'differs';
  // What both say needs no second reading.
  const said = beginning(fate === 'same' ? '' : (fromFile ?? ''), hasBoth ? max / 2 : max);
  const draft = hasBoth ? beginning(answer?.content.text ?? '', max / 2) : { lines: [], isCut: false };
  const canMend = fate === 'too-long' && (fromFile ?? '').length <= MENDABLE;
  const canRead = said.isCut || draft.isCut;
  return {
    id,
    plain: { title, read: `Read all of “${shortTitle(title)}”`, mend: `Shorten “${shortTitle(title)}”` },
    fate: fateWords(heading),
    colour: colours[fate],
    lines: said.lines,
    hasBoth,
    by: answer ? writtenBy(answer, state.board.timezone) : '',
    draftLines: draft.lines,
    choiceId: choiceInput(id),
    choice: choices[id] ?? '',
    hasButtons: canRead || canMend,
    canRead,
    canMend,
  };
}
