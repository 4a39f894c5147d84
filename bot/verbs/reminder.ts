/** The buttons of a reminder: a group puts it off to a later day. */
import { z } from 'zod';
import { snoozeReminder } from '../../services/rounds/snooze.ts';
import { isDay } from '../../services/time.ts';
import { renderReminder } from '../reminder-face.ts';
import { id, readData, type Verb } from './verb.ts';

const snooze: Verb = {
  name: 'reminder.snooze',
  press: async (deps, scene, press) => {
    const { reminder, until } = readData(z.object({ reminder: id, until: z.string().refine(isDay) }), press);
    await snoozeReminder(deps, scene.actor, { reminderId: reminder, until });
    const card = await deps.store.read(view => renderReminder(view, reminder, deps.clock.now(), deps.forms));
    return { title: 'Reminder', card };
  },
};

export const reminderVerbs: readonly Verb[] = [snooze];
