/** A calendar file at the terminal: a look, or the taking of its dates. */
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { findGroup } from '../people/groups.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import { readPlanning } from '../rounds/planned-rounds.ts';
import { boards } from '../store/entities/board.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import { dayOf } from '../time.ts';
import { LEFT_OUT } from '../training/files/columns.ts';
import { type CalendarLook, lookAtCalendar, type TakeMode } from './look-at-calendar.ts';
import { readIcs } from './read-ics.ts';
import { takeCalendar } from './take-calendar.ts';
import { readSaidTitles, titleKey } from './whose-meeting.ts';

export interface ImportChoice {
  mode: TakeMode;
  /** By title, the name of the group whose meeting it is, or `-` for nobody's. */
  titles: readonly { words: string; meaning: string }[];
  /** The name of the group whose all of the file is; null where the titles say it. */
  group: string | null;
  /** False for a look. */
  take: boolean;
}

/** @throws CollateError `not_allowed`, `group_unknown`, `input_invalid`, `file_unmatched`, and those of `readIcs` */
export function importCalendar(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
  bytes: Uint8Array,
  choice: ImportChoice,
): Promise<CalendarLook> {
  const now = clock.now();
  const work = async (view: View, take: Unit | null): Promise<CalendarLook> => {
    await requireMay(view, actor, 'plan.change', { now }, 'say when groups meet');
    const board = await view.rows(boards).get(actor.boardId);
    const records = await readPlanning(view, board);
    const today = dayOf(now, board.timezone);
    const calendar = readIcs(bytes, { today, zone: board.timezone });
    const titles = new Set(calendar.events.map(({ title }) => titleKey(title)));
    const said = new Map(
      choice.titles.map(({ words, meaning }) => {
        const key = titleKey(words);
        if (!titles.has(key))
          throw new CollateError('input_invalid', `“${words}” is the title of no event in this file.`);
        return [key, meaning === LEFT_OUT ? LEFT_OUT : findGroup(records.groups, meaning).id];
      }),
    );
    const group = choice.group === null ? null : findGroup(records.groups, choice.group);
    const { mode } = choice;
    if (take) return (await takeCalendar(take, actor, calendar, { said, mode, group, now })).look;
    const all = new Map([...(await readSaidTitles(view, board.id)), ...said]);
    const asked = calendar.isInvitation ? 'add' : mode;
    return lookAtCalendar(records, calendar, { said: all, mode: asked, today, group });
  };
  return choice.take ? store.write(unit => work(unit, unit)) : store.read(view => work(view, null));
}
