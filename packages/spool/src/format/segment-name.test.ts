import { expect, it } from 'vitest';
import { segmentName, segmentNumber } from './segment-name.js';

it('names segments so that they sort by number', () => {
  const numbers = [1, 9, 10, 999, 123_456_789_012];
  const names = numbers.map(segmentName);
  expect(names[0]).toBe('000000000001.segment');
  expect([...names].sort()).toEqual(names);
  expect(names.map(segmentNumber)).toEqual(numbers);
});

it.each(['acknowledged', 'lock', '1.segment', '000000000001.segment.tmp', 'x000000000001.segment'])(
  'takes %s for no segment',
  (name) => {
    expect(segmentNumber(name)).toBeUndefined();
  },
);
