/** The identifier guard before an answer is saved, and the findings that somebody who may has let through. */
import { createHmac, randomBytes } from 'node:crypto';
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../people/access.ts';
import { leadersOf, managersOf } from '../people/leaders.ts';
import { may } from '../people/permissions.ts';
import type { Asked } from '../rounds/owed/owed.ts';
import { type PassedFindingRow, passedFindings } from '../store/entities/privacy.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import type { Day } from '../time.ts';
import { findingsIn, findOnBoard, type Texts } from './find-on-board.ts';
import { type Finding, findingProblems, type PassAsked, type Refusal } from './finding.ts';
import type { GuardRules } from './guard/kind.ts';

/** The ask that is answered, when. */
interface Asking {
  ask: Asked & { id: string };
  now: Date;
  today: Day;
}

/** What is to be saved. */
export interface Answering {
  /** The part of the ask. */
  subjectId: string;
  texts: Texts;
  pass: PassAsked | null;
}

export type Guarded =
  /** It may be saved; then call `keepPasses`. */
  { kind: 'clear'; passed: Finding[] } | { kind: 'refused'; refusal: Refusal };

/** The longest reason, in characters. */
const MAX_REASON = 500;

const NO_PASS: PassAsked = { codes: [], reason: '' };

/** Looks through an answer's texts. What was passed before in the very same text needs no pass again. */
export async function guardAnswer(
  view: View,
  asking: Asking,
  actor: Actor,
  answering: Answering,
): Promise<Guarded> {
  const { findings, rules } = await findOnBoard(view, actor.boardId, answering.texts, asking.now);
  if (findings.length === 0) return { kind: 'clear', passed: [] };
  const open = await notPassedYet(view, asking, actor, answering, findings);
  if (open.length === 0) return { kind: 'clear', passed: [] };
  const asked = answering.pass ?? NO_PASS;
  const chosen = open.filter(({ code }) => asked.codes.includes(code));
  const { groupId, agencyId, priorityId } = asking.ask;
  const mayPass = await may(view, actor, 'finding.pass', { groupId, agencyId, priorityId, now: asking.now });
  const problem = passProblem(asked.reason, chosen.length, rules, mayPass);
  if (mayPass && problem === null && chosen.length === open.length) return { kind: 'clear', passed: chosen };
  const passers = await passersOf(view, asking, actor);
  return { kind: 'refused', refusal: { findings: open, mayPass, passers, problem, asked } };
}

/** Writes down what was let through, by whom and why; the words are not kept. */
export async function keepPasses(
  unit: Unit,
  { ask, now }: Asking,
  { boardId, personId, channelRowId }: Actor,
  { subjectId, texts, pass }: Answering,
  { passed, returnId }: { passed: readonly Finding[]; returnId: string },
): Promise<void> {
  const once = passed.filter(({ code }, index) => passed.findIndex(one => one.code === code) === index);
  for (const finding of once) {
    const { field, kind } = finding;
    const salt = randomBytes(16).toString('hex');
    await unit.rows(passedFindings).insert({
      boardId,
      returnId,
      subjectId,
      field,
      kind,
      personId,
      at: now,
      reason: tidy(pass?.reason ?? ''),
      salt,
      hash: hashOf(salt, ask, { subjectId, texts }, finding),
    });
    await recordAudit(unit, {
      boardId,
      at: now,
      event: 'finding.passed',
      personId,
      channelRowId,
      about: { groupId: ask.groupId, agencyId: ask.agencyId, priorityId: ask.priorityId },
      subject: { ask: ask.id, part: subjectId, return: returnId, field, finding: kind },
    });
  }
}

async function notPassedYet(
  view: View,
  { ask }: Asking,
  { boardId }: Actor,
  answering: Answering,
  findings: readonly Finding[],
): Promise<Finding[]> {
  const { subjectId } = answering;
  const rows = await view.rows(passedFindings).find({ boardId, subjectId });
  const isPassed = (finding: Finding) =>
    rows.some(row => isOf(row, finding) && row.hash === hashOf(row.salt, ask, answering, finding));
  return findings.filter(finding => !isPassed(finding));
}

const isOf = (row: PassedFindingRow, { field, kind }: Finding) => row.field === field && row.kind === kind;

/** Of the words, the whole text that they stand in, and whose it is: a pass holds for nothing else. */
function hashOf(
  salt: string,
  { groupId, agencyId, priorityId }: Asked,
  { subjectId, texts }: Pick<Answering, 'subjectId' | 'texts'>,
  { field, kind, words }: Finding,
): string {
  const said = [groupId ?? agencyId ?? priorityId, subjectId, field, kind, words, texts[field]];
  return createHmac('sha256', salt).update(JSON.stringify(said)).digest('hex');
}

function passProblem(reason: string, chosen: number, rules: GuardRules, mayPass: boolean): string | null {
  const said = tidy(reason);
  if (!mayPass || (chosen === 0 && said === '')) return null;
  if (chosen === 0) return 'Tick the words that are not about a person, or mend them.';
  if (said === '') return 'Say why it is not about a person, in a few words.';
  if (said.length > MAX_REASON) return `The reason has ${said.length} characters; the most is ${MAX_REASON}.`;
  const { reason: own } = findingProblems<'reason'>(findingsIn({ reason: said }, rules));
  return own ? `Give the reason without the words themselves: ${own}` : null;
}

async function passersOf(view: View, { ask, today }: Asking, { boardId }: Actor): Promise<string[]> {
  const { groupId } = ask;
  const leaders = groupId === null ? [] : await leadersOf(view, { boardId, groupId }, today);
  const whom = leaders.length > 0 ? leaders : await managersOf(view, boardId);
  return whom.map(({ name }) => name);
}

const tidy = (reason: string) => reason.replaceAll('\0', '').replace(/\s+/g, ' ').trim();
