/**
 * The same text in one piece. V8 keeps a concatenation as a tree until someone needs its characters; a piece that goes into
 * many lines is laid out once here instead of in every line. Conversion to a number lays it out (V8's `String::ToNumber`).
 */
export function flat(text: string): string {
  Number(text);
  return text;
}
