/** Every action of a summary with everything that was said of it, and where it comes from. */
import { requireMay } from '../people/permissions.ts';
import { ratingWords } from '../returns/ratings.ts';
import { boards } from '../store/entities/board.ts';
import type { ActionFacts, Facts, Source } from '../summary/facts.ts';
import { readPaperFor } from '../summary/papers.ts';
import { type CsvCell, csvOf } from './csv.ts';
import type { DocumentKind } from './document.ts';

export const annex: DocumentKind = {
  title: 'Annex: every action',
  extension: 'csv',
  contentType: 'text/csv; charset=utf-8',
  async make(deps, actor, { period }) {
    const { store, clock } = deps;
    const board = await store.read(async view => {
      await requireMay(view, actor, 'document.open', { now: clock.now() });
      return view.rows(boards).get(actor.boardId);
    });
    const { facts, summary } = await readPaperFor(deps, actor, period);
    const words = ratingWords(board.settings.ratings);
    const state = summary?.state === 'approved' ? `paper ${summary.version}` : 'draft';
    return {
      name: `${facts.board.short} ${facts.period} annex ${state}`,
      content: annexOf(facts, rag => (rag === 'notReported' ? 'Not reported' : words[rag].label)),
    };
  },
};

const header = [
  'Ref',
  'Action',
  'Priority',
  'Outcome',
  'Groups',
  'Lead',
  'Rating',
  'No change',
  'Progress',
  'Impact',
  'Next',
  'Blockers',
  'Evidence',
  'Also said',
  'Due',
  'Due at first',
  'Times moved',
  'Overdue',
  'Last reported',
  'Late',
  'Signed off',
  'Said by',
  'Agency',
  'Entered by',
  'Said at (UTC)',
  'Version',
  'Period',
];

export function annexOf(
  { actions, restricted }: Facts,
  ratingOf: (rag: ActionFacts['rag']) => string,
): string {
  const hidden = restricted.length === 1 ? '1 action is' : `${restricted.length} actions are`;
  const last =
    restricted.length > 0
      ? [['', `${hidden} restricted to people named: counted in the totals, and not listed`]]
      : [];
  return csvOf(header, [
    ...actions.map((action): CsvCell[] => [
      action.ref,
      action.title,
      action.priority,
      action.outcome,
      action.groups.join('; '),
      action.lead,
      ratingOf(action.rag),
      action.noChange,
      action.progress,
      action.impact,
      action.next,
      action.blockers,
      action.evidence,
      action.alsoSaid.map(sayOther).join('\n'),
      action.due,
      action.originalDue,
      Math.max(0, action.dueHistory.length - 1),
      action.overdue,
      action.lastReported && `${ratingOf(action.lastReported.rating)}, ${action.lastReported.period}`,
      action.late,
      action.signedOff,
      ...sourceCells(action.source),
    ]),
    ...last,
  ]);
}

const sayOther = ({ group, progress, impact, next, source }: ActionFacts['alsoSaid'][number]) =>
  `${group} (${source.by}): ${[progress, impact, next].filter(text => text !== null).join(' / ')}`;

function sourceCells(source: Source | null): CsvCell[] {
  if (!source) return [null, null, null, null, null, null];
  return [source.by, source.agency, source.enteredBy, source.at, source.version, source.period];
}
