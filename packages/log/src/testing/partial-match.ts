/**
 * What a value is held against: equal scalars, a regular expression for text, an object whose every property matches, a list of the same
 * length whose every item matches, or a matcher of a test framework (`expect.any(Number)`).
 */
export type Pattern = unknown;

/** Whether a value matches; properties the pattern does not name are free. */
export function matches(value: unknown, pattern: Pattern): boolean {
  if (pattern instanceof RegExp) return typeof value === 'string' && new RegExp(pattern).test(value);
  if (typeof pattern !== 'object' || pattern === null) return Object.is(value, pattern);
  if (isAsymmetric(pattern)) return pattern.asymmetricMatch(value);
  if (pattern instanceof Date) return value === pattern.toISOString();
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(pattern)) {
    return (
      Array.isArray(value) &&
      value.length === pattern.length &&
      pattern.every((item, index) => matches(value[index], item))
    );
  }
  return Object.entries(pattern).every(([name, item]) =>
    item === undefined
      ? !Object.hasOwn(value, name)
      : Object.hasOwn(value, name) && matches(Reflect.get(value, name), item),
  );
}

/** The convention of Jest, Vitest and Jasmine. */
const isAsymmetric = (pattern: object): pattern is { asymmetricMatch(value: unknown): boolean } =>
  'asymmetricMatch' in pattern && typeof pattern.asymmetricMatch === 'function';
