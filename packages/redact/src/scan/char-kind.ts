/** What a UTF-16 code unit may begin or belong to; bits, so that one look answers several questions. */
export const LOWER = 1;
export const UPPER = 2;
export const DIGIT = 4;
export const UNDERSCORE = 8;
/** Letters, digits and `_`: a word is a maximal run of them. */
export const WORD = LOWER | UPPER | DIGIT | UNDERSCORE;
/** Characters at which a pattern is looked for that does not begin with a word: `@ : = - \ %`. */
export const MARK = 16;

/** The kind of every code unit. Everything outside ASCII is 0: plain text. */
export const KIND: Uint8Array = kindTable();

function kindTable(): Uint8Array {
  const table = new Uint8Array(0x10000);
  const set = (characters: string, kind: number): void => {
    for (const character of characters) table[character.charCodeAt(0)] = kind;
  };
  set('abcdefghijklmnopqrstuvwxyz', LOWER);
  set('ABCDEFGHIJKLMNOPQRSTUVWXYZ', UPPER);
  set('0123456789', DIGIT);
  set('_', UNDERSCORE);
  set('@:=-\\%', MARK);
  return table;
}

/** The kind of the unit at an index; 0 beyond either end. */
export const kindAt = (text: string, index: number): number =>
  index >= 0 && index < text.length ? (KIND[text.charCodeAt(index)] ?? 0) : 0;

export const isDigitAt = (text: string, index: number): boolean => kindAt(text, index) === DIGIT;
export const isWordAt = (text: string, index: number): boolean => (kindAt(text, index) & WORD) !== 0;

/** The end of the run of word characters that begins at `index`, at most `max` of them further. */
export function wordEnd(text: string, index: number, max: number): number {
  let end = index;
  while (end - index < max && isWordAt(text, end)) end++;
  return end;
}

/** The end of the run of digits that begins at `index`, at most `max` of them further. */
export function digitsEnd(text: string, index: number, max = 32): number {
  let end = index;
  while (end - index < max && isDigitAt(text, end)) end++;
  return end;
}
