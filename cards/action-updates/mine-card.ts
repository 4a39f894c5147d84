/** What waits for one person, in all their groups. */
import type { Day } from '../../services/time.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { pageOf } from '../paging.ts';
import { faceOf } from '../render.ts';
import { count, dayWords, truncate } from '../words.ts';
import template from './mine-card.json' with { type: 'json' };

export interface MineItem {
  askId: string;
  actionId: string;
  ref: string;
  title: string;
  groupName: string;
  /** The day the action itself is due; null where the plan has none. */
  due: Day | null;
  overdue: boolean;
}

export interface MineView {
  /** What still waits, the most urgent first. */
  items: readonly MineItem[];
  /** How many of this person's are in already, in rounds that are open. */
  done: number;
  /** Counted from 0; five rows each. */
  page: number;
  forms: Forms;
}

const ROWS = 5;
const TITLE = 160;
const GROUP = 80;

const face = faceOf(template);

export function mineCard({ items, done, page: wanted, forms }: MineView): Card {
  const { page, shown, rest } = pageOf(items, wanted, ROWS);
  const heading =
    items.length === 0
      ? 'Nothing waits for you.'
      : `${count(items.length, 'action waits', 'actions wait')} for your update.`;
  return withDoors(
    face({
      plain: {
        fallback: `${heading} ${done} done.`,
        heading,
        next: `Next ${Math.min(ROWS, rest)} ›`,
      },
      about: aboutWords(items.length, done),
      items: shown.map(item => ({
        askId: item.askId,
        actionId: item.actionId,
        ref: item.ref,
        title: truncate(item.title, TITLE),
        short: truncate(item.title, TITLE / 2),
        group: truncate(item.groupName, GROUP),
        due: item.due ? `due ${dayWords(item.due)}${item.overdue ? ',' : ''}` : 'no due date',
        overdue: item.overdue,
      })),
      hasPages: items.length > ROWS,
      canGoBack: page > 0,
      canGoOn: rest > 0,
      nextPage: page + 1,
      hasHint: shown.length > 0,
      hintRef: shown[0]?.ref ?? '',
    }),
    forms,
  );
}

function aboutWords(waiting: number, done: number): string {
  if (done > 0) return waiting > 0 ? `${done} done already.` : `All ${done} of yours in.`;
  return waiting > 0 ? 'None is in yet.' : 'No action that you lead is asked for.';
}
