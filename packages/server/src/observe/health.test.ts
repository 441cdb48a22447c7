import { describe, expect, it } from 'vitest';
import { readinessOf } from './health.js';

describe('readinessOf', () => {
  it('is ready when every part is', async () => {
    expect(
      await readinessOf([
        { part: 'engine', problem: () => undefined },
        { part: 'control', problem: async () => undefined },
      ]),
    ).toEqual({
      ready: true,
      reasons: [],
    });
  });

  it('names each part that is not, also one whose check fails or hangs', async () => {
    const checks = [
      { part: 'engine', problem: () => 'is starting' },
      { part: 'spool', problem: () => undefined },
      { part: 'control', problem: () => Promise.reject(new Error('no connection')) },
      { part: 'disk', problem: () => new Promise<undefined>(() => {}) },
    ];
    expect(await readinessOf(checks)).toEqual({
      ready: false,
      reasons: [
        { part: 'engine', reason: 'is starting' },
        { part: 'control', reason: 'no connection' },
        { part: 'disk', reason: 'does not answer within 2 s' },
      ],
    });
  });
});
