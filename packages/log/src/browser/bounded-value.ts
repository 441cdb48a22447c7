import { isSecretKey, SECRET_MASK } from '@heartwood/redact';
import type { CleanText } from './clean-text.js';
import { errorDetail } from './error-detail.js';

const MAX_DEPTH = 4;
const MAX_ITEMS = 50;
/** Values kept of one entry, however they are nested. */
const MAX_VALUES = 300;
const MAX_NAME = 64;

/**
 * Any value as JSON that may leave the page: values under secret names are not read, texts cleaned, everything bounded. An element of the page is
 * described by its kind. Never throws.
 */
export function boundedValue(value: unknown, clean: CleanText): unknown {
  let left = MAX_VALUES;
  const walk = (one: unknown, depth: number): unknown => {
    if (typeof one === 'string') return clean(one);
    if (typeof one === 'boolean' || one === null || one === undefined) return one;
    if (typeof one === 'number') return Number.isFinite(one) ? one : String(one);
    if (typeof one !== 'object') return clean(typeof one === 'function' ? '[function]' : String(one));
    if (depth > MAX_DEPTH || --left < 0) return '[too deep]';
    try {
      if (one instanceof Error) return errorDetail(one, clean);
      if ('toJSON' in one && typeof one.toJSON === 'function') return walk(one.toJSON(), depth + 1);
      if (one === globalThis || 'nodeType' in one || ArrayBuffer.isView(one))
        return String(Object.prototype.toString.call(one));
      if (Array.isArray(one) || one instanceof Set)
        return [...one].slice(0, MAX_ITEMS).map((item) => walk(item, depth + 1));
      const names = one instanceof Map ? [...one.keys()].map(String) : Object.keys(one);
      const read = (name: string): unknown => (one instanceof Map ? one.get(name) : Reflect.get(one, name));
      return Object.fromEntries(
        names
          .slice(0, MAX_ITEMS)
          .map((name) => [
            name.slice(0, MAX_NAME),
            isSecretKey(name) ? SECRET_MASK : attempt(() => walk(read(name), depth + 1)),
          ]),
      );
    } catch {
      return UNREADABLE;
    }
  };
  return walk(value, 0);
}

/** The fields of several sources as one object, later ones over earlier ones; none of a secret name is read. Never throws. */
export function mergedFields(...sources: readonly (object | undefined)[]): Record<string, unknown> {
  const merged: Record<string, unknown> = {};
  for (const source of sources) {
    for (const name of Object.keys(source ?? {}))
      merged[name] = isSecretKey(name) ? SECRET_MASK : attempt(() => Reflect.get(source ?? {}, name));
  }
  return merged;
}

const UNREADABLE = '[unreadable]';

/** A property that throws must not cost the others. */
export function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return UNREADABLE;
  }
}
