import { describe, expect, it } from 'vitest';
import type { Json } from '../record/index.js';
import { assertDepth } from './depth.js';
import { EntryRejection } from './rejection.js';

describe('assertDepth', () => {
  const nested = (depth: number): Json => JSON.parse(`${'{"a":['.repeat(depth / 2)}1${']}'.repeat(depth / 2)}`);

  it('passes what is within the limit', () => {
    for (const value of [1, null, 'x', {}, [], nested(32)]) expect(() => assertDepth(value, 32)).not.toThrow();
  });

  it('refuses what is deeper, however deep', () => {
    for (const depth of [34, 10_000, 1_000_000]) expect(() => assertDepth(nested(depth), 32)).toThrow(EntryRejection);
  });
});
