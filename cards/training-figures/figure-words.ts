/** Training figures in the words that every card of them uses; each rate says what it is a rate of. */
import type { PeopleCounts } from '../../services/store/entities/training.ts';
import type { Measures } from '../../services/training/measures.ts';
import type { Programme } from '../../services/training/programme.ts';
import type { Rate } from '../../services/training/rates.ts';
import { heldWords, percentWords } from '../figures.ts';
import { count } from '../words.ts';

/** "29 of 37 runs held · 557 attended of 640 places (87 %) · 96 % of those booked came"; empty where nothing is known. */
export function quarterWords({ rates, ...figures }: Pick<Programme, keyof Measures | 'rates'>): string {
  return joined([
    heldWords(figures),
    ...placesWords(figures, rates.ofPlaces),
    rates.ofBooked?.percent != null ? `${percentWords(rates.ofBooked.percent)} of those booked came` : '',
  ]);
}

/** The same of a run, or of totals by themselves, without rates. */
export function countsWords(
  counts: PeopleCounts & { planned?: number | null; held?: number | null },
): string {
  const { places, booked, attended } = counts;
  const came = attended === null ? '' : `${grouped(attended)} attended`;
  const of = places === null ? '' : `${grouped(places)} places`;
  return joined([
    heldWords({ planned: counts.planned ?? null, held: counts.held ?? null }),
    came && of ? `${came} of ${of}` : came || of,
    booked === null ? '' : `${grouped(booked)} booked`,
  ]);
}

/** "1 register not in yet". */
export const awaitingWords = (registers: number): string => `${count(registers, 'register')} not in yet`;

/** What the courses leave of the programme's total; empty where they leave nothing. */
export function unbrokenWords({ notBrokenDown }: Pick<Programme, 'notBrokenDown'>): string {
  const { attended } = notBrokenDown;
  return attended !== null && attended > 0
    ? `${grouped(attended)} attended are not broken down by course`
    : '';
}

/** Where places are known of a part only, the rate stands beside the whole, with its own figures. */
function placesWords(
  { attended, places }: Pick<Measures, 'attended' | 'places'>,
  rate: Rate | null,
): string[] {
  const percent = rate?.percent == null ? '' : ` (${percentWords(rate.percent)})`;
  const isWhole = rate !== null && rate.numerator === attended && rate.denominator === places;
  const came = attended === null ? '' : `${grouped(attended)} attended`;
  if (rate && isWhole) return [`${came} of ${grouped(rate.denominator)} places${percent}`];
  if (!rate) return [came, attended === null && places !== null ? `${grouped(places)} places` : ''];
  return [
    came,
    `${grouped(rate.numerator)} of ${grouped(rate.denominator)} places taken${percent} where both are known`,
  ];
}

const joined = (parts: readonly string[]) => parts.filter(part => part !== '').join(' · ');

const grouped = (number: number) => number.toLocaleString('en-GB');
