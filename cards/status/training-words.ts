/** What training came to, in the words of the status, the summary and the terminal; each rate says what it is of. */
import type {
  ComparedFacts,
  ComplianceFacts,
  NotReturned,
  ProgrammeFacts,
  RateFacts,
  TrainingFacts,
} from '../../services/summary/training-shape.ts';
import { heldWords, NOT_SHOWN, percentWords, shownWords } from '../figures.ts';
import { count, dayWords, listed, truncate } from '../words.ts';

const NAME = 80;

/** True where the groups that the facts are about were asked anything of training. */
export const isAsked = (training: TrainingFacts | null): training is TrainingFacts =>
  training !== null && training.asked.length + training.compliance.length + training.notReturned.length > 0;

/** "Training: 29 of 37 runs held, 557 attended of 640 places (87 %)."; empty where nobody was asked. */
export function trainingLine(training: TrainingFacts | null): string {
  if (!isAsked(training) || training.asked.length === 0) return '';
  if (training.isShared) return `Training: ${sharedWords}`;
  const { programme } = training;
  if (!programme) return `Training: no figures in yet from ${names(training.asked)}.`;
  const words = headline(programme) || 'nothing was run';
  return `${isSoFar(training) ? 'Training so far' : 'Training'}: ${words}.`;
}

export const sharedWords = 'the programme is added up for the whole board, with the figures of other groups.';

/** True while a group has given figures and not said that they are all. */
export const isSoFar = ({ notReturned }: TrainingFacts): boolean =>
  notReturned.some(({ kind }) => kind === 'training-figures');

/** "Compliance: 4 of 6 returned; 3 meet their target, 1 does not."; empty where nobody was asked. */
export function complianceLine(training: TrainingFacts | null): string {
  if (!training) return '';
  const missing = training.notReturned.filter(({ kind }) => kind === 'compliance').length;
  const all = training.compliance.length + missing;
  if (all === 0) return '';
  const of = (word: ComplianceFacts['met']) => training.compliance.filter(({ met }) => met === word).length;
  const [met, below] = [of('met'), of('not met')];
  const parts = [
    ...(met > 0 ? [`${met} ${met === 1 ? 'meets its' : 'meet their'} target`] : []),
    ...(below > 0 ? [met > 0 ? `${below} ${below === 1 ? 'does' : 'do'} not` : `${below} below target`] : []),
  ];
  const told = parts.length > 0 ? `; ${parts.join(', ')}` : '';
  return `Compliance: ${training.compliance.length} of ${all} returned${told}.`;
}

type Figures = Pick<ProgrammeFacts, 'planned' | 'held' | 'places' | 'attended' | 'rates'>;

/** "29 of 37 runs held, 557 attended of 640 places (87 %)"; empty where nothing is known. */
export function headline(figures: Figures): string {
  return [heldWords(figures), cameWords(figures)].filter(words => words !== '').join(', ');
}

/** Where places are known of some runs only, the rate has figures of its own. */
function cameWords({ attended, places, rates }: Figures): string {
  const { ofPlaces: rate } = rates;
  if (attended === 'suppressed') return `attendance ${NOT_SHOWN}`;
  const came = attended === null ? '' : `${shownWords(attended)} attended`;
  const percent = typeof rate?.percent === 'number' ? ` (${percentWords(rate.percent)})` : '';
  if (!rate) return came || (places === null ? '' : `${shownWords(places)} places`);
  if (rate.numerator === attended && rate.denominator === places)
    return `${came} of ${shownWords(places)} places${percent}`;
  if (rate.percent === 'suppressed') return came;
  const part = `${shownWords(rate.numerator)} of ${shownWords(rate.denominator)} where places are known`;
  return came ? `${came}; ${part}${percent}` : `${part}${percent}`;
}

/** "87 % attended of places: 557 of 640, over 29 runs". */
export function rateWords(rate: RateFacts): string {
  const { of, numerator, denominator, percent, runs } = rate;
  if (numerator === 'suppressed' || denominator === 'suppressed') return `${of}: ${NOT_SHOWN}`;
  const lead = percent === null ? of : `${percentWords(percent)} ${of}`;
  const over = runs === null ? '' : `, over ${count(runs, 'run')}`;
  return `${lead}: ${shownWords(numerator)} of ${shownWords(denominator)}${over}${unbookedWords[of]}`;
}

