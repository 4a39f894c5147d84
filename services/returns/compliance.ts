/** The kind `compliance`: how many staff of an agency need training at a level, and how many have it in date. */
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { levelName, trainingOf } from '../plan/training-settings.ts';
import type { Clock } from '../ports.ts';
import type { PassAsked } from '../privacy/finding.ts';
import { readComplianceSubject } from '../rounds/owed/compliance.ts';
import { agencies } from '../store/entities/board.ts';
import { complianceFigures } from '../store/entities/training.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import { targetOf } from '../training/compliance.ts';
import { improbableIn } from '../training/improbable.ts';
import { contentsIn, type PartAnswer, type PartSaved, savePart, standingParts } from './answers.ts';
import {
  type ComplianceContent,
  type ComplianceProblems,
  type GivenCompliance,
  readCompliance,
} from './compliance-input.ts';
import { type EarlierAnswer, earlierAnswers } from './earlier-answers.ts';
import { byId } from './history.ts';
import { type AskBase, readAskBase } from './read-asked.ts';
import { beginAnswer, settle } from './saving.ts';

export const complianceContents = contentsIn(complianceFigures, ({ note }) => ({ note }));

/** One agency at one level. */
export interface ComplianceLine {
  /** The part of the ask. */
  part: string;
  agencyId: string;
  agency: string;
  level: number;
  /** "Level 2, Foundation", the word in the board's own. */
  levelName: string;
  /** In percent; null where the board set none. */
  target: number | null;
  /** This round's answer; null while there is none, which is never 0. */
  answer: PartAnswer<ComplianceContent> | null;
  /** The newest answer of an earlier round, whoever was asked for it then. */
  last: EarlierAnswer<ComplianceContent> | null;
}

export interface ComplianceState extends AskBase {
  /** In the board file's order, an agency's levels together; those not returned first. */
  lines: ComplianceLine[];
}

/** @throws CollateError `ask_unknown` */
export async function readComplianceAsk(
  view: View,
  boardId: string,
  askId: string,
): Promise<ComplianceState> {
  const { base, rows } = await readAskBase(view, boardId, askId, 'compliance');
  const training = trainingOf(rows.board);
  const agencyRows = byId(await view.rows(agencies).find({ boardId }));
  const answers = await standingParts(view, { boardId, askId }, complianceContents);
  const earlier = await earlierAnswers(view, rows.round, { kind: 'compliance' }, complianceContents);
  const lines = rows.subjects.flatMap((part): ComplianceLine[] => {
    const { agencyId, level } = readComplianceSubject(part);
    const agency = agencyRows.get(agencyId);
    if (!agency) return [];
    return [
      {
        part,
        agencyId,
        agency: agency.name,
        level,
        levelName: levelName(training, level),
        target: targetOf(training, agency, level),
        answer: answers.get(part) ?? null,
        last: earlier.get(part) ?? null,
      },
    ];
  });
  const missing = lines.filter(({ answer }) => answer === null);
  return { ...base, lines: [...missing, ...lines.filter(({ answer }) => answer !== null)] };
}

/** @throws CollateError `input_invalid` for an agency and level that this ask is not about */
export function complianceLine({ lines }: ComplianceState, part: string): ComplianceLine {
  const line = lines.find(candidate => candidate.part === part);
  if (line) return line;
  throw new CollateError(
    'input_invalid',
    'That agency and level are not among those that are asked for here.',
  );
}

export interface ComplianceInput {
  askId: string;
  part: string;
  /** The version that the writer had before them; 0 for none. Null takes whatever is there. */
  seenVersion: number | null;
  /** The fields as they were typed. */
  fields: Readonly<Record<string, unknown>>;
  /** True where the writer was asked about improbable figures and means them. */
  sure?: boolean;
  /** Whose answer it is, where the manager types it for them. */
  givenById?: string | null;
  /** What the writer says is not about a person. */
  pass?: PassAsked | null;
}

export type ComplianceSaved = { state: ComplianceState; line: ComplianceLine } & (
  | PartSaved<ComplianceContent>
  /** Nothing was saved: each field's problem. */
  | { kind: 'problems'; problems: ComplianceProblems }
  /** Nothing was saved yet: what to be sure of, a sentence each. */
  | { kind: 'improbable'; reasons: string[] }
);

/** @throws CollateError `ask_unknown`, `input_invalid`, `not_allowed`, `person_unknown` */
export function saveCompliance(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
  { askId, part, seenVersion, fields, sure = false, givenById = null, pass = null }: ComplianceInput,
): Promise<ComplianceSaved> {
  return store.write(async unit => {
    const saving = await beginAnswer(unit, clock, actor, askId, 'compliance');
    const before = await here(unit, actor, askId, part);
    const read = readCompliance(fields, saving);
    if (!read.ok) return { ...before, kind: 'problems', problems: read.problems };
    const reasons = sure ? [] : reasonsToAsk(read.given, before.line);
    if (reasons.length > 0) return { ...before, kind: 'improbable', reasons };
    const { agencyId, level } = before.line;
    const saved = await savePart(unit, saving, actor, complianceContents, {
      subjectId: part,
      seenVersion,
      content: { agencyId, level, ...read.given },
      givenById,
      pass,
    });
    if (saved.kind === 'saved') await settle(unit, saving);
    return { ...(await here(unit, actor, askId, part)), ...saved };
  });
}

/** Against the last round; in the first one, against what stands. The same figures again raise no question. */
function reasonsToAsk(given: GivenCompliance, { answer, last }: ComplianceLine): string[] {
  const isSame = (['eligible', 'inDate', 'publishedFrom', 'publishedTo'] as const).every(
    field => answer?.content[field] === given[field],
  );
  if (isSame) return [];
  if (last) return improbableIn(given, last.content, last.period);
  return answer ? improbableIn(given, answer.content, `version ${answer.version}`) : [];
}

async function here(unit: Unit, { boardId }: Actor, askId: string, part: string) {
  const state = await readComplianceAsk(unit, boardId, askId);
  return { state, line: complianceLine(state, part) };
}
