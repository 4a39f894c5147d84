/** The buttons of a calendar that was sent: whose meetings its events are, and taking their dates. */
import { z } from 'zod';
import { calendarCard, TITLES_AT_ONCE, titleId } from '../../cards/calendar/look-card.ts';
import { doneCard } from '../../cards/notice/done-card.ts';
import { type SentCalendar, sayWhose, takeSentCalendar } from '../../services/calendar/sent-calendar.ts';
import { putAway } from '../../services/returns/training-file.ts';
import { LEFT_OUT } from '../../services/training/files/columns.ts';
import type { BotDeps, Scene } from '../deps.ts';
import type { Press } from '../press.ts';
import { formsOf } from '../show-ask.ts';
import { id, readData, small, type Verb, type VerbAnswer } from './verb.ts';

const where = z.object({ file: id });
const looking = where.extend({ from: small, next: small });
const taking = where.extend({ from: small, mode: z.enum(['only', 'add']) });

const shown = (press: Press, sent: SentCalendar, from: number, notice: string | null = null): VerbAnswer => ({
  title: 'Calendar',
  card: calendarCard(sent, { from, notice, forms: formsOf(press) }),
});

const nothingSaid: ReadonlyMap<string, string> = new Map();

/** What the choices of the shown titles say otherwise than the look has it; only groups that were offered count. */
function readSaid({ look, groups }: SentCalendar, from: number, { data }: Press): Map<string, string> {
  const said = new Map<string, string>();
  for (const { key, groupId } of look?.titles.slice(from, from + TITLES_AT_ONCE) ?? []) {
    const value = data[titleId(key)];
    const isOffered = value === LEFT_OUT || groups.some(group => group.id === value);
    if (typeof value === 'string' && isOffered && value !== (groupId ?? LEFT_OUT)) said.set(key, value);
  }
  return said;
}

async function sayChosen(
  deps: BotDeps,
  { actor }: Scene,
  press: Press,
  data: { file: string; from: number },
) {
  const before = await sayWhose(deps, actor, data.file, nothingSaid);
  const said = readSaid(before, data.from, press);
  return { said, sent: said.size > 0 ? await sayWhose(deps, actor, data.file, said) : before };
}

const look: Verb = {
  name: 'calendar-file.look',
  press: async (deps, scene, press) => {
    const data = readData(looking, press);
    const { said, sent } = await sayChosen(deps, scene, press, data);
    // What was just said moves titles to the end of the list, so the next ones to ask about stand first.
    return shown(press, sent, said.size > 0 ? 0 : data.next);
  },
};

const take: Verb = {
  name: 'calendar-file.take',
  press: async (deps, scene, press) => {
    const data = readData(taking, press);
    const { said, sent } = await sayChosen(deps, scene, press, data);
    if (said.size > 0) return shown(press, sent, 0, 'Look once more: what you chose changes this.');
    return shown(press, await takeSentCalendar(deps, scene.actor, data.file, data.mode), data.from);
  },
};

const away: Verb = {
  name: 'calendar-file.put-away',
  press: async (deps, { actor }, press) => {
    await putAway(deps, actor, readData(where, press).file);
    const heading = 'Put away: no date was changed, and nothing of the file is kept.';
    const card = doneCard({ heading, detail: null, buttons: [], place: 'message', forms: formsOf(press) });
    return { title: 'Calendar', card };
  },
};

export const calendarFileVerbs: readonly Verb[] = [look, take, away];
