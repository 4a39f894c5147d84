/** Below a form that the identifier guard stopped: letting it through for who may, whom to ask for the others. */
import { type Finding, type Refusal, shownWords } from '../../services/privacy/finding.ts';
import type { Card } from '../card.ts';
import { faceOf } from '../render.ts';
import { plainWords, truncate } from '../words.ts';
import template from './passing.json' with { type: 'json' };

/** More choices than anybody goes through; the rest is offered when these are mended. */
const CHOICES = 20;
const PROBLEM = 400;
const NAME = 80;

const face = faceOf(template);

/** The form with it, as its last part; as it is where nothing was stopped. */
export function withPassing(
  card: Card,
  refusal: Refusal | null | undefined,
  fieldNames: Readonly<Record<string, string>>,
): Card {
  if (!refusal) return card;
  const { findings, mayPass, passers, problem, asked } = refusal;
  const offered = onceEach(findings).slice(0, CHOICES);
  const { body } = face({
    plain: { fallback: 'The identifier guard stopped this.' },
    mayPass,
    whom: whomToAsk(passers),
    findings: offered.map(finding => ({
      code: finding.code,
      plain: {
        title: plainWords(`“${shownWords(finding)}” · ${fieldNames[finding.field] ?? finding.field}`),
      },
    })),
    chosen: offered
      .map(({ code }) => code)
      .filter(code => asked.codes.includes(code))
      .join(','),
    reason: asked.reason,
    hasProblem: problem !== null,
    problem: truncate(problem ?? '', PROBLEM),
  });
  return { ...card, body: [...card.body, ...body] };
}

/** "Ask your chair, Ann Ward, who can pass it." */
function whomToAsk(passers: readonly string[]): string {
  const [first, ...others] = passers.map(name => truncate(name, NAME));
  if (first === undefined) return 'The chair of the group can pass it; there is none now.';
  return others.length === 0
    ? `Ask ${first}, who can pass it.`
    : `Ask ${first}, who can pass it; or ${others.join(', ')}.`;
}

const onceEach = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ code }, index) => findings.findIndex(one => one.code === code) === index);
