import { type Json, type JsonObject, setOwn } from './json.js';
import { SECRET_MASK } from './limits.js';
import { isSecretKey, type SecretKeyTest } from './secret-key.js';

/** A masked value and what was done to it. */
export interface MaskedJson {
  readonly value: Json;
  /** Values replaced because of their key. */
  readonly masked: number;
  /** Subtrees replaced because they lay deeper than `maxDepth`: nothing unscanned is let through. */
  readonly tooDeep: number;
}

/** How {@link maskJson} works. */
export interface MaskOptions {
  readonly isSecret?: SecretKeyTest;
  readonly maxDepth?: number;
  readonly scrub?: (text: string, name: string) => string;
}

/**
 * Masks the values under secret keys in an already parsed JSON value. The value itself is never changed; when nothing had
 * to be masked the very same value comes back, so the common case costs a walk and no copy. `null` and booleans stay: they
 * hold no secret.
 *
 * @param options.isSecret which keys are secret; default {@link isSecretKey}
 * @param options.scrub treats every text under a name that is not secret, see {@link Scanner.text}; default: texts stay
 * @param options.maxDepth levels of nesting that are scanned, the rest is replaced by `[unscanned]`; default 64
 *
 * @example maskJson({ user: 'u_1', login: { password: 'x' } })
 *          // { value: { user: 'u_1', login: { password: '[secret]' } }, masked: 1, tooDeep: 0 }
 */
export function maskJson(value: Json, options: MaskOptions = {}): MaskedJson {
  const { isSecret = isSecretKey, maxDepth = 64, scrub } = options;
  const counts = { masked: 0, tooDeep: 0 };

  function masked(node: Json, depth: number, name: string): Json {
    if (typeof node === 'string') return scrub === undefined ? node : scrub(node, name);
    if (typeof node !== 'object' || node === null) return node;
    if (depth >= maxDepth) {
      counts.tooDeep++;
      return '[unscanned]';
    }
    return isArray(node) ? maskedArray(node, depth, name) : maskedObject(node, depth);
  }

  function maskedArray(node: readonly Json[], depth: number, name: string): Json {
    let copy: Json[] | undefined;
    for (const [index, item] of node.entries()) {
      const result = masked(item, depth + 1, name);
      if (result === item) continue;
      copy ??= [...node];
      copy[index] = result;
    }
    return copy ?? node;
  }

  function maskedObject(node: { readonly [key: string]: Json }, depth: number): Json {
    let copy: JsonObject | undefined;
    for (const key of Object.keys(node)) {
      const item = node[key] ?? null;
      const result = holdsSecret(key, item) ? SECRET_MASK : masked(item, depth + 1, key);
      if (result === item) continue;
      copy ??= Object.fromEntries(Object.entries(node));
      setOwn(copy, key, result);
    }
    return copy ?? node;
  }

  function holdsSecret(key: string, item: Json): boolean {
    if (item === null || typeof item === 'boolean' || item === SECRET_MASK || !isSecret(key)) return false;
    counts.masked++;
    return true;
  }

  return { value: masked(value, 0, ''), ...counts };
}

/** `Array.isArray` does not narrow a readonly array. */
function isArray(node: Json): node is readonly Json[] {
  return Array.isArray(node);
}
