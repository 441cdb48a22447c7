/** What an entry type is to this command: whatever `@heartwood/log` of the application takes for one. */
export interface FoundEntryType {
  readonly name: string;
  readonly level: string;
  readonly message: string;
  readonly fields: object;
}

/**
 * The entry types a module exports: by themselves, in arrays, and as properties of objects. Each once, in the order of the exports.
 *
 * @param exported the namespace of an imported module
 */
export function exportedEntryTypes(exported: object): FoundEntryType[] {
  const found = new Set<FoundEntryType>();
  for (const value of Object.values(exported)) {
    const candidates: readonly unknown[] =
      typeof value === 'object' && value !== null && !isEntryType(value) ? Object.values(value) : [value];
    for (const candidate of candidates) if (isEntryType(candidate)) found.add(candidate);
  }
  return [...found];
}

const isEntryType = (value: unknown): value is FoundEntryType =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'level' in value &&
  typeof value.level === 'string' &&
  'message' in value &&
  typeof value.message === 'string' &&
  'fields' in value &&
  typeof value.fields === 'object' &&
  value.fields !== null;
