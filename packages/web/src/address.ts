/**
 * How the router reads and writes the part of the address behind `?`: plain strings, so that links stay readable and can be
 * written by hand (the router's own default is JSON per parameter).
 */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** Characters that need no escape in a query (RFC 3986, section 3.4) although URLSearchParams writes one. */
const READABLE: readonly (readonly [escaped: RegExp, character: string])[] = [
  [/%3A/g, ':'],
  [/%2C/g, ','],
  [/%2F/g, '/'],
];

export function stringifySearch(search: Record<string, unknown>): string {
  const set = Object.entries(search).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  if (set.length === 0) return '';
  const text = new URLSearchParams(set).toString();
  return `?${READABLE.reduce((written, [escaped, character]) => written.replace(escaped, character), text)}`;
}
