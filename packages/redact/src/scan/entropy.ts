/**
 * Shannon entropy of a text in bits per character. 32 random hexadecimal digits have about 3.7, 20 random letters and digits
 * about 4, English words about 2.5 to 3, `aaaaaaaa` 0.
 *
 * @param end exclusive; at most 256 characters are counted
 */
export function entropy(text: string, start: number, end: number): number {
  const last = Math.min(end, start + 256);
  const total = last - start;
  if (total <= 0) return 0;
  const counts = new Uint16Array(128);
  // Characters beyond ASCII share the last place: no token has them, and for words it makes no difference.
  for (let index = start; index < last; index++) {
    const unit = Math.min(text.charCodeAt(index), 127);
    counts[unit] = (counts[unit] ?? 0) + 1;
  }
  let sum = 0;
  for (let unit = 0; unit < 128; unit++) sum += BITS[counts[unit] ?? 0] ?? 0;
  return Math.log2(total) - sum / total;
}

/** n × log2 n, for every number of times a character may stand in the 256. */
const BITS: Float64Array = Float64Array.from({ length: 257 }, (_, count) =>
  count === 0 ? 0 : count * Math.log2(count),
);
