import { clockLabel, dayLabel } from '../time/range-label.js';

/** `08:41:07.123` in local time, with the day before it when the list spans more than one. */
export function entryTime(timestamp: string, withDay: boolean): string {
  const at = Date.parse(timestamp);
  const clock = `${clockLabel(at, true)}.${String(new Date(at).getMilliseconds()).padStart(3, '0')}`;
  return withDay ? `${dayLabel(at)} ${clock}` : clock;
}

/** The full local time with the digits below the millisecond that the sender gave, and the zone. */
export function preciseTime(timestamp: string): string {
  const at = new Date(timestamp);
  const finer = /\.\d{3}(\d{1,6})Z$/.exec(timestamp)?.[1] ?? '';
  const zone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${dayLabel(at.getTime())} ${at.getFullYear()} ${entryTime(timestamp, false)}${finer} ${zone ?? ''}`.trimEnd();
}
