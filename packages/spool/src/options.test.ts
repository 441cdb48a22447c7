import { describe, expect, it } from 'vitest';
import { resolveLimits } from './options.js';

const MiB = 1024 * 1024;

describe('resolveLimits', () => {
  it.each([
    [{}, { segmentBytes: 64 * MiB, maxBytes: Number.POSITIVE_INFINITY }],
    [{ maxBytes: 1024 * MiB }, { segmentBytes: 64 * MiB, maxBytes: 1024 * MiB }],
    [{ maxBytes: 40 * MiB }, { segmentBytes: 10 * MiB, maxBytes: 40 * MiB }],
    [
      { maxBytes: 40 * MiB, segmentBytes: 20 * MiB },
      { segmentBytes: 20 * MiB, maxBytes: 40 * MiB },
    ],
  ])('%j', (options, want) => {
    expect(resolveLimits({ dir: 'x', ...options })).toMatchObject({
      maxRecordBytes: 16 * MiB,
      maxPendingBytes: 128 * MiB,
      maxUnsyncedBytes: 8 * MiB,
      ...want,
    });
  });

  it.each([
    [{ maxBytes: 10 }, 'maxBytes must be at least 112'],
    [{ maxBytes: Number.NaN }, 'maxBytes must be at least 112'],
    [{ segmentBytes: 64 }, 'segmentBytes must be a whole number of bytes from 112 to'],
    [{ segmentBytes: 1e6 + 0.5 }, 'not 1000000.5'],
    [{ maxRecordBytes: 0 }, 'maxRecordBytes must be'],
    [{ maxPendingBytes: -1 }, 'maxPendingBytes must be'],
    [{ maxUnsyncedBytes: 0 }, 'maxUnsyncedBytes must be'],
  ])('%j is refused', (options, message) => {
    expect(() => resolveLimits({ dir: 'x', ...options })).toThrow(message);
  });
});
