/** The file beside a sample board that says what was answered in the round before its first start. */
import { parse } from 'yaml';
import { z } from 'zod';
import { CollateError } from '../../services/errors.ts';

/** The fields of a form, as they would be typed. */
const typed = z.record(z.string(), z.string());

const actionUpdate = z.object({
  action: z.string(),
  group: z.string(),
  by: z.string(),
  rating: z.string(),
  progress: z.string().optional(),
  impact: z.string().optional(),
  next: z.string().optional(),
  blockers: z.string().optional(),
  evidence: z.string().optional(),
  revisedDue: z.string().optional(),
  revisedReason: z.string().optional(),
  decision: z.object({ what: z.string(), from: z.string(), by: z.string() }).optional(),
});

const measure = z.object({ outcome: z.string(), by: z.string() }).catchall(z.string());

/** `onDay` is the day of the period that it began on, the first being 1; `came` the people by agency. */
const run = z.object({ onDay: z.coerce.number(), came: typed.default({}) }).catchall(z.string());

const training = z.object({ group: z.string(), by: z.string(), runs: z.array(run) });

const compliance = z
  .object({ agency: z.string(), level: z.coerce.number(), by: z.string() })
  .catchall(z.string());

/** Handed in by `by`, with a text for every heading, by the heading's id. */
const report = z.object({ group: z.string(), by: z.string(), headings: typed });

/** Signed off by `by` once all is in; the round's reports are signed by who handed them in. */
const signOff = z.object({ group: z.string(), by: z.string() });

const historySchema = z.strictObject({
  returns: z.array(actionUpdate),
  measures: z.array(measure).default([]),
  training: z.array(training).default([]),
  compliance: z.array(compliance).default([]),
  reports: z.array(report).default([]),
  signOffs: z.array(signOff).default([]),
});

export type History = z.output<typeof historySchema>;

/** @throws CollateError `board_file_invalid` */
export function readHistory(file: string, text: string): History {
  const parsed = historySchema.safeParse(parse(text, { schema: 'failsafe' }));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0];
  throw new CollateError('board_file_invalid', `${file}: ${where?.path.join('.')} ${where?.message}.`);
}
