import { parseMoment, resolveMoment, type Unit } from './moment.js';
import type { Span, TimeRange } from './range.js';

const UNIT_NAMES: Record<Unit, string> = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week', y: 'year' };

/** The ranges the picker offers by name, shortest first. */
export const PRESETS: readonly string[] = [
  'now-5m',
  'now-15m',
  'now-30m',
  'now-1h',
  'now-3h',
  'now-6h',
  'now-12h',
  'now-24h',
  'now-2d',
  'now-7d',
  'now-14d',
  'now-30d',
];

const two = (value: number): string => String(value).padStart(2, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `21 Nov`, local time. */
export function dayLabel(at: number): string {
  const date = new Date(at);
  return `${date.getDate()} ${MONTHS[date.getMonth()]}`;
}

/** `08:41:07` or `08:41`, local time. */
export function clockLabel(at: number, seconds: boolean): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}${seconds ? `:${two(date.getSeconds())}` : ''}`;
}

/** `21 Nov 08:00 – 09:30`: the day once when both ends share it, seconds only when they matter. */
export function spanLabel(span: Span): string {
  const seconds = span.from % 60_000 !== 0 || span.to % 60_000 !== 0;
  const start = `${dayLabel(span.from)} ${clockLabel(span.from, seconds)}`;
  const sameDay = dayLabel(span.from) === dayLabel(span.to) && span.to - span.from < 86_400_000;
  return `${start} – ${sameDay ? '' : `${dayLabel(span.to)} `}${clockLabel(span.to, seconds)}`;
}

/** What the picker's button says: `Last 15 minutes` for a range that ends now, the span otherwise. */
export function rangeLabel(range: TimeRange, now: number): string {
  const from = parseMoment(range.from);
  const to = parseMoment(range.to);
  if (!from || !to) return 'Pick a time';
  if (range.to.trim() === 'now' && from.kind === 'relative') {
    const name = UNIT_NAMES[from.unit];
    return from.amount === 1 ? `Last ${name}` : `Last ${from.amount} ${name}s`;
  }
  return spanLabel({ from: resolveMoment(from, now), to: resolveMoment(to, now) });
}

/** A moment as the picker's text fields show it: relative as typed, fixed in local time. */
export function momentField(text: string): string {
  const moment = parseMoment(text);
  if (!moment || moment.kind === 'relative') return text;
  const date = new Date(moment.at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clockLabel(moment.at, true)}`;
}
