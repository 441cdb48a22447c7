/** Paths listed of one change. */
const MAX_PATHS = 200;

/** Levels of nesting with paths of their own; a difference that lies deeper is named by where it begins to. */
const MAX_DEPTH = 12;

/** Levels of nesting that are looked at. */
const DEEPEST = 100;

/** Properties that are read, so that no state, however large, deep or made up as it is read, holds up the caller. */
const MAX_READ = 10_000;

/** The last path of a list that is not complete: there are more differences, or there was more to compare than was compared. */
const CUT = '/…';

/**
 * Where two states differ, as JSON Pointers (RFC 6901) in the order of the fields: `/status`, `/lines/0/price`. Arrays are compared
 * by position. The paths hold no values, so a changed password shows as `/password` and nothing more. Never throws: a property
 * that cannot be read counts as changed. At most 200 paths are listed and 10,000 properties compared, 100 levels deep; `/…` at the end says that
 * something was left out.
 *
 * @returns an empty list when nothing differs; `['']`, the whole, when the two are not both objects or both arrays
 *
 * @example changedPaths({ status: 'open', lines: [{ price: 1 }] }, { status: 'open', lines: [{ price: 2 }, { price: 3 }] })
 *          // ['/lines/0/price', '/lines/1']
 */
export function changedPaths(before: unknown, after: unknown): string[] {
  const comparison = new Comparison();
  comparison.compare(before, after, '', 0);
  return comparison.isCut ? [...comparison.paths, CUT] : comparison.paths;
}

class Comparison {
  readonly paths: string[] = [];
  isCut = false;
  #read = 0;
  /** The pairs that are being compared, from the outside in: one that is met again is a cycle. */
  readonly #outer: (readonly [before: unknown, after: unknown])[] = [];

  compare(before: unknown, after: unknown, path: string, depth: number): void {
    try {
      if (this.#differs(before, after, path, depth)) this.#add(path);
    } catch {
      this.#add(path);
    }
  }

  /** Whether the two differ as a whole; differences inside are added on the way. */
  #differs(before: unknown, after: unknown, path: string, depth: number): boolean {
    if (Object.is(before, after) || this.#outer.some(([one, other]) => one === before && other === after)) return false;
    const [left, right] = [plain(before, MAX_READ), plain(after, MAX_READ)];
    if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
      return !Object.is(left, right);
    }
    if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right) !== 0;
    if (Array.isArray(left) !== Array.isArray(right)) return true;
    if (depth >= DEEPEST) this.isCut = true;
    else {
      this.#outer.push([before, after]);
      try {
        this.#inside(left, right, path, depth);
      } finally {
        this.#outer.pop();
      }
    }
    return false;
  }

  #inside(left: object, right: object, path: string, depth: number): void {
    for (const name of namesOf(left, right)) {
      if (this.isCut || ++this.#read > MAX_READ) {
        this.isCut = true;
        return;
      }
      const inner = depth < MAX_DEPTH ? `${path}/${escapedName(name)}` : path;
      try {
        this.compare(read(left, name), read(right, name), inner, depth + 1);
      } catch {
        this.#add(inner);
      }
    }
  }

  #add(path: string): void {
    // Below the deepest level with paths of its own many differences have the same one.
    if (this.paths.at(-1) === path) return;
    if (this.paths.length < MAX_PATHS) this.paths.push(path);
    else this.isCut = true;
  }
}

/** The names of both, one after the other: what is not looked at any more is not even listed. */
function* namesOf(left: object, right: object): Generator<string> {
  if (Array.isArray(left) && Array.isArray(right)) {
    for (let index = 0; index < Math.max(left.length, right.length); index++) yield String(index);
    return;
  }
  yield* Object.keys(left);
  for (const name of Object.keys(right)) if (!Object.hasOwn(left, name)) yield name;
}

/**
 * A value as its JSON would have it, one level deep: dates by their time, Maps and Sets by their content, bytes as bytes.
 *
 * @param max items taken out of a Map or Set, and one more
 */
function plain(value: unknown, max: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.getTime();
  if (value instanceof Map) {
    return Object.fromEntries(firstOf(value, max).map(([name, item]) => [String(name), item]));
  }
  if (value instanceof Set) return firstOf(value, max);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return 'toJSON' in value && typeof value.toJSON === 'function' ? value.toJSON() : value;
}

/** One more than will be looked at, so that it shows that there are more. */
function firstOf<Item>(items: Iterable<Item>, max: number): Item[] {
  const first: Item[] = [];
  for (const item of items) {
    first.push(item);
    if (first.length > max) break;
  }
  return first;
}

/** An own property only: the names come from data, and `constructor` may be one of them. */
const read = (target: object, name: string): unknown =>
  Object.hasOwn(target, name) ? Reflect.get(target, name) : undefined;

const escapedName = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 200);
