import { InvalidArgumentError } from 'commander';
import { expect, it } from 'vitest';
import { milliseconds, pairs, wholeNumber } from './flags.js';

it('reads numbers, durations and pairs, and says how to write them', () => {
  expect(wholeNumber(1)('12')).toBe(12);
  expect(() => wholeNumber(1)('0')).toThrow(InvalidArgumentError);
  expect(() => wholeNumber(0, 65_535)('70000')).toThrow('from 0 to 65535');
  expect(() => wholeNumber(1)('1e3')).toThrow(InvalidArgumentError);
  expect([milliseconds('30s'), milliseconds('5m'), milliseconds('2h')]).toEqual([30_000, 300_000, 7_200_000]);
  expect(() => milliseconds('5')).toThrow('5m');
  expect(pairs('b=2=3', pairs('a=1'))).toEqual({ a: '1', b: '2=3' });
  expect(() => pairs('novalue')).toThrow(InvalidArgumentError);
});
