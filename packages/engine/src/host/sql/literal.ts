const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\0': '\\0' };

/** A ClickHouse string literal, quotes included. */
export function stringLiteral(value: string): string {
  return `'${value.replace(/[\\'\0]/g, (char) => ESCAPES[char] ?? char)}'`;
}

/** A quoted ClickHouse identifier. */
export function quotedIdentifier(name: string): string {
  return `\`${name.replace(/[\\`]/g, (char) => `\\${char}`)}\``;
}
