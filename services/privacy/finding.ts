/** What the identifier guard found in what somebody wrote: which words, where, and how to say it. */
import { createHash } from 'node:crypto';
import { CollateError } from '../errors.ts';
import type { Identifier } from './guard/find-identifiers.ts';
import { guardKinds } from './guard/registry.ts';

export interface Finding extends Identifier {
  /** The field that it stands in, or what the text is called. */
  field: string;
  /** Names these words in this field on a card; the same words again have the same code. */
  code: string;
}

/** What somebody says who lets findings through. */
export interface PassAsked {
  /** The codes of those that are not about a person. */
  codes: readonly string[];
  reason: string;
}

/** Nothing was saved: what is to be mended, or passed by somebody who may. */
export interface Refusal {
  findings: Finding[];
  /** True for who may pass them. */
  mayPass: boolean;
  /** The names of those who may. */
  passers: string[];
  /** What is wrong with a pass that was asked for; null where none was, or nothing is. */
  problem: string | null;
  /** What was chosen, to be shown again. */
  asked: PassAsked;
}

/** So much of the words is repeated, and so many findings of a field are told. */
const SHOWN = 40;
const TOLD = 3;

export const codeOf = (field: string, { kind, words }: Identifier): string =>
  createHash('sha256')
    .update(JSON.stringify([field, kind, words]))
    .digest('hex')
    .slice(0, 12);

/** The words themselves, no longer than they can be read. */
export function shownWords({ words }: Pick<Identifier, 'words'>): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line;
}

/** "“943 476 5919” looks like an NHS number. Leave the number out; say “a child in year 6”." */
export const findingWords = (finding: Identifier): string =>
  `“${shownWords(finding)}” looks like ${guardKinds[finding.kind].name}. ${guardKinds[finding.kind].instead}`;

/** By field, what is to be mended in it. */
export function findingProblems<Field extends string>(
  findings: readonly Finding[],
): Partial<Record<Field, string>> {
  const fields = [...new Set(findings.map(({ field }) => field))];
  return Object.fromEntries(
    fields.map(field => [field, toldTogether(findings.filter(finding => finding.field === field))]),
  ) as Partial<Record<Field, string>>;
}

/** Each kind's advice once. */
function toldTogether(findings: readonly Finding[]): string {
  const different = findings.filter(
    ({ code }, index) => findings.findIndex(one => one.code === code) === index,
  );
  const shown = different.slice(0, TOLD);
  const kinds = [...new Set(shown.map(({ kind }) => kind))];
  const sentences = kinds.map(kind => {
    const words = shown.filter(finding => finding.kind === kind).map(finding => `“${shownWords(finding)}”`);
    const looks = words.length === 1 ? 'looks like' : 'each look like';
    return `${words.join(' and ')} ${looks} ${guardKinds[kind].name}. ${guardKinds[kind].instead}`;
  });
  const more = different.length - shown.length;
  return more > 0 ? `${sentences.join(' ')} And ${more} more.` : sentences.join(' ');
}

/** Says which words, why, and how to put it; for where there is no form to say it beside the field. */
export class IdentifierError extends CollateError {
  readonly findings: readonly Finding[];

  /** @param fields tells in which text each stands, where there are several */
  constructor(findings: readonly Finding[], { fields = false }: { fields?: boolean } = {}) {
    const problems = findingProblems(findings);
    const told = Object.entries(problems).map(([field, words]) => (fields ? `${field}: ${words}` : words));
    super('identifier_found', `Nothing was saved, because it may say who somebody is. ${told.join('\n')}`);
    this.findings = findings;
  }
}
