/** The card of a reminder, with the way to the card that it is about. */
import type { Card, Forms } from '../cards/card.ts';
import { reminderCard } from '../cards/reminder/reminder-card.ts';
import { CollateError } from '../services/errors.ts';
import { type ReminderState, readReminder } from '../services/rounds/read-reminder.ts';
import type { View } from '../services/store/unit-of-work.ts';
import { linkToAsk } from './message-link.ts';

/** As it stands now. @throws CollateError `ask_unknown` */
export async function renderReminder(view: View, reminderId: string, now: Date, forms: Forms): Promise<Card> {
  const state = await readReminder(view, reminderId, now);
  if (!state) throw new CollateError('ask_unknown', 'That reminder is no longer there.');
  return cardOf(view, state, forms);
}

async function cardOf(view: View, state: ReminderState, forms: Forms): Promise<Card> {
  // A client without dialogs is the Playground, which has no links to messages.
  const { missing, asked } = state;
  const askIds = missing.flatMap(({ asks }) => asks.map(({ askId }) => askId));
  const link = forms === 'inline' || asked?.kind !== 'group' ? null : await linkToAsk(view, askIds);
  return reminderCard(state, { link, forms });
}
