import { describe, expect, it } from 'vitest';
import { parseSize } from './size.js';

describe('parseSize', () => {
  it.each([
    ['100MB', 104_857_600],
    ['512 kb', 524_288],
    ['1.5GB', 1_610_612_736],
    ['1048576', 1_048_576],
    ['7B', 7],
    ['', undefined],
    ['many', undefined],
    ['-1MB', undefined],
    ['1TB', undefined],
  ])('%s', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });
});
