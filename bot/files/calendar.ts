/** A calendar with the dates of meetings: looked at before any of them counts. */
import { calendarCard } from '../../cards/calendar/look-card.ts';
import { receiveCalendar } from '../../services/calendar/sent-calendar.ts';
import type { FileKind } from './file-kind.ts';

export const calendarFile: FileKind = {
  extensions: ['ics', 'ical', 'icalendar'],
  about: 'a calendar with the dates of meetings as .ics, from the manager',
  answer: async (deps, { actor, person }, { name, bytes }) => {
    const sent = await receiveCalendar(deps, { ...actor, personId: person.id }, { name, bytes });
    return calendarCard(sent, { from: 0, notice: null, forms: deps.forms });
  },
};
