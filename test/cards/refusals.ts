/** What the identifier guard says of a text, as the forms show it. */
import { codeOf, findingProblems, type Refusal } from '../../services/privacy/finding.ts';
import type { KindOfFinding } from '../../services/privacy/guard/registry.ts';

/** Findings of these words in a field, for somebody who may pass them, or not. */
export function refusalOf(
  field: string,
  found: readonly (readonly [KindOfFinding, string])[],
  given: Partial<Refusal> = {},
): Refusal {
  const findings = found.map(([kind, words], start) => {
    const identifier = { kind, words, start };
    return { ...identifier, field, code: codeOf(field, identifier) };
  });
  return {
    findings,
    mayPass: true,
    passers: ['Ann Ward'],
    problem: null,
    asked: { codes: [], reason: '' },
    ...given,
  };
}

/** A form's fields for such a refusal. */
export const stopped = <Field extends string>(refusal: Refusal) => ({
  refusal,
  problems: findingProblems<Field>(refusal.findings),
});

/** A refusal of this text wherever words can be, with everything that it can say. */
export const refusalOfText = (field: string, text: string, mayPass = true): Refusal =>
  refusalOf(
    field,
    [
      ['phone', text],
      ['nhs-number', `${text} 2`],
      ['initials-age', `${text} 3`],
      ['postcode', `${text} 4`],
    ],
    { mayPass, passers: [text, text, text], problem: text, asked: { codes: [], reason: text.slice(0, 500) } },
  );
