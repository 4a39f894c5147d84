/** The rules of a board that says nothing of its own, and short ways to look for findings. */
import { findIdentifiers } from '../../../../services/privacy/guard/find-identifiers.ts';
import type { GuardRules } from '../../../../services/privacy/guard/kind.ts';
import { type RuleSources, rulesOf } from '../../../../services/privacy/guard/rules.ts';

export const rules = (given: Partial<RuleSources> = {}): GuardRules =>
  rulesOf({
    today: '2026-07-06',
    contacts: [],
    shortNames: [],
    allowPhones: [],
    allowMail: [],
    casePatterns: [],
    ...given,
  });

/** "nhs-number: 943 476 5919" of everything that is found. */
export const found = (text: string, given: Partial<RuleSources> = {}): string[] =>
  findIdentifiers(text, rules(given)).map(({ kind, words }) => `${kind}: ${words}`);
