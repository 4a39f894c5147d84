/** What a person sends as an action update, made typed in one place; every field's problem is told at once. */
import type { Day } from '../time.ts';
import type { ActionUpdate } from './ask-state.ts';
import { FieldReader, type Problems, type Typed, typedFields } from './fields.ts';
import { ratings } from './ratings.ts';

/** The longest that all fields may be together, in characters. */
export const MAX_TOGETHER = 16_000;

export const updateFields = [
  'rating',
  'progress',
  'impact',
  'next',
  'blockers',
  'evidence',
  'revisedDue',
  'revisedReason',
  'decisionWhat',
  'decisionFrom',
  'decisionBy',
] as const satisfies readonly (keyof ActionUpdate)[];

export type UpdateField = (typeof updateFields)[number];
export type UpdateProblems = Problems<UpdateField>;

/** What was typed, field by field, to be shown again as it was. */
export type TypedUpdate = Typed<UpdateField>;

export type ReadUpdate = { ok: true; update: ActionUpdate } | { ok: false; problems: UpdateProblems };

export interface UpdateRules {
  /** False for a further owner, who gives words and no rating. */
  rates: boolean;
  today: Day;
  /** The new date that the present answer gave already: it may have passed since. */
  standingDue?: Day | null;
}

/** Only the fields of an update, as text; anything else that a client sends is left behind. */
export const typedUpdate = (raw: Readonly<Record<string, unknown>>): TypedUpdate =>
  typedFields(raw, updateFields);

/** Reads the inputs of a form, or what a command made of a typed line. */
export function readUpdate(
  raw: Readonly<Record<string, unknown>>,
  { rates, today, standingDue = null }: UpdateRules,
): ReadUpdate {
  const read = new FieldReader<UpdateField>(raw);
  const { problems } = read;
  const update: ActionUpdate = {
    rating: rates ? read.choice('rating', ratings, { required: 'Choose a rating.' }) : null,
    progress: read.text('progress'),
    impact: read.text('impact'),
    next: read.text('next'),
    blockers: read.text('blockers'),
    evidence: read.text('evidence'),
    revisedDue: read.day('revisedDue'),
    revisedReason: read.text('revisedReason'),
    decisionWhat: read.text('decisionWhat'),
    decisionFrom: read.text('decisionFrom'),
    decisionBy: read.day('decisionBy'),
  };
  holdTogether(update, { rates, today, standingDue }, problems);
  keepTogetherShort(update, problems);
  return read.hasProblems ? { ok: false, problems } : { ok: true, update };
}

/** Together the texts must fit a card, on which they come back to be edited. */
function keepTogetherShort(update: ActionUpdate, problems: UpdateProblems): void {
  const texts = updateFields.map(field => [field, String(update[field] ?? '')] as const);
  const total = texts.reduce((sum, [, value]) => sum + value.length, 0);
  if (total <= MAX_TOGETHER) return;
  const [longest] = [...texts].sort(([, one], [, other]) => other.length - one.length);
  const most = MAX_TOGETHER.toLocaleString('en-GB');
  if (longest)
    problems[longest[0]] ??=
      `Together the texts have ${total.toLocaleString('en-GB')} characters; the most is ${most}.`;
}

/** The rules that take more than one field. */
function holdTogether(
  update: ActionUpdate,
  { rates, today, standingDue }: UpdateRules,
  problems: UpdateProblems,
): void {
  const needsProgress = rates ? update.rating !== null && update.rating !== 'notStarted' : true;
  if (needsProgress && update.progress === null) {
    problems.progress ??= rates ? 'Say what has been done.' : 'Say what your group has done.';
  }
  if (update.evidence !== null && !isHttpsLink(update.evidence)) {
    problems.evidence ??= 'This must be a link that begins with https://.';
  }
  if (update.revisedDue !== null && update.revisedReason === null) {
    problems.revisedReason ??= 'Say why the date moves.';
  }
  if (update.revisedDue === null && update.revisedReason !== null) {
    problems.revisedDue ??= 'Give the new date, or clear the reason.';
  }
  if (
    update.revisedDue !== null &&
    update.revisedDue < today &&
    update.revisedDue !== standingDue &&
    update.rating !== 'complete'
  ) {
    problems.revisedDue ??= 'The new date is past.';
  }
  const decision = [update.decisionWhat, update.decisionFrom, update.decisionBy];
  if (decision.some(part => part !== null)) {
    if (update.decisionWhat === null) problems.decisionWhat ??= 'Say what is to be decided.';
    if (update.decisionFrom === null) problems.decisionFrom ??= 'Say from whom.';
    if (update.decisionBy === null) problems.decisionBy ??= 'Say by when.';
  }
}

function isHttpsLink(text: string): boolean {
  if (/\s/.test(text)) return false;
  try {
    return new URL(text).protocol === 'https:';
  } catch {
    return false;
  }
}
