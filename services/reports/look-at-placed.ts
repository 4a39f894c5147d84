/** What a file would do to a draft, heading by heading: nothing is overwritten that was not looked at. */
import type { Actor } from '../people/access.ts';
import { IdentifierError } from '../privacy/finding.ts';
import type { Saving } from '../returns/saving.ts';
import type { HeadingState, ReportState } from '../returns/written-report.ts';
import { putHeading, readText } from '../returns/written-report-save.ts';
import type { Unit } from '../store/unit-of-work.ts';
import type { Placed } from './place-blocks.ts';

/**
 * - `fills`: the heading is still to be written, and the file has a text for it
 * - `differs`: it is written already, and the file says something else
 * - `same`: both say the same
 * - `too-long`: the file's text is longer than a heading takes
 * - `empty`: the file has the heading, and nothing under it
 * - `absent`: the file does not have it
 */
export type Fate = 'fills' | 'differs' | 'same' | 'too-long' | 'empty' | 'absent';

export interface PlacedHeading extends HeadingState {
  fate: Fate;
  /** What the file says; null where it says nothing. */
  fromFile: string | null;
  /** What is wrong with it, in words; null where it is fit to be kept. */
  problem: string | null;
}

export function lookAtPlaced({ headings }: ReportState, { texts, empty }: Placed): PlacedHeading[] {
  return headings.map(heading => {
    const said = texts.find(({ heading: id }) => id === heading.id)?.text ?? null;
    if (said === null) {
      const fate = empty.includes(heading.id) ? ('empty' as const) : ('absent' as const);
      return { ...heading, fate, fromFile: null, problem: null };
    }
    const read = readText(said);
    if (!read.ok)
      return { ...heading, fate: 'too-long', fromFile: said, problem: read.problems.text ?? null };
    const { text } = read;
    const { answer } = heading;
    const fate = answer === null ? 'fills' : answer.content.text === text ? 'same' : 'differs';
    return { ...heading, fate, fromFile: text, problem: null };
  });
}

/** Of two texts of a heading, which one stands; by heading. */
export type Choices = Readonly<Record<string, 'draft' | 'file'>>;

/** The headings that have two texts, of which nobody has said yet which stands. */
export const undecided = (headings: readonly PlacedHeading[], choices: Choices): PlacedHeading[] =>
  headings.filter(({ id, fate }) => fate === 'differs' && choices[id] === undefined);

/** What is to be kept: what fills an open heading, and what was chosen over the draft. */
export const toKeep = (headings: readonly PlacedHeading[], choices: Choices): PlacedHeading[] =>
  headings.filter(({ id, fate }) => fate === 'fills' || (fate === 'differs' && choices[id] === 'file'));

/** @throws CollateError `identifier_found` where a text may say who somebody is: then none is kept */
export async function keepPlaced(
  unit: Unit,
  saving: Saving,
  actor: Actor,
  state: ReportState,
  wanted: readonly PlacedHeading[],
  givenById: string | null,
): Promise<void> {
  for (const { id, title, answer, fromFile } of wanted) {
    const input = { heading: id, seenVersion: answer?.version ?? 0, text: fromFile ?? '', givenById };
    const put = await putHeading(unit, saving, actor, state, input);
    if (put.kind === 'refused')
      throw new IdentifierError(
        put.refusal.findings.map(finding => ({ ...finding, field: title })),
        { fields: true },
      );
  }
}
