/** The lists of a closer look at training: courses, sectors, agencies, compliance, what is missing, what does not fit. */
import type { ImbalanceFacts, TrainingFacts } from '../../services/summary/training-shape.ts';
import { measureWords } from '../../services/training/misfit-words.ts';
import { percentWords, shownWords } from '../figures.ts';
import { dayWords, sourceWords, truncate } from '../words.ts';
import {
  complianceDetail,
  complianceName,
  complianceWords,
  headline,
  missingPart,
} from './training-words.ts';

export interface TrainingRow {
  /** The title of its list: words of ours. */
  list: string;
  name: string;
  text: string;
  /** In quiet text below; empty for none. */
  detail: string;
}

const NAME = 100;
const NOTE = 200;

/** @param zone the board's, for the days on which figures were given */
export function trainingRows(training: TrainingFacts, zone: string): TrainingRow[] {
  return [
    ...courseRows(training),
    ...sectorRows(training),
    ...agencyRows(training),
    ...complianceRows(training, zone),
    ...training.notReturned.map(missing => row('Not returned', missingPart(missing), '')),
    ...training.imbalances.map(imbalanceRow),
  ];
}

const row = (list: string, name: string, text: string, detail = ''): TrainingRow => ({
  list,
  name,
  text,
  detail,
});

function courseRows({ byCourse, programme }: TrainingFacts): TrainingRow[] {
  const rows = byCourse.map(course => {
    const { awaitingRegisters: registers } = course;
    const details = [
      ...(registers > 0 ? [`${registers} ${registers === 1 ? 'register' : 'registers'} not in yet`] : []),
      ...leftWords(course.notBrokenDown.attended, 'by run'),
    ];
    const level = course.levelName ? ` · ${truncate(course.levelName, NAME)}` : '';
    return row(
      'By course',
      `${truncate(course.course, NAME)}${level}`,
      headline(course) || 'no figures known',
      details.join(' · '),
    );
  });
  return [...rows, ...leftRow('By course', programme?.notBrokenDown.attended ?? null)];
}

function sectorRows({ bySector, notBrokenDown }: TrainingFacts): TrainingRow[] {
  const rows = bySector.map(({ sector, attended, percent }) =>
    row('By sector', truncate(sector, NAME), cameWords(attended, percent)),
  );
  return rows.length === 0 ? [] : [...rows, ...leftRow('By sector', notBrokenDown.bySector)];
}

function agencyRows({ byAgency, notBrokenDown }: TrainingFacts): TrainingRow[] {
  const rows = byAgency.map(({ agency, attended, percent }) =>
    row('By agency', truncate(agency, NAME), cameWords(attended, percent)),
  );
  return rows.length === 0 ? [] : [...rows, ...leftRow('By agency', notBrokenDown.byAgency)];
}

const cameWords = (attended: TrainingFacts['bySector'][number]['attended'], percent: typeof attended) =>
  typeof percent === 'number'
    ? `${shownWords(attended)} attended, ${percent === 0 && attended !== 0 ? 'under 1\u00A0%' : percentWords(percent)} of all`
    : `${shownWords(attended)}${attended === 'suppressed' ? '' : ' attended'}`;

/** What the parts leave of a total is told where it is something. */
const leftRow = (list: string, left: TrainingFacts['notBrokenDown']['bySector']): TrainingRow[] =>
  left === null || left === 0 || (typeof left === 'number' && left < 0)
    ? []
    : [
        row(
          list,
          'Not broken down',
          left === 'suppressed' ? shownWords(left) : `${shownWords(left)} attended`,
        ),
      ];

const leftWords = (left: TrainingFacts['notBrokenDown']['bySector'], by: string): string[] =>
  typeof left === 'number' && left > 0 ? [`${shownWords(left)} attended not broken down ${by}`] : [];

function complianceRows({ compliance }: TrainingFacts, zone: string): TrainingRow[] {
  return compliance.map(line =>
    row(
      'Compliance',
      complianceName(line),
      complianceWords(line),
      [complianceDetail(line), ...noteWords(line.note), sourceWords(line.source, zone)].join(' · '),
    ),
  );
}

function imbalanceRow(imbalance: ImbalanceFacts): TrainingRow {
  const { about, course, firstDay, note } = imbalance;
  const day = firstDay ? `, ${dayWords(firstDay)}` : '';
  const name = about === 'programme' ? 'The programme' : `${truncate(course ?? '', NAME)}${day}`;
  return row('Does not fit', name, misfitWords(imbalance), noteWords(note).join(''));
}

const noteWords = (note: string | null): string[] => (note ? [`Note: ${truncate(note, NOTE)}`] : []);

function misfitWords({ about, kind, figure, given, expected }: ImbalanceFacts): string {
  const [said, other] = [shownWords(given), shownWords(expected)];
  switch (kind) {
    case 'attended-not-balanced':
      return `attended ${said}; booked, cancelled, no-shows and unbooked make ${other}`;
    case 'held-above-planned':
      return `held ${said}, planned ${other}`;
    case 'attended-above-places':
      return `attended ${said}, places ${other}`;
    case 'unbooked-above-attended':
      return `came unbooked ${said}, attended ${other}`;
    case 'told-apart-above-attended':
      return `attended ${said}; by agency and sector ${other}`;
    case 'parts-above-total':
      return `${measureWords[figure]} ${said}; its ${about === 'course' ? 'runs' : 'courses'} come to ${other}`;
  }
}
