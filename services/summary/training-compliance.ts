/** Training compliance in the facts: what agencies gave beside its target, and who has not given anything yet. */

import { levelName, trainingOf } from '../plan/training-settings.ts';
import { isSmall, suppressSmall } from '../privacy/suppress.ts';
import { readComplianceSubject } from '../rounds/owed/compliance.ts';
import type { AskRow } from '../store/entities/rounds.ts';
import { type ComplianceFigures, isMet, shareOf, targetOf } from '../training/compliance.ts';
import { partSource } from './part-source.ts';
import type { Records } from './records.ts';
import type { ComplianceRecord } from './training-records.ts';
import type { ComplianceFacts, NotReturned, Shown } from './training-shape.ts';

/** By agency, then by level. */
export function complianceFacts(records: Records, threshold: number | null): ComplianceFacts[] {
  const { round, asks, nameOf, training, board } = records;
  const settings = trainingOf(board);
  return training.compliance
    .filter(record => record.round.id === round.id)
    .map(record => {
      const { agencyId, level, asAt, note, eligible, inDate } = record.content;
      const agency = training.agencies.find(row => row.id === agencyId) ?? { key: '', name: '' };
      const target = targetOf(settings, agency, level);
      const ask = asks.find(({ id }) => id === record.askId);
      const hidden = hiddenIn(record.content, threshold);
      const isHidden = hidden.eligible || hidden.inDate;
      return {
        agency: agency.name,
        level,
        levelName: levelName(settings, level),
        asked: ask ? nameOf(ask).short : '',
        eligible: unless(hidden.eligible, eligible),
        inDate: unless(hidden.inDate, inDate),
        ...percents(record.content, target, isHidden),
        withoutDenominator: record.content.publishedFrom !== null,
        target,
        met: metWord(record.content, target, hidden, threshold),
        asAt,
        note: isHidden ? null : note,
        last: lastOf(records, record, threshold),
        source: partSource(record, round.period),
      };
    })
    .sort((one, other) => one.agency.localeCompare(other.agency, 'en') || one.level - other.level);
}

/** What was said the last time of the same agency and level, whoever was asked then. */
function lastOf(
  { training, round, board }: Records,
  { content: { agencyId, level } }: ComplianceRecord,
  threshold: number | null,
): ComplianceFacts['last'] {
  const last = training.compliance.findLast(
    ({ content, round: { startsOn } }) =>
      content.agencyId === agencyId && content.level === level && startsOn < round.startsOn,
  );
  if (!last) return null;
  const agency = training.agencies.find(row => row.id === agencyId) ?? { key: '', name: '' };
  const target = targetOf(trainingOf(board), agency, level);
  const { eligible, inDate } = hiddenIn(last.content, threshold);
  return { ...percents(last.content, target, eligible || inDate), period: last.round.period };
}

function percents(
  figures: ComplianceFigures,
  target: number | null,
  isHidden: boolean,
): { percent: Shown; percentTo: number | null } {
  const share = shareOf(figures, target);
  if (share?.kind === 'published')
    return { percent: share.from, percentTo: share.to === share.from ? null : share.to };
  return { percent: unless(isHidden, share?.kind === 'counted' ? share.percent : null), percentTo: null };
}

interface Hidden {
  eligible: boolean;
  inDate: boolean;
}

/** Those whose training is not in date are a count too, which the two figures give away together. */
function hiddenIn({ eligible, inDate }: ComplianceFigures, threshold: number | null): Hidden {
  if (eligible === null || inDate === null) {
    return { eligible: isSmall(eligible, threshold), inDate: isSmall(inDate, threshold) };
  }
  const cells = [
    { key: 'eligible', value: eligible },
    { key: 'inDate', value: inDate },
    { key: 'notInDate', value: eligible - inDate },
  ];
  const sum = { total: 'eligible', plus: ['inDate', 'notInDate'] };
  const hidden = suppressSmall(cells, [sum], threshold);
  return { eligible: hidden.has('eligible'), inDate: hidden.has('inDate') };
}

/** The word is left out where it would narrow down what is left out to a few values. */
function metWord(
  figures: ComplianceFigures,
  target: number | null,
  hidden: Hidden,
  threshold: number | null,
): ComplianceFacts['met'] {
  const met = isMet(figures, target);
  if (met === null) return null;
  const { eligible } = figures;
  if (threshold !== null && hidden.eligible) return 'suppressed';
  if (threshold !== null && hidden.inDate && eligible !== null) {
    const values = Array.from({ length: Math.max(0, eligible - 1) }, (_, index) => index + 1);
    const fitting = values.filter(inDate => isMet({ ...figures, inDate }, target) === met);
    if (fitting.length < threshold) return 'suppressed';
  }
  return met ? 'met' : 'not met';
}

const unless = (isHidden: boolean, value: number | null): Shown =>
  isHidden && value !== null ? 'suppressed' : value;

/** Who was asked of training and has not answered yet: groups for their figures, then agencies by level. */
export function notReturned(records: Records): NotReturned[] {
  const ofRound = records.asks.filter(ask => ask.roundId === records.round.id);
  return [
    ...ofRound.filter(ask => ask.kind === 'training-figures').flatMap(ask => figuresMissing(records, ask)),
    ...ofRound.filter(ask => ask.kind === 'compliance').flatMap(ask => complianceMissing(records, ask)),
  ].sort(
    (one, other) =>
      (one.agency ?? '').localeCompare(other.agency ?? '', 'en') ||
      (one.level ?? 0) - (other.level ?? 0) ||
      one.asked.localeCompare(other.asked, 'en'),
  );
}

/** A group has answered when it has said that its figures are all. */
function figuresMissing(records: Records, ask: AskRow): NotReturned[] {
  if (openParts(records, ask).length === 0) return [];
  const begun = records.partReturns.some(row => row.askId === ask.id);
  const asked = records.nameOf(ask).short;
  return [{ kind: 'training-figures', asked, agency: null, level: null, levelName: null, begun }];
}

function complianceMissing(records: Records, ask: AskRow): NotReturned[] {
  const settings = trainingOf(records.board);
  return openParts(records, ask).map(subjectId => {
    const { agencyId, level } = readComplianceSubject(subjectId);
    return {
      kind: 'compliance',
      asked: records.nameOf(ask).short,
      agency: records.agencyNames.get(agencyId) ?? '',
      level,
      levelName: levelName(settings, level),
      begun: false,
    };
  });
}

function openParts({ askParts, partReturns }: Records, ask: AskRow): string[] {
  const answered = new Set(partReturns.filter(row => row.askId === ask.id).map(row => row.subjectId));
  return askParts
    .filter(part => part.askId === ask.id && !answered.has(part.subjectId))
    .map(part => part.subjectId);
}
