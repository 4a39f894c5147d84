/** A full postcode, of one of the areas that there are; a district alone, as CH1, names nobody. */
import { type Kind, spansOf } from '../kind.ts';

const AREAS =
  'AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|FK|FY|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|B|E|G|L|M|N|S|W';

const PATTERN = new RegExp(
  `(?<![A-Z0-9])(?:${AREAS})\\d[0-9A-Z]?[ \\-.]{0,3}\\d[ABD-HJLNP-UW-Z]{2}(?![A-Z0-9])`,
  'dgi',
);

/** "Level 2, L2 1hr" and "M1 3rd lane": in small letters these are words. */
const WORDS = /(?:\d(?:st|nd|rd|th|hr|yr|ft|gb|tb|pp|ph))$/;

export const postcode: Kind = {
  name: 'a full postcode',
  instead: 'Name the district alone, as “CH1”, or the town.',
  find: plain => spansOf(plain, PATTERN).filter(({ start, end }) => !WORDS.test(plain.slice(start, end))),
};

/** A venue's address is no family's: it may have its postcode. */
export const withoutPostcodes = (venue: string): string => venue.replace(PATTERN, ' ');
