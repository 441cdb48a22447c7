/** How an integration reads one header; `undefined` when there is none. */
export type HeaderReader = (name: string) => number | string | readonly string[] | null | undefined;

/** Request headers written unless an allow-list of its own is given: what they say is about the request, not the person. */
export const DEFAULT_REQUEST_HEADERS: readonly string[] = ['host', 'content-type', 'accept', 'origin'];

/** Response headers written unless an allow-list of its own is given. */
export const DEFAULT_RESPONSE_HEADERS: readonly string[] = ['content-type', 'location', 'retry-after'];

/**
 * The headers of an allow-list. One whose name is a secret's is masked where it is written, even when it is on the list.
 *
 * @param names lower-case names
 * @returns `undefined` when none of them is there
 */
export function headerFields(names: readonly string[], read: HeaderReader): Record<string, unknown> | undefined {
  let fields: Record<string, unknown> | undefined;
  for (const name of names) {
    const value = read(name);
    if (value === undefined || value === null) continue;
    fields ??= {};
    fields[name] = value;
  }
  return fields;
}
