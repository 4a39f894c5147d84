/** The card of a reminder, with the way to the card that it is about. */
import type { Card, Forms } from '../cards/card.ts';
import { reminderCard } from '../cards/reminder/reminder-card.ts';
import { CollateError } from '../services/errors.ts';
import { type ReminderState, readReminder } from '../services/rounds/read-reminder.ts';
import { messages } from '../services/store/entities/delivery.ts';
import { channels, teams } from '../services/store/entities/teams.ts';
import type { View } from '../services/store/unit-of-work.ts';

/** As it stands now. @throws CollateError `ask_unknown` */
export async function renderReminder(view: View, reminderId: string, now: Date, forms: Forms): Promise<Card> {
  const state = await readReminder(view, reminderId, now);
  if (!state) throw new CollateError('ask_unknown', 'That reminder is no longer there.');
  return cardOf(view, state, forms);
}

async function cardOf(view: View, state: ReminderState, forms: Forms): Promise<Card> {
  // A client without dialogs is the Playground, which has no links to messages.
  const link = forms === 'inline' ? null : await linkToAsk(view, state);
  return reminderCard(state, { link, forms });
}

/** Teams' link to the standing card of the first thing that is missing; null for one in a 1:1 chat. */
async function linkToAsk(view: View, { missing, asked }: ReminderState): Promise<string | null> {
  if (asked?.kind !== 'group') return null;
  for (const { askId } of missing.flatMap(({ asks }) => asks)) {
    const message = await view
      .rows(messages)
      .first(
        { purpose: 'ask', subjectId: askId, placeKind: 'channel', retiredAt: null },
        { orderBy: { postedAt: 'desc' } },
      );
    if (!message) continue;
    const channel = await view.rows(channels).get(message.placeId);
    const { tenantId } = await view.rows(teams).get(channel.teamRowId);
    const query = new URLSearchParams({ tenantId, parentMessageId: message.activityId });
    const path = `${encodeURIComponent(channel.channelId)}/${encodeURIComponent(message.activityId)}`;
    return `https://teams.microsoft.com/l/message/${path}?${query}`;
  }
  return null;
}
