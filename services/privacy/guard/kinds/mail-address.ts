/** A mail address that is no office's: a family's is enough to find them. */
import { type GuardRules, type Kind, spansOf } from '../kind.ts';

const PATTERN =
  /(?<![\w.+%-])(?<span>(?:mailto:)?[a-z0-9][\w.+%'-]{0,63} ?(?:@|[([{] ?at ?[)\]}]) ?(?:[a-z0-9-]{1,63} ?(?:\.|[([{] ?dot ?[)\]}]) ?){1,5}[a-z]{2,18})(?![\w-])/dgi;

/** Spelt out; only where it is a provider of private mail, since "look at example dot com" is no address. */
const SPELT =
  /\b(?<span>[\w.+-]{2,64} at (?:gmail|googlemail|hotmail|outlook|live|yahoo|icloud|aol|btinternet|sky|proton ?mail)(?: dot | ?\. ?)(?:com|co dot uk|co\.uk|me|net)\b)/dgi;

/** Bodies whose addresses are their offices'. A school's are not: its pupils have such addresses too. */
const OFFICES = [
  'gov.uk',
  'gov.wales',
  'gov.scot',
  'nhs.uk',
  'nhs.net',
  'police.uk',
  'parliament.uk',
  'cjsm.net',
  'mod.uk',
];

export const mailAddress: Kind = {
  name: 'a personal mail address',
  instead: 'Leave the address out; say “a parent wrote to us”.',
  find: (plain, rules) =>
    [...spansOf(plain, PATTERN), ...spansOf(plain, SPELT)].map(span => ({
      ...span,
      isAllowed: mayStand(plain.slice(span.start, span.end), rules),
    })),
};

function mayStand(words: string, { mail: { addresses, domains } }: GuardRules): boolean {
  const address = words
    .toLowerCase()
    .replace(/^mailto:/, '')
    .replace(/ ?[([{] ?at ?[)\]}] ?| at /, '@')
    .replace(/ ?[([{] ?dot ?[)\]}] ?| dot /g, '.')
    .replace(/ /g, '');
  const domain = address.slice(address.indexOf('@') + 1);
  const isOf = (parent: string) => domain === parent || domain.endsWith(`.${parent}`);
  return addresses.has(address) || domains.some(isOf) || OFFICES.some(isOf);
}
