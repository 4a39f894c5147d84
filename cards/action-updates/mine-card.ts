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
  /** Null for a return of another kind, which is opened as a whole. */
  actionId: string | null;
  /** The action's ref, or the word of the kind: what is typed after "form". */
  ref: string;
  /** The action's title, or the kind's and its period. */
  title: string;
  /** Who is asked. */
  groupName: string;
  /** The day the action itself is due, null where the plan has none; the round's due day for another return. */
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
  const heading = headingOf(items);
  return withDoors(
    face({
      plain: {
        fallback: `${heading} ${done} done.`,
        heading,
        next: `Next ${Math.min(ROWS, rest)} ›`,
      },
      about: aboutWords(items.length, done),
      items: shown.map(item => ({
        verb: item.actionId ? 'update.open' : 'ask.show',
        data: item.actionId
          ? { ask: item.askId, action: item.actionId, form: 'opens' }
          : { ask: item.askId, page: 0 },
        verbWord: item.actionId ? 'Update' : 'Open',
        isAction: item.actionId !== null,
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

/** "2 actions wait for your update.", "1 return waits for you.", "2 actions and 1 other return wait for you." */
function headingOf(items: readonly MineItem[]): string {
  const actions = items.filter(({ actionId }) => actionId !== null).length;
  const others = items.length - actions;
  if (items.length === 0) return 'Nothing waits for you.';
  if (others === 0) return `${count(actions, 'action waits', 'actions wait')} for your update.`;
  if (actions === 0) return `${count(others, 'return waits', 'returns wait')} for you.`;
  return `${count(actions, 'action')} and ${count(others, 'other return')} wait for you.`;
}

function aboutWords(waiting: number, done: number): string {
  if (done > 0) return waiting > 0 ? `${done} done already.` : `All ${done} of yours in.`;
  return waiting > 0 ? 'None is in yet.' : 'Nothing is asked of you or your groups now.';
}
