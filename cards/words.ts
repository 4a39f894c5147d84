/** How days, instants, people and numbers are written on every card. */
import { DateTime } from 'luxon';
import type { Source } from '../services/summary/facts.ts';
import { type Day, dayOf } from '../services/time.ts';

/** Luxon's British English says "Sept"; the cards want three letters for every month. */
const LOCALE = 'en-US';

/** The most of a name that is shown. */
const NAME = 80;

/** Fewer characters than this of a paragraph say nothing. */
const WORTH_SHOWING = 20;

/** `2026-07-10` → "Fri 10 Jul 2026". */
export function dayWords(day: Day): string {
  return DateTime.fromISO(day, { zone: 'utc', locale: LOCALE }).toFormat('ccc d LLL yyyy');
}

/** `2026-10` → "Oct 2026". */
export function monthWords(month: string): string {
  return DateTime.fromISO(`${month}-01`, { zone: 'utc', locale: LOCALE }).toFormat('LLL yyyy');
}

/** An instant as the clocks of a zone show it: "Mon 6 Jul 2026, 09:00". */
export function instantWords(instant: Date | string, zone: string): string {
  const iso = typeof instant === 'string' ? instant : instant.toISOString();
  return DateTime.fromISO(iso, { zone, locale: LOCALE }).toFormat('ccc d LLL yyyy, HH:mm');
}

/** The day of an instant as the calendars of a zone show it: "Mon 6 Jul 2026". */
export function dayIn(instant: Date, zone: string): string {
  return dayWords(dayOf(instant, zone));
}

/** "Ann Ward, Police"; the name alone where there is no agency. */
export function personWords({ name, agency }: { name: string; agency: string | null }): string {
  return truncate(name, NAME) + (agency ? `, ${truncate(agency, NAME)}` : '');
}

/** Whose answer it is, and who typed it for them, if somebody did: "Ann Ward, Police, entered by Mia Hart". */
export function giverWords({ by, enteredBy }: Given): string {
  return personWords(by) + (enteredBy ? `, entered by ${truncate(enteredBy.name, NAME)}` : '');
}

interface Given {
  by: { name: string; agency: string | null };
  enteredBy: { name: string } | null;
}

/** The return that a line comes from: "Ann Ward, Police, Fri 3 Jul 2026, version 2". */
export function sourceWords(source: Source, zone: string): string {
  const entered = source.enteredBy ? `, entered by ${truncate(source.enteredBy, NAME)}` : '';
  return `${personWords({ name: source.by, agency: source.agency })}, ${dayIn(new Date(source.at), zone)}, version ${source.version}${entered}`;
}

/** "1 action", "2 actions". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** "once", "twice", "3 times". */
export function times(number: number): string {
  return ['never', 'once', 'twice'][number] ?? `${number} times`;
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Text on one line. */
export function oneLine(text: string): string {
  // Single spaces, which are most, are passed over: that is ten times as fast.
  return text.replace(/[\s\p{Cc}]{2,}|[^\S ]|\p{Cc}/gu, ' ').trim();
}

/** At most `max` characters on one line, cut after a word where there is one near, with "…". */
export function truncate(text: string, max: number): string {
  const line = oneLine(text);
  return line.length <= max ? line : `${cut(line, max - 1)}…`;
}

function cut(text: string, max: number): string {
  const space = text.lastIndexOf(' ', max);
  const head = space > max * 0.7 ? text.slice(0, space) : text.slice(0, max);
  // Half an emoji is no character.
  return head.replace(/[\uD800-\uDBFF\u200D]+$/, '').replace(/[\s,;:.–-]+$/, '');
}

/** The paragraphs of a longer text, at most about `max` characters of it altogether. */
export function paragraphs(text: string, max: number): string[] {
  const lines = text
    .split(/\n+/)
    .map(oneLine)
    .filter(line => line !== '');
  const shown: string[] = [];
  let left = max;
  for (const line of lines) {
    if (left < WORTH_SHOWING) return [...shown, '…'];
    shown.push(truncate(line, left));
    if (line.length > left) break;
    left -= line.length;
  }
  return shown;
}

/**
 * A ref where words run Markdown or name a button: a letter, digit, dot, hyphen, underscore or slash, and nothing
 * else. What stands in its place is the ref in every board we know.
 */
export function plainRef(ref: string): string {
  return ref.replace(/[^\w.\-/]/g, '');
}

/** Words of the board file where some clients run Markdown, as in a choice: without the characters that it takes. */
export function plainWords(text: string): string {
  return oneLine(text.replace(/[[\]{}*_`~<>#|\\]/g, ''));
}

/** An earlier period, as short as it can be told from a present one: "Q4" within the year, else "2024-25 Q4". */
export function periodSince(earlier: string, present: string): string {
  const [then, now] = [quarterNumber(earlier), quarterNumber(present)];
  const near = then !== null && now !== null && now - then > 0 && now - then < 4;
  return near ? earlier.slice(earlier.indexOf('Q')) : earlier;
}

function quarterNumber(period: string): number | null {
  const found = /^(\d{4})(?:-\d{2})? Q([1-4])$/.exec(period);
  return found ? Number(found[1]) * 4 + Number(found[2]) : null;
}
