/** A look before saving: what a file would add and change, what is left out, and what has to be decided. */
import type { FileLook } from '../../services/returns/training-import.ts';
import type { LookedRun } from '../../services/training/import-look.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { faceOf } from '../render.ts';
import { count, plainWords, truncate } from '../words.ts';
import template from './look-card.json' with { type: 'json' };
import {
  changeLine,
  comparedWords,
  leftOutLines,
  misfitLines,
  runLine,
  runName,
  totalWords,
} from './words.ts';

export interface LookView {
  fileId: string;
  name: string;
  /** What was chosen and typed, by input. */
  values: { changed: 'take' | 'keep' | ''; except: string; note: string };
  /** What keeps it from being saved; none where it was only looked at. */
  problem: 'moved' | 'undecided' | 'imbalanced' | null;
  /** What makes it improbable, a sentence each: it is saved when the writer is sure. */
  improbable: readonly string[];
  /** What has just happened; null for nothing. */
  notice: string | null;
  forms: Forms;
}

/** So many lines of each kind are shown, and so many choices offered. */
interface Most {
  lines: number;
  choices: number;
}

const MOST: readonly [Most, ...Most[]] = [
  { lines: 12, choices: 40 },
  { lines: 8, choices: 30 },
  { lines: 5, choices: 20 },
  { lines: 3, choices: 10 },
];

const LINE = 300;
const NAME = 120;
const NOTICE = 400;

const problems = {
  moved: 'The figures here were changed since you looked. Nothing is saved yet: look again.',
  undecided: 'Nothing is saved yet. Say which figures to take where the file and this return differ.',
  imbalanced: 'Nothing is saved yet. Say in the note why these figures do not add up.',
};

const face = faceOf(template);

export function lookCard(look: FileLook, view: LookView): Card {
  return fitting(MOST, most => withDoors(face(lookFace(look, view, most)), view.forms));
}

function lookFace(look: FileLook, view: LookView, { lines, choices }: Most) {
  const { fresh, changed } = look;
  const misfits = [...fresh, ...changed].flatMap(misfitLines);
  const canSave = fresh.length + changed.length > 0;
  const isImprobable = view.improbable.length > 0;
  const canExcept = changed.length > 1 && changed.length <= choices;
  return {
    plain: {
      fallback: `Look before saving: ${totalWords(look)}.`,
      heading: `${totalWords(look)}.`,
      compared: `${comparedWords(look)}.`,
      problem: view.problem === null ? '-' : problems[view.problem],
      save: changed.length > 0 ? 'Save' : `Save ${count(fresh.length, 'run')}`,
    },
    file: view.fileId,
    seen: look.digest,
    name: truncate(view.name, NAME),
    about: `For ${truncate(look.ask.asked.name, NAME)}, ${look.ask.period}`,
    hasNotice: view.notice !== null,
    notice: truncate(view.notice ?? '', NOTICE),
    hasProblem: view.problem !== null,
    isImprobable,
    reasons: linesOf(view.improbable, lines),
    hasFresh: fresh.length > 0,
    fresh: linesOf(fresh.map(runLine), lines),
    hasChanged: changed.length > 0,
    changed: linesOf(
      changed.map(run => changeLine(run, look.agencies)),
      lines,
    ),
    hasLeftOut: leftOutLines(look).length > 0,
    leftOut: linesOf(leftOutLines(look), lines),
    hasMisfits: misfits.length > 0,
    misfits: linesOf(misfits, lines),
    canExcept,
    exceptions: canExcept ? changed.map(exception) : [],
    values: view.values,
    canSave: canSave && !isImprobable,
    isNothing: !canSave,
  };
}

const exception = ({ content, standing }: LookedRun) => ({
  value: standing?.subjectId ?? '',
  plain: { name: plainWords(truncate(runName(content), 80)) },
});

function linesOf(texts: readonly string[], most: number): { text: string }[] {
  const more = texts.length - most;
  const shown = texts.slice(0, more > 0 ? most : texts.length).map(text => ({ text: truncate(text, LINE) }));
  return more > 0 ? [...shown, { text: `and ${more} more` }] : shown;
}
