export interface StackLine {
  readonly text: string;
  /** `own` is a frame in the application's code, `library` one below it, `message` everything else. */
  readonly kind: 'message' | 'own' | 'library';
}

const FRAME = /^\s*(?:at\s|File "|\.\.\. \d+ more)/;
const LIBRARY =
  /node_modules\/|node:|internal\/|site-packages\/|\b(?:java|javax|jdk|sun|org\.springframework)\.|<anonymous>/;

/** Splits a stack trace so that the frames of one's own code stand out (V8, Python and Java notations). */
export function stackLines(stack: string): readonly StackLine[] {
  return stack
    .replace(/\n+$/, '')
    .split('\n')
    .map((text) => {
      if (!FRAME.test(text)) return { text, kind: 'message' };
      return { text, kind: LIBRARY.test(text) ? 'library' : 'own' };
    });
}
