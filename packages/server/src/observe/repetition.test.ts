import { describe, expect, it } from 'vitest';
import { createRepetition } from './repetition.js';

describe('createRepetition', () => {
  it('lets one a minute pass for each key, and tells how many were held back', () => {
    let at = 0;
    const repetition = createRepetition(60_000, () => at);
    expect([repetition.pass('a'), repetition.pass('a'), repetition.pass('a'), repetition.pass('b')]).toEqual([
      0,
      undefined,
      undefined,
      0,
    ]);
    at = 60_000;
    expect([repetition.pass('a'), repetition.pass('a'), repetition.pass('b')]).toEqual([2, undefined, 0]);
  });

  it('stays bounded however many keys there are', () => {
    const repetition = createRepetition(60_000, () => 0);
    for (let index = 0; index < 10_001; index++) repetition.pass(`key ${index}`);
    expect(repetition.pass('key 0')).toBe(0);
    expect(repetition.pass('key 10000')).toBeUndefined();
  });
});
