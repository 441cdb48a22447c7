/** Writes text as a string of LogQL: in backticks where that saves escaping, else in double quotes with Go's escapes. */
export function quote(text: string): string {
  if (/[\\"]/.test(text) && !/[`\r]/.test(text) && isPlain(text)) return `\`${text}\``;
  return `"${Array.from(text, escapeCharacter).join('')}"`;
}

const SHORT: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCharacter(char: string): string {
  const short = SHORT[char];
  if (short !== undefined) return short;
  return isPlain(char) ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Free of control characters. */
function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code === 0x7f) return false;
  }
  return true;
}
