import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from './suggestion.js';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['port', 'port', 0],
    ['port', 'ports', 1],
    ['prot', 'port', 1],
    ['kitten', 'sitting', 3],
  ])('%j to %j is %d', (from, to, distance) => expect(editDistance(from, to)).toBe(distance));
});

describe('nearest', () => {
  it('finds what was meant', () => expect(nearest('max_szie', ['segment_size', 'max_size'])).toBe('max_size'));
  it('finds nothing in the distance', () => expect(nearest('colour', ['host', 'port'])).toBeUndefined());
});
