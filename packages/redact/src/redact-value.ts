import { errorDetail } from './error-detail.js';
import { type Json, type JsonObject, setOwn } from './json.js';
import { boundedText, DEFAULT_LIMITS, type Limits, SECRET_MASK } from './limits.js';
import { scrubText } from './scanner.js';
import { isSecretKey, type SecretKeyTest } from './secret-key.js';

/**
 * Turns any JavaScript value into a JSON value that is safe to write: secrets masked by key, everything bounded, cycles
 * named, errors described by their allow-list. Never throws. The value under a secret key is never read.
 *
 * Dates become ISO strings, bigints strings, `NaN` and the infinities their names, Maps and Sets arrays or objects, bytes
 * their length; `toJSON` is honoured; functions and symbols become their description; `undefined` properties are left out.
 *
 * @param options.limits bounds on depth, keys, items, strings and total size; default {@link DEFAULT_LIMITS}
 * @param options.isSecret which keys are secret; default {@link isSecretKey}
 * @param options.scrub treats every text, given the name of its property; default {@link scrubText}
 *
 * @example redactValue({ user: 'u_1', password: 'x', at: new Date(0) })
 *          // { user: 'u_1', password: '[secret]', at: '1970-01-01T00:00:00.000Z' }
 */
export function redactValue(
  value: unknown,
  options: { limits?: Limits; isSecret?: SecretKeyTest; scrub?: Scrub } = {},
): Json {
  const { limits = DEFAULT_LIMITS, isSecret = isSecretKey, scrub = scrubText } = options;
  return new Walk(limits, isSecret, scrub).value(value, 0, '');
}

type Scrub = (text: string, name: string) => string;

/** One walk over one value; holds the path (to see cycles) and the count of nodes. */
class Walk {
  readonly #limits: Limits;
  readonly #isSecret: SecretKeyTest;
  readonly #scrub: Scrub;
  readonly #path: object[] = [];
  #nodes = 0;
  /** Code units of text kept so far. */
  #kept = 0;

  constructor(limits: Limits, isSecret: SecretKeyTest, scrub: Scrub) {
    this.#scrub = scrub;
    this.#limits = limits;
    this.#isSecret = isSecret;
  }

  value(value: unknown, depth: number, name: string): Json {
    this.#nodes++;
    switch (typeof value) {
      case 'string':
        return this.#scrub(this.#bounded(value), name);
      case 'number':
        return Number.isFinite(value) ? value : String(value);
      case 'boolean':
        return value;
      case 'object':
        return value === null ? null : this.#object(value, depth, name);
      case 'function':
        return '[function]';
      case 'undefined':
        return null;
      default:
        return this.#bounded(String(value));
    }
  }

  #object(value: object, depth: number, name: string): Json {
    if (this.#path.includes(value)) return '[circular]';
    if (depth >= this.#limits.maxDepth || this.#nodes > this.#limits.maxNodes) return '[too deep]';
    this.#path.push(value);
    try {
      return this.#content(value, depth, name);
    } catch (cause) {
      return unreadable(cause);
    } finally {
      this.#path.pop();
    }
  }

  #content(value: object, depth: number, name: string): Json {
    if (value instanceof Error)
      return { ...errorDetail(value, this.#limits, (text) => this.#scrub(text, '')) } as JsonObject;
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[invalid date]' : value.toISOString();
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
    if (Array.isArray(value)) return this.#items(value, value.length, depth, name);
    if (value instanceof Set) return this.#items(value, value.size, depth, name);
    if (value instanceof Map) return this.#entries(value, depth);
    if ('toJSON' in value && typeof value.toJSON === 'function') return this.value(value.toJSON(), depth + 1, name);
    if (value instanceof RegExp || value instanceof URL) return this.value(String(value), depth, name);
    return this.#properties(value, depth);
  }

  #items(items: Iterable<unknown>, count: number, depth: number, name: string): Json {
    const result: Json[] = [];
    for (const item of items) {
      if (this.#full(result.length, this.#limits.maxItems)) {
        result.push(`[${count - result.length} more]`);
        break;
      }
      result.push(this.value(item, depth + 1, name));
    }
    return result;
  }

  #properties(target: object, depth: number): Json {
    const result: JsonObject = {};
    const keys = Object.keys(target);
    for (const [index, key] of keys.entries()) {
      if (this.#full(index, this.#limits.maxKeys)) {
        setOwn(result, 'truncated_keys', keys.length - index);
        break;
      }
      const json = this.#isSecret(key) ? SECRET_MASK : this.#read(target, key, depth);
      if (json !== undefined) setOwn(result, boundedText(key, MAX_KEY), json);
    }
    return result;
  }

  #read(target: object, key: string, depth: number): Json | undefined {
    try {
      const item: unknown = Reflect.get(target, key);
      return item === undefined ? undefined : this.value(item, depth + 1, key);
    } catch (cause) {
      return unreadable(cause);
    }
  }

  #entries(map: ReadonlyMap<unknown, unknown>, depth: number): Json {
    const result: JsonObject = {};
    let kept = 0;
    for (const [name, item] of map) {
      if (this.#full(kept, this.#limits.maxKeys)) {
        setOwn(result, 'truncated_keys', map.size - kept);
        break;
      }
      const key = typeof name === 'string' ? name : JSON.stringify(this.value(name, depth + 1, ''));
      setOwn(result, boundedText(key, MAX_KEY), this.#isSecret(key) ? SECRET_MASK : this.value(item, depth + 1, key));
      kept++;
    }
    return result;
  }

  /** A text within its own bound, and within what is left for all of them: many long ones are as long as one that is endless. */
  #bounded(text: string): string {
    const room = Math.min(this.#limits.maxString, Math.max(0, this.#limits.maxText - this.#kept));
    this.#kept += Math.min(text.length, room);
    return boundedText(text, room);
  }

  #full(kept: number, max: number): boolean {
    return kept >= max || this.#nodes > this.#limits.maxNodes;
  }
}

/** Code units kept of one property name. */
const MAX_KEY = 200;

/** What stands in the place of a value whose getter or `toJSON` threw. */
const unreadable = (cause: unknown): string => `[unreadable: ${boundedText(errorDetail(cause).message ?? '', 200)}]`;
