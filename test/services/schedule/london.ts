/** Days and hours of London by the platform and by a list written down by hand: not by the calendar that is tested. */

/** Published by the government for England and Wales, for two years from April 2026. */
const BANK_HOLIDAYS = new Set(
  ['2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28']
    .concat(['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31', '2027-08-30'])
    .concat(['2027-12-27', '2027-12-28', '2028-01-03', '2028-04-14', '2028-04-17']),
);

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** What the clocks show at an instant. */
export function clockOf(instant: Date): { day: string; time: string } {
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return {
    day: `${part['year']}-${part['month']}-${part['day']}`,
    time: `${part['hour']}:${part['minute']}`,
  };
}

/** When the clocks show a time that every day has. */
export function instantOf(day: string, time: string): Date {
  const summer = new Date(`${day}T${time}:00+01:00`);
  return clockOf(summer).time === time ? summer : new Date(`${day}T${time}:00Z`);
}

export const weekdayOf = (day: string): number => new Date(`${day}T12:00Z`).getUTCDay();

export const isWorked = (day: string): boolean => ![0, 6].includes(weekdayOf(day)) && !BANK_HOLIDAYS.has(day);

/** Whether a board without quiet hours of its own may be written to. */
export function isOpen(instant: Date): boolean {
  const { day, time } = clockOf(instant);
  return isWorked(day) && time >= '07:30' && time < '19:00';
}

export const dayAfter = (day: string, count = 1): string =>
  new Date(Date.parse(`${day}T12:00Z`) + count * 24 * 3_600_000).toISOString().slice(0, 10);

/** The day itself, or the nearest worked one in a direction. */
export function nearestWorked(day: string, step: 1 | -1): string {
  return isWorked(day) ? day : nearestWorked(dayAfter(day, step), step);
}

/** So many worked days away. */
export function workedAway(day: string, count: number): string {
  if (count === 0) return day;
  const step = count > 0 ? 1 : -1;
  return workedAway(nearestWorked(dayAfter(day, step), step), count - step);
}
