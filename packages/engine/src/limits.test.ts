import { describe, expect, it } from 'vitest';
import { withinLimits } from './limits.js';

describe('withinLimits', () => {
  const limits = { maxExecutionSeconds: 30, maxMemoryBytes: 1000, maxResultRows: 10, maxResultBytes: 100 };
  const f = (asked: string | undefined, want: string): void => {
    it(`max_execution_time ${asked} → ${want}`, () => {
      const requested = new Map(asked === undefined ? [] : [['max_execution_time', asked]]);
      expect(withinLimits(requested, limits).get('max_execution_time')).toBe(want);
    });
  };

  f(undefined, '30');
  f('0', '30');
  f('5', '5');
  f('0.5', '0.5');
  f('30', '30');
  f('31', '30');
  f('-1', '30');
  f('forever', '30');

  it('keeps other settings and sets every limit', () => {
    expect(Object.fromEntries(withinLimits(new Map([['max_threads', '2']]), limits))).toEqual({
      max_threads: '2',
      max_execution_time: '30',
      max_memory_usage: '1000',
      max_result_rows: '10',
      max_result_bytes: '100',
    });
  });
});
