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
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= (count / total) * Math.log2(count / total);
  return bits;
}
