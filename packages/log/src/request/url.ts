/** The path as the client sent it, without the query. */
export function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

/** The query's parameters; `undefined` when there is none. Repeated ones become lists. */
export function queryOf(url: string): Record<string, string | string[]> | undefined {
  const start = url.indexOf('?');
  if (start === -1 || start === url.length - 1) return undefined;
  const query = url.slice(start + 1);
  return (ENCODED.test(query) ? undefined : plainQuery(query)) ?? valuesByName(new URLSearchParams(`?${query}`));
}

/** What the URL standard's parser would decode (application/x-www-form-urlencoded parsing, section 5.1), or replace. */
const ENCODED = /[%+\ud800-\udfff]/;

/** The usual query, whose parameters are written as they are: at a third of the cost. `undefined` when a name stands twice, or is an object's own. */
function plainQuery(query: string): Record<string, string> | undefined {
  const values: Record<string, string> = {};
  let known = false;
  let equals = -1;
  for (let start = 0; start < query.length; ) {
    const end = indexOrEnd(query, '&', start);
    // Looked for once, and not once for every pair without one.
    if (equals < start) equals = indexOrEnd(query, '=', start);
    const at = Math.min(equals, end);
    if (end > start) {
      const name = query.slice(start, at);
      if (name in values) return undefined;
      values[name] = query.slice(at + 1, end);
      known = true;
    }
    start = end + 1;
  }
  return known ? values : undefined;
}

const indexOrEnd = (text: string, sign: string, from: number): number => {
  const index = text.indexOf(sign, from);
  return index === -1 ? text.length : index;
};

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
