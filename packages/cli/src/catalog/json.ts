import type { Catalog } from './entry.js';

/**
 * The catalog for programs; `no-duplicate-entry-name` of the lint plugin reads it. Keys without a value are left out.
 *
 * @param root the directory the places are relative to, as seen from the file's own
 */
export function catalogJson(catalog: Catalog, root: string): string {
  const neverWritten = catalog.types
    .filter((type) => type.calls.length === 0 && type.passedOn.length === 0)
    .map(({ name }) => name);
  const { types, freeForm, unresolved, duplicates } = catalog;
  return `${JSON.stringify({ format: 'heartwood-log-catalog', version: 1, root, types, neverWritten, freeForm, duplicates, unresolved }, undefined, 2)}\n`;
}
