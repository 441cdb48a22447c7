import { describe, expect, it } from 'vitest';
import { byteSize, duration } from './units.js';

describe('byteSize', () => {
  it.each([
    [1024, 1024],
    ['1024', 1024],
    ['64MiB', 67_108_864],
    ['1.5 KiB', 1536],
    ['100MB', 100_000_000],
  ])('%s is %d bytes', (written, bytes) => expect(byteSize().parse(written)).toBe(bytes));

  it.each(['', 'MiB', '5 mib', '-1', '0', '1e3'])('refuses %j', (written) =>
    expect(byteSize().safeParse(written).success).toBe(false),
  );
});

describe('duration', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5h', 5_400_000],
    ['30d', 2_592_000_000],
  ])('%s is %d ms', (written, milliseconds) => expect(duration().parse(written)).toBe(milliseconds));

  it.each(['', '5', 'h', '0s', '5 minutes'])('refuses %j', (written) =>
    expect(duration().safeParse(written).success).toBe(false),
  );
});
