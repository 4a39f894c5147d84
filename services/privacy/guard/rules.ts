/** What may stand on a board: from its file, its agencies' contacts and its people's addresses. */
import { casePatternOf } from './case-pattern.ts';
import type { GuardRules } from './kind.ts';
import { nationalDigits } from './kinds/phone.ts';

export interface RuleSources {
  today: string;
  /** Mail addresses of the board's people and of its agencies' contacts. */
  contacts: readonly string[];
  shortNames: readonly string[];
  /** As the board file has them. */
  allowPhones: readonly string[];
  /** Addresses, and domains. */
  allowMail: readonly string[];
  casePatterns: readonly string[];
}

/** With these providers an address is its owner's alone: one of a contact may stand, and nobody else's. */
const PROVIDERS = new Set(
  (
    'gmail.com googlemail.com hotmail.com hotmail.co.uk outlook.com live.com live.co.uk msn.com yahoo.com yahoo.co.uk ymail.com ' +
    'icloud.com me.com mac.com aol.com btinternet.com sky.com talktalk.net virginmedia.com ntlworld.com plus.net proton.me ' +
    'protonmail.com gmx.com gmx.co.uk gmx.de mail.com fastmail.com zoho.com mail.ru'
  ).split(' '),
);

export function rulesOf(sources: RuleSources): GuardRules {
  const small = (words: readonly string[]) => words.map(word => word.trim().toLowerCase());
  const allowed = small(sources.allowMail).map(word => word.replace(/^@/, ''));
  const contacts = small(sources.contacts);
  const domains = contacts.map(address => address.slice(address.indexOf('@') + 1));
  return {
    today: sources.today,
    mail: {
      addresses: new Set([...contacts, ...allowed.filter(word => word.includes('@'))]),
      domains: [
        ...new Set([
          ...domains.filter(domain => !PROVIDERS.has(domain)),
          ...allowed.filter(word => !word.includes('@')),
        ]),
      ],
    },
    phones: sources.allowPhones.map(nationalDigits),
    casePatterns: sources.casePatterns.map(casePatternOf),
    shortNames: new Set(sources.shortNames.map(name => name.toUpperCase())),
  };
}

/** What is wrong with an office's number in a board file, in words that follow its place; null where it is fit. */
export function allowedPhoneProblem(written: string): string | null {
  if (!/^\+?[\d ()-]{5,24}\*?$/.test(written) || (written.match(/\d/g) ?? []).length < 5)
    return 'must be a telephone number of five digits or more, as 01244 960100, or the beginning of several, as 01244 96*';
  return null;
}

/** The same of an address, or of a domain. */
export function allowedMailProblem(written: string): string | null {
  const address = written.toLowerCase().replace(/^@/, '');
  if (!/^(?:[^\s@]+@)?(?:[a-z0-9-]+\.)+[a-z]{2,}$/.test(address))
    return 'must be a mail address, or a domain as charity.example';
  return PROVIDERS.has(address)
    ? 'is where private people have their mail: name single addresses of it'
    : null;
}