const unbookedWords: Record<RateFacts['of'], string> = {
  'attended of places': '',
  'attended against bookings': '; those who came unbooked are counted',
  'attended of booked': '; those who came unbooked are left out',
};

/** "87 % attended of places · 91 % attended against bookings"; empty where none is known. */
export function ratesInShort({ rates }: Pick<ProgrammeFacts, 'rates'>): string {
  return Object.values(rates)
    .flatMap((rate: RateFacts | null) =>
      typeof rate?.percent === 'number' ? [`${percentWords(rate.percent)} ${rate.of}`] : [],
    )
    .join(' · ');
}

/** "2025-26 Q4: 14 of 15 runs held, 280 attended of 300 places (93 %) · 85 % attended of booked". */
export function comparedWords(compared: ComparedFacts): string {
  const { ofBookings, ofBooked } = compared.rates;
  const rates = ratesInShort({ rates: { ofPlaces: null, ofBookings, ofBooked } });
  const words = [headline(compared), rates].filter(part => part !== '').join(' · ');
  return `${compared.period}: ${words || 'nothing known'}`;
}

/** "2 registers are not in yet: who came is not known, and enters no rate." */
export const awaitingWords = (registers: number): string =>
  `${count(registers, 'register is', 'registers are')} not in yet: who came is not known, and enters no rate.`;

/** "Police · Level 1, Awareness". */
export const complianceName = ({ agency, levelName }: ComplianceFacts): string =>
  `${truncate(agency, NAME)} · ${truncate(levelName, NAME)}`;

/** "412 of 440 in date, 94 %, target 88 %: met"; "95 %, published without denominator, target 88 %: met". */
export function complianceWords(line: ComplianceFacts): string {
  const { target, met, withoutDenominator } = line;
  const goal = target === null ? [] : [`target ${percentWords(target)}${metWords(met, withoutDenominator)}`];
  return [shareWords(line), ...goal].join(', ');
}

function shareWords({ eligible, inDate, percent, percentTo, withoutDenominator }: ComplianceFacts): string {
  if (withoutDenominator) {
    const range = percentTo === null ? '' : `${shownWords(percent)} to `;
    return `${range}${percentWords(percentTo ?? percent)}, published without denominator`;
  }
  if (eligible === 0) return 'no staff need it';
  if (eligible === 'suppressed') return NOT_SHOWN;
  const of = `${shownWords(inDate)} of ${shownWords(eligible)} in date`;
  return percent === 'suppressed' ? of : `${of}, ${percentWords(percent)}`;
}

/** A range around its target neither meets nor misses it. */
function metWords(met: ComplianceFacts['met'], isPublished: boolean): string {
  if (met === 'suppressed') return `: ${NOT_SHOWN}`;
  if (met !== null) return `: ${met}`;
  return isPublished ? ': cannot be told' : '';
}

/** "as at Tue 30 Jun 2026 · 91 % in 2025-26 Q4". */
export function complianceDetail({ asAt, last }: ComplianceFacts): string {
  const before = last && last.percent !== null && last.percent !== 'suppressed' ? last : null;
  const range = before?.percentTo == null ? '' : `${before.percent} to `;
  const then = before
    ? [`${range}${percentWords(before.percentTo ?? before.percent)} in ${before.period}`]
    : [];
  return [`as at ${dayWords(asAt)}`, ...then].join(' · ');
}

/** "Police, Level 3: not returned"; "Training Hub: has not said yet that its figures are all". */
export function missingPart({ kind, asked, agency, levelName, begun }: NotReturned): string {
  if (kind === 'compliance') return `${truncate(agency ?? asked, NAME)}, ${levelName ?? ''}: not returned`;
  const who = truncate(asked, NAME);
  return begun ? `${who}: figures so far, not yet said to be all` : `${who}: training figures not returned`;
}

/** Why a figure is not shown; empty where the board set no threshold. */
export const suppressionNote = ({ suppressBelow }: TrainingFacts): string =>
  suppressBelow === null
    ? ''
    : `Counts of people below ${suppressBelow} are not shown, nor figures that would give them away.`;

const names = (all: readonly string[]) => truncate(listed(all.map(name => truncate(name, NAME))), 300);
