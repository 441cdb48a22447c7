import { formatInstant, instantOf } from '../time/instant.js';
import { parseTimestamp } from '../time/timestamp.js';
import type { Zone } from '../time/zone.js';

/**
 * What a person types as a moment (`15m`, `2026-11-21 08:00`, `yesterday`'s date) as the API takes it. A time without an offset is
 * meant in the given zone; what is not understood here is left to the server, which says what it takes.
 */
export function momentOf(text: string, zone: Zone): string {
  const ago = /^(?:now-)?(\d+)([smhdwy])$/.exec(text);
  if (ago) return `now-${ago[1]}${ago[2]}`;
  const full = /^\d{4}-\d{2}-\d{2}$/.test(text)
    ? `${text} 00:00:00`
    : /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}$/.test(text)
      ? `${text}:00`
      : text;
  if (!/^\d{4}-/.test(full)) return text;
  const instant = parseTimestamp(full, { zone, reference: instantOf(0) });
  return instant ? formatInstant(instant) : text;
}
