/** What is still to come of a round: in a group's channel, to those who look after it, to the manager. */

import { kinds } from '../../services/returns/kinds.ts';
import type { MissingAsk } from '../../services/rounds/missing.ts';
import type { ReminderState } from '../../services/rounds/read-reminder.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { mentionEntity } from '../mention.ts';
import { faceOf } from '../render.ts';
import { count, dayWords, truncate } from '../words.ts';
import template from './reminder-card.json' with { type: 'json' };

export interface ReminderView {
  /** Where the group's card stands in Teams; null where that is not known, or the client cannot go there. */
  link: string | null;
  forms: Forms;
}

const ROWS = 6;
const NAME = 120;
const TITLE = 100;
const DETAIL = 200;

const face = faceOf(template);

export function reminderCard(state: ReminderState, { link, forms }: ReminderView): Card {
  const { round, missing, asked, snoozed, board } = state;
  const all = asked === null ? missing.map(overviewRow) : missing.flatMap(({ asks }) => asks.flatMap(rowsOf));
  const shown = all.slice(0, ROWS);
  const heading = headingOf(state);
  const mentions = mentionsOf(state);
  const isOpen = missing.length > 0;
  const askId = missing[0]?.asks[0]?.askId ?? '';
  const left = missing.reduce((sum, { asks }) => sum + asks.length, 0);
  return withDoors(
    face({
      plain: {
        fallback: isOpen ? `${heading} ${round.period}: ${count(left, 'return')} to come.` : heading,
        heading,
        mentions: mentions.map(({ text }) => text).join(', '),
        link: link ?? '',
        later: state.snoozeDays.map(day => ({
          plain: { title: `Remind us on ${dayWords(day)}` },
          day,
        })),
      },
      about: [
        truncate(asked?.name ?? board.short, NAME),
        round.period,
        ...(asked === null ? [] : missedWords(missing[0]?.missedTurns)),
      ].join(' · '),
      hasMentions: isOpen && mentions.length > 0,
      entities: isOpen ? mentions : [],
      rows: shown,
      hasMore: all.length > shown.length,
      more: `and ${all.length - shown.length} more`,
      hasSnoozed: isOpen && snoozed !== null,
      snoozed: snoozed ? `Put off to ${dayWords(snoozed.until)} by ${truncate(snoozed.by, NAME)}.` : '',
      reminder: state.reminderId,
      ask: askId,
      hasLink: isOpen && link !== null,
      canShow: isOpen && link === null && asked !== null,
      canSnooze: isOpen && state.snoozeDays.length > 0,
    }),
    forms,
  );
}

/** Only numbers and days; and nothing in it that a later day makes false. */
function headingOf({ round, missing }: ReminderState): string {
  if (round.closed) return `The round ${round.period} is closed. Late answers are still taken.`;
  if (missing.length === 0) return `All in for ${round.period}. Thank you.`;
  return `Still to come by ${dayWords(round.due)}.`;
}

function rowsOf({ kind, actions, answered, of }: MissingAsk) {
  if (kind === 'action-updates') {
    return actions.map(({ ref, title, lead }) => ({
      name: ref,
      title: truncate(title, TITLE),
      who: lead ? truncate(lead.name, NAME) : 'no lead named',
    }));
  }
  const parts = of > 1 ? `${of - answered} of ${of} to come` : 'to come';
  return [{ name: kinds[kind].title, title: '', who: parts }];
}

/** A line for each who is asked, as the manager sees it. */
function overviewRow({ asked, asks, missedTurns }: ReminderState['missing'][number]) {
  const refs = asks.flatMap(({ actions }) => actions.map(({ ref }) => ref));
  const others = asks.filter(({ kind }) => kind !== 'action-updates').map(({ kind }) => kinds[kind].title);
  const what = [...missedWords(missedTurns), ...(refs.length > 0 ? [refs.join(', ')] : []), ...others].join(
    '; ',
  );
  return { name: truncate(asked.name, NAME), title: '', who: truncate(what, DETAIL) };
}

/** "not answered in the 2 turns before"; none where the one before was. */
const missedWords = (turns = 0): string[] =>
  turns === 0 ? [] : [`not answered in the ${turns === 1 ? 'turn' : `${turns} turns`} before`];

/** The leads of what is missing, each once, and from the second reminder on the chair: never everybody. */
function mentionsOf({ audience, missing, chairs }: ReminderState) {
  if (audience !== 'group') return [];
  const leads = new Map<string, { name: string; refs: string[] }>();
  for (const { ref, lead } of missing.flatMap(({ asks }) =>
    asks.flatMap(({ actions }) => actions.slice(0, ROWS)),
  )) {
    if (!lead?.teamsUserId) continue;
    const known = leads.get(lead.teamsUserId) ?? { name: truncate(lead.name, NAME), refs: [] };
    leads.set(lead.teamsUserId, { ...known, refs: [...known.refs, ref] });
  }
  return [
    ...[...leads].map(([id, { name, refs }]) => mentionEntity(`Lead of ${refs.join(', ')}`, id, name)),
    ...chairs.map(({ teamsUserId, name }) => mentionEntity('Chair', teamsUserId, truncate(name, NAME))),
  ];
}
