/** A calendar file that the manager sent in 1:1 chat: looked at, and its titles matched, before any date changes. */
import { recordAudit } from '../audit/record.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import { guardTexts } from '../privacy/guard-texts.ts';
import { readPlanning } from '../rounds/planned-rounds.ts';
import { boards } from '../store/entities/board.ts';
import { sentFiles } from '../store/entities/training.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import { type Day, dayOf } from '../time.ts';
import { type CalendarLook, lookAtCalendar, type TakeMode } from './look-at-calendar.ts';
import { type IcsCalendar, readIcs } from './read-ics.ts';
import { takeCalendar } from './take-calendar.ts';
import { readSaidTitles, type SaidTitles } from './whose-meeting.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

const KEPT_MS = 24 * 60 * 60 * 1000;

/** What is kept for a day; once its dates are taken, not even its titles. */
type Kept =
  | { what: 'calendar'; stage: 'look'; calendar: IcsCalendar; said: Record<string, string> }
  | { what: 'calendar'; stage: 'taken'; days: number };

export interface SentCalendar {
  fileId: string;
  name: string;
  today: Day;
  /** The groups that an event may be a meeting of, in the board's order. */
  groups: { id: string; name: string }[];
  /** Null once the dates are taken. */
  look: CalendarLook | null;
  /** True for an invitation by mail, which speaks of its own events alone. */
  isInvitation: boolean;
  /** How many days were taken; null before that. */
  taken: number | null;
}

/**
 * Keeps what matters of the file for a day, and says what it would change.
 * @throws CollateError `not_allowed`, `identifier_found`, and those of `readIcs`
 */
export async function receiveCalendar(
  { store, clock }: Deps,
  actor: Actor & { personId: string },
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<SentCalendar> {
  const now = clock.now();
  const { boardId, personId } = actor;
  const calendar = await store.read(async view => {
    await requireTaking(view, actor, now);
    const { timezone: zone } = await view.rows(boards).get(boardId);
    return readIcs(bytes, { today: dayOf(now, zone), zone });
  });
  return store.write(async unit => {
    await guardTexts(unit, actor, textsOf(name, calendar), now);
    await unit.rows(sentFiles).remove({ boardId, personId, name });
    const figures: Kept = { what: 'calendar', stage: 'look', calendar, said: {} };
    const until = new Date(now.getTime() + KEPT_MS);
    const row = await unit
      .rows(sentFiles)
      .insert({ boardId, personId, askId: null, name, url: null, figures, until });
    await recordAudit(unit, { ...actor, at: now, event: 'file.received', subject: { file: row.id } });
    return shownOf(unit, actor, row.id, { mode: 'only', now });
  });
}

/** Before anything of it is kept, be it for a day. @throws CollateError `identifier_found` */
const textsOf = (name: string, { name: called, events }: IcsCalendar) => ({
  'The file’s name': name,
  'The name of the calendar': called,
  'The titles': [...new Set(events.map(({ title }) => title))].join('\n'),
});

/**
 * What it would change, by what was said of its titles so far and what is said now.
 * @param said by a title's key, a group's id or that it is nobody's meeting here
 * @throws CollateError `not_allowed`, `file_gone`
 */
export function sayWhose(
  { store, clock }: Deps,
  actor: Actor,
  fileId: string,
  said: SaidTitles,
): Promise<SentCalendar> {
  return store.write(async unit => {
    const now = clock.now();
    await requireTaking(unit, actor, now);
    const { kept } = await findSent(unit, actor, fileId, now);
    if (kept.stage === 'look' && said.size > 0) {
      const figures: Kept = { ...kept, said: { ...kept.said, ...Object.fromEntries(said) } };
      await unit.rows(sentFiles).update({ id: fileId }, { figures });
      await recordAudit(unit, { ...actor, at: now, event: 'file.matched', subject: { file: fileId } });
    }
    return shownOf(unit, actor, fileId, { mode: 'only', now });
  });
}

/** Takes the dates; pressed a second time, it is the same. @throws CollateError `not_allowed`, `file_gone`, `file_unmatched` */
export function takeSentCalendar(
  { store, clock }: Deps,
  actor: Actor,
  fileId: string,
  mode: TakeMode,
): Promise<SentCalendar> {
  return store.write(async unit => {
    const now = clock.now();
    await requireTaking(unit, actor, now);
    const { kept } = await findSent(unit, actor, fileId, now);
    if (kept.stage === 'look') {
      const said = new Map(Object.entries(kept.said));
      const { days } = await takeCalendar(unit, actor, kept.calendar, { said, mode, now });
      const figures: Kept = { what: 'calendar', stage: 'taken', days };
      await unit.rows(sentFiles).update({ id: fileId }, { figures });
    }
    return shownOf(unit, actor, fileId, { mode, now });
  });
}

const requireTaking = (view: View, actor: Actor, now: Date) =>
  requireMay(view, actor, 'plan.change', { now }, 'say when groups meet');

async function shownOf(
  view: View,
  actor: Actor,
  fileId: string,
  { mode, now }: { mode: TakeMode; now: Date },
): Promise<SentCalendar> {
  const { name, kept } = await findSent(view, actor, fileId, now);
  const board = await view.rows(boards).get(actor.boardId);
  const records = await readPlanning(view, board);
  const today = dayOf(now, board.timezone);
  const shown = { fileId, name, today, groups: records.groups.map(({ id, name: of }) => ({ id, name: of })) };
  if (kept.stage === 'taken') return { ...shown, look: null, isInvitation: false, taken: kept.days };
  const said = new Map([...(await readSaidTitles(view, board.id)), ...Object.entries(kept.said)]);
  const { isInvitation } = kept.calendar;
  const look = lookAtCalendar(records, kept.calendar, { said, mode: isInvitation ? 'add' : mode, today });
  return { ...shown, look, isInvitation, taken: null };
}

async function findSent(view: View, { boardId, personId }: Actor, fileId: string, now: Date) {
  const row = await view.rows(sentFiles).first({ id: fileId, boardId, personId: personId ?? '' });
  const kept = row?.figures as Kept | { what?: unknown } | null | undefined;
  if (row && row.until > now && kept?.what === 'calendar') return { name: row.name, kept: kept as Kept };
  throw new CollateError('file_gone', 'This calendar is no longer kept. Send it again to use it.');
}
