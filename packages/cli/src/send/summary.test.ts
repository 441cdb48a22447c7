import { expect, it } from 'vitest';
import { type FileReport, keepSamples, summarise } from './summary.js';

const report: FileReport = {
  name: 'app.log',
  format: 'plain',
  service: 'app',
  counts: { entries: 3, cut: 0, times: { own: 3, previous: 0, file: 0 } },
  accepted: 3,
  rejected: 0,
  samples: [],
  bytes: 1_234,
  elapsedMs: 40,
};

it('says how much, in which format, for whom', () => {
  expect(summarise(report)).toBe('app.log: 3 entries sent (plain, service app; 1.2 kB in 40 ms)\n');
  expect(summarise({ ...report, accepted: 200_000, elapsedMs: 2_000 })).toContain('in 2 s, 100,000/s)');
});

it('states everything that was not as one might think', () => {
  const times = { own: 0, previous: 1, file: 2 };
  const text = summarise({
    ...report,
    name: '-',
    counts: { entries: 3, cut: 1, times },
    rejected: 7,
    samples: [{ line: 1_200, error: 'too old' }],
  });
  expect(text.split('\n').slice(1)).toEqual([
    '  1 entry without a time got that of the entry before',
    '  2 entries without a time got the time they came',
    '  1 entry too large: cut (field truncated)',
    '  7 entries rejected by the server:',
    '    line 1,200: too old',
    '    and 6 more',
    '',
  ]);
});

it('keeps a few samples only', () => {
  const many = Array.from({ length: 100 }, (_, line) => ({ line, error: 'no' }));
  expect(keepSamples(keepSamples([], many), many)).toHaveLength(5);
});
