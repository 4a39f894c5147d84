/** What a person sends as compliance figures, made typed: two counts, or a published percentage. Every problem at once. */
import type { ComplianceRow } from '../store/entities/training.ts';
import type { Day } from '../time.ts';
import { FieldReader, type Problems, readFigure, type Typed, typedFields } from './fields.ts';

export type ComplianceContent = Omit<ComplianceRow, 'id' | 'boardId'>;

/** What a form gives; the agency and the level are the part's own. */
export type GivenCompliance = Omit<ComplianceContent, 'agencyId' | 'level'>;

export const complianceFields = ['eligible', 'inDate', 'published', 'asAt', 'note'] as const;

export type ComplianceField = (typeof complianceFields)[number];
export type ComplianceProblems = Problems<ComplianceField>;

/** What was typed, field by field, to be shown again as it was. */
export type TypedCompliance = Typed<ComplianceField>;

export type ReadCompliance =
  | { ok: true; given: GivenCompliance }
  | { ok: false; problems: ComplianceProblems };

const MAX_NOTE = 1000;

/** Only the fields of the form, as text; anything else that a client sends is left behind. */
export const typedCompliance = (raw: Readonly<Record<string, unknown>>): TypedCompliance =>
  typedFields(raw, complianceFields);

/** The fields as they would be typed to give the same again. */
export function retypedCompliance(content: GivenCompliance): TypedCompliance {
  const { eligible, inDate, publishedFrom, publishedTo, asAt, note } = content;
  const range = publishedFrom === publishedTo ? `${publishedFrom}` : `${publishedFrom} to ${publishedTo}`;
  return {
    eligible: eligible === null ? '' : String(eligible),
    inDate: inDate === null ? '' : String(inDate),
    published: publishedFrom === null ? '' : range,
    asAt,
    note: note ?? '',
  };
}

export function readCompliance(
  raw: Readonly<Record<string, unknown>>,
  { today }: { today: Day },
): ReadCompliance {
  const read = new FieldReader<ComplianceField>(raw);
  const counts = { eligible: readStaff(read, 'eligible'), inDate: readStaff(read, 'inDate') };
  const percent = readPercent(read);
  const asAt = read.day('asAt', { required: 'Say which day the figures are of.' });
  const note = read.text('note', { max: MAX_NOTE });
  if (asAt !== null && asAt > today)
    read.problem('asAt', 'This day has not come yet: give the day that the figures are of.');

  const { problems } = read;
  const numbersRead = !problems.eligible && !problems.inDate && !problems.published;
  // Of nobody, nobody is in date: that need not be typed.
  if (counts.eligible === 0) counts.inDate ??= 0;
  if (numbersRead) holdTogether(read, counts, percent);
  if (read.hasProblems || asAt === null) return { ok: false, problems };
  return {
    ok: true,
    given: { ...counts, publishedFrom: percent?.from ?? null, publishedTo: percent?.to ?? null, asAt, note },
  };
}

/** A "%" means nothing after most numbers; here it says that the number went into the wrong field. */
function readStaff(read: FieldReader<ComplianceField>, field: 'eligible' | 'inDate'): number | null {
  if (read.text(field)?.includes('%'))
    read.problem(
      field,
      'This is for a number of staff. A percentage goes into the field for a published one.',
    );
  return read.count(field);
}

/** The rules that take more than one field. */
function holdTogether(
  read: FieldReader<ComplianceField>,
  { eligible, inDate }: Pick<GivenCompliance, 'eligible' | 'inDate'>,
  percent: Range | null,
): void {
  if (percent !== null && (eligible !== null || inDate !== null)) {
    read.problem(
      'published',
      'Give the two counts or the percentage, not both: with the counts, the percent is worked out.',
    );
  } else if (percent === null && eligible === null && inDate === null) {
    read.problem(
      'eligible',
      'Give the staff who need it and the staff in date, or a published percentage. What is not known stays “not returned”.',
    );
  } else if (percent === null && eligible === null) {
    read.problem(
      'eligible',
      'Say how many staff need it: “in date” alone says nothing of how many are missing.',
    );
  } else if (percent === null && inDate === null) {
    read.problem('inDate', 'Say how many of them are in date; “nil” for none.');
  } else if (eligible !== null && inDate !== null && inDate > eligible) {
    read.problem(
      'inDate',
      `${grouped(inDate)} in date is more than the ${grouped(eligible)} who need it. Staff who need no training are not counted.`,
    );
  }
}

interface Range {
  from: number;
  to: number;
}

const NUMBER = String.raw`(\d+(?:\.\d+)?)\s*(?:%|per ?cent)?`;
const RANGE = new RegExp(String.raw`^${NUMBER}(?:\s*(?:-|–|—|−|to)\s*${NUMBER})?$`);

/** "95", "95 %", "88-100 %", "88 to 100"; null where nothing was typed, or "n/a". */
function readPercent(read: FieldReader<ComplianceField>): Range | null {
  const typed = read.text('published', { max: 40 });
  if (typed === null) return null;
  const said = typed.toLowerCase();
  const [, first, second] = RANGE.exec(said) ?? [];
  const alone = first === undefined ? readFigure(said) : Number(first);
  if (alone === null) return null;
  if (typeof alone === 'string') {
    const below = /^[-−–]\s*\d/.test(said);
    read.problem(
      'published',
      below
        ? 'A percentage cannot be below 0.'
        : 'This must be a percentage, such as 95, or a range, such as 88 to 100.',
    );
    return null;
  }
  const range = { from: alone, to: second === undefined ? alone : Number(second) };
  if (range.from > 100 || range.to > 100) read.problem('published', 'A percentage cannot be above 100.');
  else if (range.from > range.to)
    read.problem('published', `The range is upside down: write it as ${range.to} to ${range.from}.`);
  return range;
}

const grouped = (number: number) => number.toLocaleString('en-GB');
