/** Shares of the entries to keep, from 0 to 1, by the name of an entry type or by level; the name wins. */
export type SampleRates = Readonly<Record<string, number>>;

/**
 * Whether an entry belongs to the sample. With a trace id the answer is the same for every entry of the trace, in every service: a trace is
 * kept whole or not at all, and what is kept at a low rate is kept at every higher one. Without one it is drawn.
 *
 * @param rate share to keep, from 0 to 1
 */
export function isSampled(rate: number, traceId: unknown, random: () => number = Math.random): boolean {
  if (rate >= 1) return true;
  return (typeof traceId === 'string' && traceId !== '' ? position(traceId) : random()) < rate;
}

/** Where a trace id falls between 0 and 1. The last digits of a trace id are random (W3C Trace Context, level 2, section 3.2.2.3). */
function position(traceId: string): number {
  const tail = /[0-9a-f]{8}$/.exec(traceId)?.[0];
  return (tail === undefined ? hash(traceId) : Number.parseInt(tail, 16)) / 2 ** 32;
}

/** FNV-1a, 32 bit, for ids that are not hexadecimal, with a last step that spreads short ones (MurmurHash3's). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
