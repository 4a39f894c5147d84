/** What somebody says on a form that the identifier guard stopped: which findings are not about a person, and why. */
import type { PassAsked } from '../services/privacy/finding.ts';
import type { Press } from './press.ts';

/** More than any form offers. */
const MOST = 4000;

/** Null where the form has nothing of it. */
export function passIn({ data }: Press): PassAsked | null {
  const textOf = (value: unknown) => (typeof value === 'string' ? value.slice(0, MOST) : '');
  const codes = textOf(data['pass'])
    .split(',')
    .filter(code => code !== '');
  const reason = textOf(data['passReason']);
  return codes.length === 0 && reason.trim() === '' ? null : { codes, reason };
}
