import { collectEntryTypes } from './collect-entry-types.js';
import { describeEntryTypes, type EntryTypesDescription } from './describe-entry-types.js';
import type { EntryType } from './entry-type.js';

/** The entry types of an application: an unchanging list that can be asked by name. Made by {@link entryTypes}. */
export interface EntryTypes extends Iterable<EntryType> {
  /** Number of names. */
  readonly size: number;
  /** The type of this name, at the level it was declared with. */
  get(name: string): EntryType | undefined;
  has(name: string): boolean;
  /** All of them as JSON. */
  describe(): EntryTypesDescription;
}

/**
 * Collects the entry types of an application. Give it to `createLogger({ entryTypes })`, and a Heartwood server knows what the application
 * declares: it shows the types and counts entries that differ from them.
 *
 * @param sources modules (`import * as orders from './orders.js'`), lists of entry types, other registries; other exports of a module are passed over
 * @throws {EntryTypeError} `duplicate-name` when two declarations have one name; the same type at another level is none
 *
 * @example
 * import * as orders from './orders.js';
 * import * as payments from './payments.js';
 * export const types = entryTypes(orders, payments);
 * export const log = createLogger({ service: 'shop', entryTypes: types });
 * types.get('order.placed')?.description;
 */
export function entryTypes(...sources: readonly object[]): EntryTypes {
  const declared = collectEntryTypes(sources);
  const all = [...declared.values()].flat();
  let description: EntryTypesDescription | undefined;
  return Object.freeze({
    size: declared.size,
    get: (name: string) => declared.get(name)?.[0],
    has: (name: string) => declared.has(name),
    describe() {
      description ??= describeEntryTypes(all);
      return description;
    },
    [Symbol.iterator]: () => all[Symbol.iterator](),
  });
}
