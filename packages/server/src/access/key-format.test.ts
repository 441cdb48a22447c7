import { describe, expect, it } from 'vitest';
import { formatKey, newKey, parseKey } from './key-format.js';

describe('API keys', () => {
  it('are read as they were written, and are never the same', () => {
    const [one, two] = [newKey(), newKey()];
    expect(formatKey(one)).toMatch(/^hw_[0-9a-f]{12}_[0-9a-f]{64}$/);
    expect(parseKey(formatKey(one))).toEqual(one);
    expect(one.secret).not.toBe(two.secret);
  });

  it.each([
    '',
    'hw_',
    'hw_a_b',
    `hw_${'a'.repeat(12)}_${'b'.repeat(63)}`,
    `xx_${'a'.repeat(12)}_${'b'.repeat(64)}`,
    `hw_${'a'.repeat(12)}_${'b'.repeat(64)}\n`,
  ])('%j is none', (text) => expect(parseKey(text)).toBeUndefined());
});
