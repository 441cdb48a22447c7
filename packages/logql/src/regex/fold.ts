/**
 * The code points that differ from `codePoint` only in case, itself included. RE2 and Go fold by Unicode's simple case folding;
 * the candidates come from the two case mappings of every member, plus the few that only fold one way.
 *
 * @see https://pkg.go.dev/unicode#SimpleFold
 */
export function foldOrbit(codePoint: number): readonly number[] {
  const same = new RegExp(`^${literal(codePoint)}$`, 'iu');
  const orbit = new Set([codePoint]);
  for (const member of orbit) {
    const text = String.fromCodePoint(member);
    const candidates = [text.toLowerCase(), text.toUpperCase(), ...(ONE_WAY.get(member) ?? [])];
    for (const candidate of candidates) {
      const found = candidate.codePointAt(0);
      if (found !== undefined && String.fromCodePoint(found) === candidate && same.test(candidate)) orbit.add(found);
    }
  }
  return [...orbit];
}

/**
 * Code points whose case mappings do not lead back: from the left one, the right ones are reached by folding only.
 * From CaseFolding.txt of the Unicode Character Database, status C and S.
 */
const ONE_WAY: ReadonlyMap<number, readonly string[]> = new Map(
  [
    ['s', 'ſ'],
    ['k', '\u212a'],
    ['å', '\u212b'],
    ['ß', 'ẞ'],
    ['ω', '\u2126'],
    ['θ', 'ϑϴ'],
    ['β', 'ϐ'],
    ['ε', 'ϵ'],
    ['κ', 'ϰ'],
    ['π', 'ϖ'],
    ['ρ', 'ϱ'],
    ['σ', 'ς'],
    ['φ', 'ϕ'],
    ['μ', 'µ'],
    ['ι', '\u0345\u1fbe'],
    ['ṡ', 'ẛ'],
    ['в', 'ᲀ'],
    ['д', 'ᲁ'],
    ['о', 'ᲂ'],
    ['с', 'ᲃ'],
    ['т', 'ᲄᲅ'],
    ['ъ', 'ᲆ'],
    ['ѣ', 'ᲇ'],
    ['ꙋ', 'ᲈ'],
    ['ǆ', 'ǅ'],
    ['ǉ', 'ǈ'],
    ['ǌ', 'ǋ'],
    ['ǳ', 'ǲ'],
  ].map(([from = '', to = '']) => [from.codePointAt(0) ?? 0, [...to]]),
);

const literal = (codePoint: number): string => `\\u{${codePoint.toString(16)}}`;
