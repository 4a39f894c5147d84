/** A closer look at training behind a status or a summary: the programme with its rates, then everything that it is made of. */
import type { Facts, Source } from '../../services/summary/facts.ts';
import type { TrainingFacts } from '../../services/summary/training-shape.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { pageOf, pageTitle } from '../paging.ts';
import { faceOf } from '../render.ts';
import { instantWords, sourceWords, truncate } from '../words.ts';
import { scopeCodes, scopeWords } from './sentences.ts';
import template from './training-card.json' with { type: 'json' };
import { type TrainingRow, trainingRows } from './training-rows.ts';
import {
  awaitingWords,
  comparedWords,
  complianceLine,
  isAsked,
  rateWords,
  suppressionNote,
  trainingLine,
} from './training-words.ts';

/** How many rows a page has; fewer where they are long. */
const ROWS = [12, 8, 5, 3] as const;

/** As many people as a line can name. */
const GIVERS = 3;

const face = faceOf(template);

export interface TrainingLook {
  /** Counted from 0. */
  page: number;
  /** As StatusView has them. */
  own?: readonly string[] | null;
  all?: boolean;
  /** What it is a closer look at, and leads back to: the facts as they stand, or a paper. */
  of?: 'status' | 'summary';
}

export function trainingCard(facts: Facts, { forms, ...look }: TrainingLook & { forms: Forms }): Card {
  return fitting(ROWS, rows => withDoors(face(trainingFace(facts, look, rows)), forms));
}

function trainingFace(
  facts: Facts,
  { page: wanted, own = null, all = false, of = 'status' }: TrainingLook,
  size: number,
) {
  const { board, scope, training, period } = facts;
  const rows = isAsked(training) ? trainingRows(training, board.timezone) : [];
  const paged = pageOf(rows, wanted, size);
  const about = aboutLines(facts);
  const isFirst = paged.page === 0;
  const note = isAsked(training) ? suppressionNote(training) : '';
  const codes = of === 'summary' ? { period } : { board: board.key, period, ...scopeCodes(scope, all) };
  return {
    verb: `${of}.view`,
    plain: {
      top: of === 'summary' ? '‹ Summary' : '‹ Status',
      fallback: `Training in ${period}: ${spoken(training)}`,
      next: `Next ${Math.min(size, paged.rest)} ›`,
    },
    title: `${truncate(board.short, 60)} · ${period} · Training`,
    asAt: `as at ${instantWords(facts.asAt, board.timezone)}`,
    hasScope: scope.kind !== 'board',
    scope: scopeWords(scope, own),
    isEmpty: !isAsked(training),
    empty: emptyWords(facts),
    lines: isFirst ? about.map(line => ({ ...line, isPlain: !line.isStrong && !line.isQuiet })) : [],
    hasLines: isFirst && about.length > 0,
    lists: listsOf(rows, paged.shown),
    hasNote: note !== '',
    note,
    canNext: paged.rest > 0,
    data: {
      top: { ...codes, view: 'top', page: 0 },
      next: { ...codes, view: 'training', page: paged.page + 1 },
    },
  };
}

/** Why there is nothing to show. */
export const emptyWords = ({ scope }: Pick<Facts, 'scope'>): string =>
  scope.kind === 'board'
    ? 'Nothing of training was asked for in this period.'
    : 'Nothing of training was asked of this part in this period.';

/** Numbers alone, for a client that cannot draw the card. */
function spoken(training: TrainingFacts | null): string {
  const words = [trainingLine(training), complianceLine(training)].filter(line => line !== '');
  const isNamed = training !== null && (training.programme === null || training.isShared);
  return (isNamed ? words.slice(1) : words).join(' ') || 'no figures.';
}

interface AboutLine {
  text: string;
  isQuiet: boolean;
  isStrong: boolean;
}

/** The programme as a whole: what it came to, its rates, and what it is compared with. */
export function aboutLines({ training, board }: Pick<Facts, 'training' | 'board'>): AboutLine[] {
  if (!isAsked(training)) return [];
  const line = (text: string, look: Partial<AboutLine> = {}): AboutLine[] =>
    text === '' ? [] : [{ text, isQuiet: false, isStrong: false, ...look }];
  const { programme } = training;
  const rates = programme ? Object.values(programme.rates).filter(rate => rate !== null) : [];
  const { previous = null, lastYear = null } = programme ?? {};
  const isOne = previous?.period === lastYear?.period;
  return [
    ...line(trainingLine(training), { isStrong: true }),
    ...rates.flatMap(rate => line(rateWords(rate))),
    ...(programme && programme.awaitingRegisters > 0 ? line(awaitingWords(programme.awaitingRegisters)) : []),
    ...(previous ? line(`Last period, ${comparedWords(previous)}`, { isQuiet: true }) : []),
    ...(lastYear && !isOne ? line(`A year before, ${comparedWords(lastYear)}`, { isQuiet: true }) : []),
    ...(programme ? line(giversWords(programme.sources, board.timezone), { isQuiet: true }) : []),
    ...line(complianceLine(training), { isStrong: true }),
  ];
}

/** Each person once, by the newest return of theirs. */
export function giversWords(sources: readonly Source[], zone: string): string {
  const newest = new Map(sources.map(source => [`${source.by} ${source.enteredBy}`, source]));
  const all = [...newest.values()].map(source => sourceWords(source, zone));
  const more = all.length > GIVERS ? `; and ${all.length - GIVERS} more` : '';
  return all.length === 0 ? '' : `From ${all.slice(0, GIVERS).join('; ')}${more}`;
}

/** The rows of a page under the titles of their lists, each with how much of the list is here. */
function listsOf(all: readonly TrainingRow[], shown: readonly TrainingRow[]) {
  const titles = [...new Set(shown.map(({ list }) => list))];
  return titles.map(title => {
    const whole = all.filter(({ list }) => list === title);
    const here = shown.filter(({ list }) => list === title);
    const before = whole.indexOf(here[0] as TrainingRow);
    const paged = { page: 0, shown: here, before, rest: whole.length - before - here.length };
    return {
      plain: { title: pageTitle(title, paged) },
      rows: here.map(({ name, text, detail }) => ({
        name,
        hasText: text !== '',
        text,
        hasDetail: detail !== '',
        detail,
      })),
    };
  });
}
