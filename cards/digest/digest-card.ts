/** The digest: what came in, what moved, what comes next, what is missing; each section's rest behind a button. */
import type { RatingWords } from '../../services/returns/ask-state.ts';
import { ratingWords } from '../../services/returns/ratings.ts';
import { type DigestFacts, isQuiet } from '../../services/summary/digest.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { pageOf, pageTitle } from '../paging.ts';
import { faceOf } from '../render.ts';
import { scopeWords } from '../status/sentences.ts';
import { count, instantWords, truncate } from '../words.ts';
import template from './digest-card.json' with { type: 'json' };
import {
  type DigestRow,
  type DigestSection,
  digestSections,
  FIRST_LOOK,
  firstRows,
  type SectionName,
  stillWords,
  titleOf,
} from './sections.ts';

export interface DigestView {
  /** Null for the first look. */
  section: SectionName | null;
  /** Counted from 0, of a section. */
  page: number;
  /** Names the digest again when a button is pressed: the row that was posted, or its two instants. */
  codes: Readonly<Record<string, string | number>>;
  /** How the reader hears of the next one; empty for nothing. */
  note: string;
  words?: RatingWords;
  /** As few rows as can be, where Teams found the card too large. */
  isSmall?: boolean;
  forms: Forms;
}

const ROWS = 12;

/** Fewer lines where they are long. */
const LINES = [FIRST_LOOK, 14, 8] as const;

const face = faceOf(template);

export function digestCard(digest: DigestFacts, view: DigestView): Card {
  const all = digestSections(digest, view.words ?? ratingWords({}));
  const one = all.find(({ name }) => name === view.section);
  return fitting(
    LINES,
    lines =>
      withDoors(face(one ? closerLook(digest, view, one) : firstLook(digest, view, all, lines)), view.forms),
    view.isSmall,
  );
}

function firstLook(digest: DigestFacts, view: DigestView, all: readonly DigestSection[], lines: number) {
  const still = stillWords(digest);
  const quiet = isQuiet(digest);
  const first = firstRows(all, lines);
  const isCut = (section: DigestSection) =>
    first.some(one => one.section === section && one.rows.length < section.fresh.length);
  return {
    ...headOf(digest, view),
    isQuiet: quiet,
    quiet: `Nothing new since ${instantWords(digest.since, digest.board.timezone)}.${still ? ` ${still}` : ''}`,
    sections: first.map(({ section, rows }) => ({
      plain: { title: titleOf(section, rows.length) },
      rows: rows.map(rowFace),
    })),
    hasStill: !quiet && still !== '',
    still,
    buttons: all
      .filter(section => isCut(section) || section.still.length > 0)
      .map(({ name, fresh, still: before }) => ({
        plain: { title: `${buttonWords[name]} (${fresh.length + before.length})` },
        data: { ...view.codes, section: name, page: 0 },
      })),
  };
}

function closerLook(digest: DigestFacts, view: DigestView, { name, title, fresh, still }: DigestSection) {
  const paged = pageOf([...fresh, ...still], view.page, ROWS);
  const { page, shown, rest } = paged;
  return {
    ...headOf(digest, view),
    isQuiet: false,
    quiet: '',
    sections: [{ plain: { title: pageTitle(title, paged) }, rows: shown.map(rowFace) }],
    hasStill: false,
    still: '',
    buttons: [
      { plain: { title: '‹ Digest' }, data: { ...view.codes, page: 0 } },
      ...(rest > 0
        ? [
            {
              plain: { title: `Next ${Math.min(ROWS, rest)} ›` },
              data: { ...view.codes, section: name, page: page + 1 },
            },
          ]
        : []),
    ],
  };
}

const buttonWords: Record<SectionName, string> = {
  'came-in': 'All that came in',
  moved: 'All ratings',
  due: 'All that comes next',
  missing: 'All not in',
  overdue: 'All overdue',
  training: 'Training',
  decisions: 'All decisions',
};

function headOf(digest: DigestFacts, { note }: DigestView) {
  const { board, scope, since, until } = digest;
  return {
    plain: { fallback: spokenDigest(digest) },
    title: `Digest · ${truncate(board.short, 60)}`,
    about: `since ${instantWords(since, board.timezone)} · as at ${instantWords(until, board.timezone)}`,
    hasScope: scope.kind !== 'board',
    scope: scopeWords(scope),
    hasNote: note !== '',
    note: truncate(note, 200),
  };
}

const rowFace = ({ mark, colour, ref, text, detail }: DigestRow) => ({
  hasMark: mark !== '',
  mark,
  colour,
  hasRef: ref !== '',
  ref,
  text,
  hasDetail: detail !== '',
  detail,
});

/** Numbers alone, for a client that cannot draw the card. */
function spokenDigest(digest: DigestFacts): string {
  const { cameIn, moved, missing, overdue } = digest;
  if (isQuiet(digest)) return 'Digest: nothing new.';
  return `Digest: ${count(cameIn.length, 'return')} with answers, ${count(moved.length, 'rating')} moved, ${missing.fresh.length} newly late, ${overdue.fresh.length} newly overdue.`;
}
