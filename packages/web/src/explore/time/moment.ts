/** Milliseconds of the units a relative moment may use, as in the API's `now-15m`; a year is 365 days. */
export const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_536_000_000 } as const;
export type Unit = keyof typeof UNIT_MS;

/** A point in time as the API takes it: fixed, or counted back from the moment the request is answered. */
export type Moment =
  | { readonly kind: 'relative'; readonly amount: number; readonly unit: Unit }
  | { readonly kind: 'absolute'; readonly at: number };

const RELATIVE = /^now(?:-(\d{1,6})([smhdwy]))?$/;
const LOCAL = /^(\d{4})-(\d\d?)-(\d\d?)(?:[ T](\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)?$/;

/** Local date parts, or undefined when one is out of its range (Date would roll 31 February over in silence). */
function localTime(parts: RegExpMatchArray): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const at = new Date(year, month - 1, day, hour, minute, second, Number((parts[7] ?? '0').padEnd(3, '0')));
  const same =
    at.getMonth() === month - 1 && at.getDate() === day && at.getHours() === hour && at.getMinutes() === minute;
  return same && second < 60 ? at.getTime() : undefined;
}

/**
 * Reads what the address bar, the API and a person write: `now`, `now-15m`, RFC 3339, Unix milliseconds, or local time as
 * `2026-11-21 08:00[:00]`. Undefined when it is none of them.
 */
export function parseMoment(text: string): Moment | undefined {
  const trimmed = text.trim();
  const relative = RELATIVE.exec(trimmed);
  if (relative) return { kind: 'relative', amount: Number(relative[1] ?? 0), unit: (relative[2] ?? 's') as Unit };
  if (/^\d{12,14}$/.test(trimmed)) return { kind: 'absolute', at: Number(trimmed) };
  const local = LOCAL.exec(trimmed);
  if (local) {
    const at = localTime(local);
    return at === undefined ? undefined : { kind: 'absolute', at };
  }
  if (!/^\d{4}-\d\d-\d\dT/.test(trimmed)) return undefined;
  const at = Date.parse(trimmed);
  return Number.isNaN(at) ? undefined : { kind: 'absolute', at };
}

/** Unix milliseconds of a moment, counted from `now` when it is relative. */
export function resolveMoment(moment: Moment, now: number): number {
  return moment.kind === 'absolute' ? moment.at : now - moment.amount * UNIT_MS[moment.unit];
}

/** A fixed moment as the API and the address bar carry it. */
export function absoluteMoment(at: number): string {
  return new Date(at).toISOString();
}
