/**
 * The arithmetic of training compliance. Pure. Every face and every fact computes with it, so that no two of them
 * can say different percents, or different words for "met".
 */
import { normaliseName } from '../plan/names.ts';
import type { TrainingSettings } from '../plan/training-settings.ts';
import type { ComplianceRow } from '../store/entities/training.ts';

/** What a return says: two counts, or a published percentage without them. */
export type ComplianceFigures = Pick<ComplianceRow, 'eligible' | 'inDate' | 'publishedFrom' | 'publishedTo'>;

export type ComplianceCounts = Pick<ComplianceRow, 'eligible' | 'inDate'>;

/** How many of the staff who need training have it in date. */
export type Share =
  /** Of known staff, as a percent that may be shown. */
  | { kind: 'counted'; percent: number }
  /** As it was published, without denominator; from and to are the same but for a range. */
  | { kind: 'published'; from: number; to: number }
  /** Nobody needs training at this level, so there is no percent. */
  | { kind: 'nobody' };

/** What stands beside a target. */
export type Met = boolean | null;

/**
 * The target of an agency at a level, in percent: its own where the board file has one, else that of the level.
 * @returns null where the board set none
 */
export function targetOf(
  { targets }: Pick<TrainingSettings, 'targets'>,
  agency: { key: string; name: string },
  level: number,
): number | null {
  const names = [agency.key, agency.name].map(normaliseName);
  const ofLevel = targets.filter(target => target.level === level);
  const own = ofLevel.find(
    target => target.agency !== undefined && names.includes(normaliseName(target.agency)),
  );
  const general = ofLevel.find(target => target.agency === undefined);
  return (own ?? general)?.percent ?? null;
}

/**
 * Staff in date as a percent of the staff who need it, rounded half up to a whole percent. Where that would lie it
 * has one decimal: 87.6 is not shown as a target of 88 that it does not reach, and neither "all" nor "nobody" is
 * said where somebody is missing or there.
 * @returns null where the counts are not known, and where nobody needs the training
 */
export function percentOf(
  { eligible, inDate }: ComplianceCounts,
  target: number | null = null,
): number | null {
  if (eligible === null || inDate === null || eligible === 0) return null;
  const whole = Math.floor((200 * inDate + eligible) / (2 * eligible));
  const reaches = (goal: number) => whole >= goal && 100 * inDate < goal * eligible;
  // Cut, not rounded: 87.96 would be 88.0 again.
  if (reaches(100) || (target !== null && reaches(target)))
    return Math.floor((1000 * inDate) / eligible) / 10;
  if (whole === 0 && inDate > 0) return Math.max(1, Math.round((1000 * inDate) / eligible)) / 10;
  return whole;
}

/** The share that a return tells of; null where it has neither counts nor a percentage. */
export function shareOf(figures: ComplianceFigures, target: number | null = null): Share | null {
  const { eligible, publishedFrom, publishedTo } = figures;
  if (publishedFrom !== null)
    return { kind: 'published', from: publishedFrom, to: publishedTo ?? publishedFrom };
  if (eligible === 0) return { kind: 'nobody' };
  const percent = percentOf(figures, target);
  return percent === null ? null : { kind: 'counted', percent };
}

/**
 * Whether a target is met, decided on the exact figures and never on the rounded percent.
 * @returns null where it cannot be told: no target, no figures, nobody who needs it, or a range with the target in it
 */
export function isMet(figures: ComplianceFigures, target: number | null): Met {
  const { eligible, inDate, publishedFrom, publishedTo } = figures;
  if (target === null) return null;
  if (publishedFrom !== null) {
    if (publishedFrom >= target) return true;
    return (publishedTo ?? publishedFrom) < target ? false : null;
  }
  if (eligible === null || inDate === null || eligible === 0) return null;
  return 100 * inDate >= target * eligible;
}

/** "94 %", "87.6 %", "88 to 100 %", "no staff need it". */
export function shareWords(share: Share): string {
  if (share.kind === 'nobody') return 'no staff need it';
  if (share.kind === 'counted') return `${share.percent} %`;
  return share.from === share.to ? `${share.from} %` : `${share.from} to ${share.to} %`;
}

/** "target 88 %: met"; a range around its target neither meets nor misses it. Empty without a target. */
export function targetWords(figures: ComplianceFigures, target: number | null): string {
  if (target === null) return '';
  const met = isMet(figures, target);
  if (met !== null) return `target ${target} %: ${met ? 'met' : 'not met'}`;
  return figures.publishedFrom === null ? `target ${target} %` : `target ${target} %: cannot be told`;
}
