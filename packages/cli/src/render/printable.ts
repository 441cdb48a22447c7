/**
 * Text as it can be shown on a terminal: one line, and no control character left that a log could use to move the cursor, rename
 * the window or forge a line (OWASP Logging Cheat Sheet, “Data sanitization”).
 */
export function printable(text: string): string {
  return (
    text
      .replace(/\r?\n\s*/g, ' ⏎ ')
      .replace(/\t/g, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) => {
        const code = character.charCodeAt(0);
        return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
      })
  );
}
