import type { EntryType } from './entry-type.js';
import { EntryTypeError } from './errors.js';

/**
 * The entry types in modules (`import * as orders from './orders.js'`) and lists, by name and in the order they were met. Whatever else a module
 * exports is passed over.
 *
 * @returns for each name the declared type, and the same at other levels
 * @throws {EntryTypeError} `duplicate-name` when two declarations have one name; the same type at another level is none
 */
export function collectEntryTypes(sources: readonly object[]): Map<string, readonly [EntryType, ...EntryType[]]> {
  const declared = new Map<string, readonly [EntryType, ...EntryType[]]>();
  for (const type of sources.flatMap(candidatesIn).filter(isEntryType)) {
    const before = declared.get(type.name);
    if (before?.some((other) => !isSame(other, type))) {
      throw new EntryTypeError('duplicate-name', type.name, 'another declaration has this name; names must be unique');
    }
    if (before?.includes(type) !== true) declared.set(type.name, before === undefined ? [type] : [...before, type]);
  }
  return declared;
}

const candidatesIn = (source: object): unknown[] => (isIterable(source) ? [...source] : Object.values(source));

const isIterable = (source: object): source is Iterable<unknown> =>
  Symbol.iterator in source && typeof source[Symbol.iterator] === 'function';

/** Types that differ in nothing but the level come from one declaration: `atLevel` keeps its fields. */
const isSame = (one: EntryType, other: EntryType): boolean => one.fields === other.fields;

const isEntryType = (value: unknown): value is EntryType =>
  typeof value === 'object' &&
  value !== null &&
  ['name', 'level', 'stream', 'message', 'version', 'fields'].every((property) => property in value);
