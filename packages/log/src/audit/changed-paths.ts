/** Paths listed of one change; what lies beyond is summed up in the last one. */
const MAX_PATHS = 200;

/** Levels of nesting that are compared; what lies deeper is compared as text. */
const MAX_DEPTH = 12;

/** Pairs of values looked at, so that no state however large holds up the caller. */
const MAX_PAIRS = 10_000;

/**
 * Where two states differ, as JSON Pointers (RFC 6901) in the order of the fields: `/status`, `/lines/0/price`. Arrays are compared
 * by position. The paths hold no values, so a changed password shows as `/password` and nothing more. Never throws: a property
 * that cannot be read counts as changed.
 *
 * @returns an empty list when nothing differs; `['']`, the whole, when the two are not both objects or both arrays
 *
 * @example changedPaths({ status: 'open', lines: [{ price: 1 }] }, { status: 'open', lines: [{ price: 2 }, { price: 3 }] })
 *          // ['/lines/0/price', '/lines/1']
 */
export function changedPaths(before: unknown, after: unknown): string[] {
  const comparison = new Comparison();
  comparison.compare(before, after, '', 0);
  return comparison.paths;
}

class Comparison {
  readonly paths: string[] = [];
  #pairs = 0;

  compare(before: unknown, after: unknown, path: string, depth: number): void {
    if (this.paths.length > MAX_PATHS) return;
    try {
      if (++this.#pairs > MAX_PAIRS || this.#differs(before, after, path, depth)) this.#add(path);
    } catch {
      this.#add(path);
    }
  }

  /** Whether the two differ as a whole; differences inside are added on the way. */
  #differs(before: unknown, after: unknown, path: string, depth: number): boolean {
    if (Object.is(before, after)) return false;
    const [left, right] = [plain(before), plain(after)];
    if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
      return !Object.is(left, right);
    }
    if (Array.isArray(left) !== Array.isArray(right)) return true;
    if (depth >= MAX_DEPTH) return JSON.stringify(left) !== JSON.stringify(right);
    for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
      this.#property(left, right, name, `${path}/${escapedName(name)}`, depth + 1);
    }
    return false;
  }

  #property(left: object, right: object, name: string, path: string, depth: number): void {
    try {
      this.compare(read(left, name), read(right, name), path, depth);
    } catch {
      this.#add(path);
    }
  }

  #add(path: string): void {
    if (this.paths.length < MAX_PATHS) this.paths.push(path);
    else if (this.paths.length === MAX_PATHS) this.paths.push('/…');
  }
}

/** A value as its JSON would have it, one level deep: dates by their time, Maps and Sets by their content. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.getTime();
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, item]) => [String(name), item]));
  if (value instanceof Set) return [...value];
  if (ArrayBuffer.isView(value))
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  return 'toJSON' in value && typeof value.toJSON === 'function' ? value.toJSON() : value;
}

/** An own property only: the names come from data, and `constructor` may be one of them. */
const read = (target: object, name: string): unknown =>
  Object.hasOwn(target, name) ? Reflect.get(target, name) : undefined;

const escapedName = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 200);
