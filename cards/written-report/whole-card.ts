/** A whole written report: to look at before it is submitted, and to read where it was posted or from a summary. */
import type { PersonLine } from '../../services/returns/ask-state.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { faceOf } from '../render.ts';
import { personWords, plainWords, truncate } from '../words.ts';
import { kindTitle, type ReportToRead } from './report-to-read.ts';
import { shortTitle } from './short-title.ts';
import { beginning } from './text-pages.ts';
import template from './whole-card.json' with { type: 'json' };

/** Ids, codes and numbers by which a press finds the same report again. */
export type ReadingCodes = Readonly<Record<string, string | number>>;

export interface WholeView {
  /** What has just happened; null for nothing. */
  banner: string | null;
  /** What stands under the title beside who submitted it. */
  notes: readonly string[];
  /** How the presses of this card find the report. */
  codes: ReadingCodes;
  /** `posted` where it stands in a channel or chat of its own, `form` in a dialog or in place of another card. */
  place: 'posted' | 'form';
  /** The draft, to be changed and submitted; null for reading. */
  draft: DraftView | null;
  /** True where it was opened from a list of several. */
  hasList: boolean;
  /** As little of the texts as can be, where Teams found the card too large. */
  isSmall?: boolean;
  forms: Forms;
}

export interface DraftView {
  askId: string;
  /** False in a round that takes no more. */
  canEdit: boolean;
  /** "Submit" or "Submit again" for who may; null for others, and where something is missing. */
  submit: { title: string; seen: string } | null;
  /** "Ready for Ann Ward to submit", "Still to be written: …". */
  ready: string;
  /** Whom the manager may submit it for. */
  givers: readonly PersonLine[];
}

/** How much of each heading is shown, in characters of JSON. */
const TEXTS = [3500, 2000, 1200, 700, 400, 250] as const;
const NAME = 120;
const BANNER = 400;
const GIVERS = 40;

const face = faceOf(template);

export function wholeCard(report: ReportToRead, view: WholeView): Card {
  return fitting(TEXTS, max => withDoors(face(wholeFace(report, view, max)), view.forms), view.isSmall);
}

function wholeFace(report: ReportToRead, view: WholeView, max: number) {
  const { draft, codes, place } = view;
  const title = kindTitle(report.kind);
  const form = place === 'form' ? 'within' : 'opens';
  const givers = draft?.submit ? draft.givers.slice(0, GIVERS) : [];
  const notes = [report.submitted, ...view.notes].flatMap(text => (text ? [{ text: `${text}.` }] : []));
  return {
    plain: {
      fallback: `${title} of ${report.period}.`,
      title,
      submit: draft?.submit?.title ?? '',
    },
    hasBanner: view.banner !== null,
    banner: truncate(view.banner ?? '', BANNER),
    about: `${truncate(report.asked, NAME)} · ${report.period}`,
    notes,
    headings: report.headings.map(({ id, title: heading, text, by }) => {
      const { lines, isCut } = beginning(text ?? '', max);
      return {
        id,
        plain: {
          title: heading,
          read: `Read all of “${shortTitle(heading)}”`,
          edit: text === null ? `Write “${shortTitle(heading)}”` : `Edit “${shortTitle(heading)}”`,
        },
        lines,
        by: text === null ? 'Not written yet' : by,
        isCut,
        hasButtons: isCut || draft?.canEdit === true,
        data: { ...codes, heading: id, page: 0, form },
      };
    }),
    canEdit: draft?.canEdit === true,
    ask: draft?.askId ?? '',
    hasReady: (draft?.ready ?? '') !== '',
    ready: draft?.ready ?? '',
    canGive: givers.length > 0,
    givers: givers.map(person => ({ id: person.id, plain: { name: plainWords(personWords(person)) } })),
    canSubmit: (draft?.submit ?? null) !== null,
    seen: draft?.submit?.seen ?? '',
    hasList: view.hasList,
    canClose: place === 'form',
    data: { list: { ...codes, form: 'within' }, close: { ...codes, form: 'within' } },
  };
}
