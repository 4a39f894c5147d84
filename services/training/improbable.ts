/** Compliance figures that can be true and seldom are: worth one question before they are saved. Pure. */
import { type ComplianceFigures, shareOf, shareWords } from './compliance.ts';

/** By so many points must a percent have moved to be asked about. */
const POINTS = 30;
/** What binary fractions may miss. */
const NEARLY = 1e-9;

/**
 * What is improbable in figures beside those of the last time, a sentence each.
 * @param since when the others were given, as "2025-26 Q4"
 */
export function improbableIn(now: ComplianceFigures, last: ComplianceFigures, since: string): string[] {
  return [...staffMoved(now.eligible, last.eligible, since), ...percentMoved(now, last, since)];
}

function staffMoved(now: number | null, last: number | null, since: string): string[] {
  if (now === null || last === null || now === last) return [];
  const against = `${grouped(now)} against ${grouped(last)}`;
  if (now >= 2 * last) return [`Staff who need it at least doubled since ${since}: ${against}.`];
  return 2 * now <= last ? [`Staff who need it fell to half or less since ${since}: ${against}.`] : [];
}

function percentMoved(now: ComplianceFigures, last: ComplianceFigures, since: string): string[] {
  const [one, other] = [exactRange(now), exactRange(last)];
  const [shares, before] = [shareOf(now), shareOf(last)];
  if (!one || !other || !shares || !before) return [];
  // Between ranges that touch, nothing need have moved.
  const apart = Math.max(one.from - other.to, other.from - one.to);
  if (apart < POINTS - NEARLY) return [];
  const against = `${shareWords(shares)} against ${shareWords(before)}`;
  return [`The percent in date moved by ${POINTS} points or more since ${since}: ${against}.`];
}

/** In percent; null where there is none. */
function exactRange({ eligible, inDate, publishedFrom, publishedTo }: ComplianceFigures) {
  if (publishedFrom !== null) return { from: publishedFrom, to: publishedTo ?? publishedFrom };
  if (eligible === null || inDate === null || eligible === 0) return null;
  const exact = (100 * inDate) / eligible;
  return { from: exact, to: exact };
}

const grouped = (number: number) => number.toLocaleString('en-GB');
