import { describe, expect, it } from 'vitest';
import { createLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';
import type { NoiseOptions } from './noise-control.js';
import { usableNoise } from './noise-settings.js';

describe('usableNoise', () => {
  const share = 'a share from 0 to 1';
  const limit = 'a number of entries per second';
  it.each<[string, unknown, NoiseOptions, string[]]>([
    [
      'what can be used',
      { sample: { debug: 0.1 }, rateLimit: { '*': 5 }, deduplicate: true },
      { sample: { debug: 0.1 }, rateLimit: { '*': 5 }, deduplicate: true },
      [],
    ],
    [
      'no share',
      { sample: { a: 2, b: 'x', c: 0, debug: -1 } },
      { sample: { c: 0 } },
      ['a', 'b', 'debug'].map((key) => `noise.sample: '${key}' is not ${share}`),
    ],
    [
      'no limit',
      { rateLimit: { '*': 'many', a: Number.NaN, b: 3 } },
      { rateLimit: { b: 3 } },
      ['*', 'a'].map((key) => `noise.rateLimit: '${key}' is not ${limit}`),
    ],
    [
      'a bare number',
      { sample: 0.1 },
      {},
      [`noise.sample: give an object with ${share} for each name of an entry type`],
    ],
    [
      'no window',
      { deduplicate: { windowMs: 'x' } },
      { deduplicate: true },
      ['noise.deduplicate: windowMs is no number of milliseconds above 0'],
    ],
    [
      'no room',
      { debugOnFailure: { maxEntries: -1, maxBytes: 5 } },
      { debugOnFailure: { maxBytes: 5 } },
      ['noise.debugOnFailure: maxEntries is no number above 0'],
    ],
  ])('%s', (_, given, usable, problems) => {
    const found: string[] = [];
    expect(usableNoise(given as NoiseOptions, (problem) => found.push(problem))).toEqual(usable);
    expect(found).toEqual(problems);
  });

  it('a limit that is none holds nothing back, and the log says so', () => {
    const captured = memory();
    const noise = { rateLimit: { '*': 'many' } } as unknown as NoiseOptions;
    const log = createLogger({ env: {}, handleExit: false, sinks: [captured], noise });
    log.info('Written');
    expect(captured.entries).toMatchObject([
      { event: 'log.configuration_invalid', problem: `noise.rateLimit: '*' is not ${limit}` },
      { message: 'Written' },
    ]);
  });
});
