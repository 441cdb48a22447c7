/** The path as the client sent it, without the query. */
export function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

/** The query's parameters; `undefined` when there is none. Repeated ones become lists. */
export function queryOf(url: string): Record<string, string | string[]> | undefined {
  const start = url.indexOf('?');
  if (start === -1 || start === url.length - 1) return undefined;
  return valuesByName(new URLSearchParams(url.slice(start)));
}

/** Parameters as an object; repeated ones become lists. Names such as `__proto__` are names like any other. */
export function valuesByName(parameters: URLSearchParams): Record<string, string | string[]> | undefined {
  const values = new Map<string, string | string[]>();
  for (const [name, value] of parameters) {
    const known = values.get(name);
    if (known === undefined) values.set(name, value);
    else if (typeof known === 'string') values.set(name, [known, value]);
    else known.push(value);
  }
  return values.size === 0 ? undefined : Object.fromEntries(values);
}
