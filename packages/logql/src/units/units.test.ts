import { describe, expect, it } from 'vitest';
import { formatBytes, parseBytes } from './bytes.js';
import { formatDuration, parseDuration } from './duration.js';
import { parseNumber } from './number.js';

describe('parseDuration', () => {
  it.each<[string, bigint | undefined]>([
    ['0', 0n],
    ['1s', 1_000_000_000n],
    ['-1.5h', -5_400_000_000_000n],
    ['+2h30m', 9_000_000_000_000n],
    ['.5s', 500_000_000n],
    ['5.s', 5_000_000_000n],
    ['1.9999999999ns', 1n],
    ['10', undefined],
    ['', undefined],
    ['1d', undefined],
    ['s', undefined],
    ['.s', undefined],
    [' 1s', undefined],
    ['9223372036854775807ns', 9_223_372_036_854_775_807n],
    ['9223372036854775808ns', undefined],
  ])('%s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it.each([90n * 60_000_000_000n, 1_500_000_000n, 0n, -1n, 3_600_000_000_000n])('%s ns printed and read', (value) => {
    expect(parseDuration(formatDuration(value))).toBe(value);
  });
});

describe('parseBytes', () => {
  it.each<[string, number | undefined]>([
    ['42', 42],
    ['42B', 42],
    ['1 kb', 1000],
    ['1KiB', 1024],
    ['1,234.5 MB', 1_234_500_000],
    ['.5k', 500],
    ['1.0009', 1],
    ['16EiB', undefined],
    ['', undefined],
    ['MB', undefined],
    ['1XB', undefined],
    ['-1', undefined],
    ['1.2.3', undefined],
  ])('%s', (text, expected) => {
    expect(parseBytes(text)).toBe(expected);
  });

  it('prints what the lexer reads', () => {
    expect(formatBytes(1_234_500_000)).toBe('1234500000B');
  });
});

describe('parseNumber', () => {
  it.each<[string, number | undefined]>([
    ['1', 1],
    ['-1.5e-3', -0.0015],
    ['+.5', 0.5],
    ['5.', 5],
    ['inf', Infinity],
    ['-Infinity', -Infinity],
    ['NaN', Number.NaN],
    ['1e400', undefined],
    ['', undefined],
    [' 1', undefined],
    ['1_000', undefined],
    ['0x10', undefined],
    ['12ab', undefined],
  ])('%s', (text, expected) => {
    expect(parseNumber(text)).toBe(expected);
  });
});
