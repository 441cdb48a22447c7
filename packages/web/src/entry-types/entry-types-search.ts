/** Everything about the page that a shared link restores; a default is left out. */
export interface EntryTypesSearch {
  /** What the filter box holds. */
  readonly q?: string;
  readonly service?: string;
  /** `1`: only types with drift. */
  readonly drift?: string;
  /** The type whose panel is open: its service, and its name. */
  readonly of?: string;
  readonly type?: string;
}

const PARAMETERS = ['q', 'service', 'drift', 'of', 'type'] as const;

/** Picks the known parameters out of an address. */
export function validateEntryTypesSearch(raw: Record<string, unknown>): EntryTypesSearch {
  const known = PARAMETERS.flatMap((name) => (typeof raw[name] === 'string' && raw[name] ? [[name, raw[name]]] : []));
  return Object.fromEntries(known);
}
