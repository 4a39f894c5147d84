/** Calendar files as programs write them, in short. */

/** One event: its lines, by name; a name may carry parameters. */
export type EventLines = readonly string[];

export function ics(events: readonly EventLines[], { head = [] as readonly string[] } = {}): Uint8Array {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Example//Calendar//EN',
    ...head,
    ...events.flatMap(event => ['BEGIN:VEVENT', ...event, 'END:VEVENT']),
    'END:VCALENDAR',
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n`);
}

/** An event of an hour in London, from 09:30; more lines may follow. */
export const event = (uid: string, title: string, day: string, ...more: string[]): EventLines => [
  `UID:${uid}`,
  `SUMMARY:${title}`,
  `DTSTART;TZID=Europe/London:${day}T093000`,
  `DTEND;TZID=Europe/London:${day}T113000`,
  ...more,
];
