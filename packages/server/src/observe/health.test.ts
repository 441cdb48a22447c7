import { describe, expect, it } from 'vitest';
import { createReadiness } from './health.js';

describe('createReadiness', () => {
  it('is ready when every part is', async () => {
    expect(
      await createReadiness([
        { part: 'engine', problem: () => undefined },
        { part: 'control', problem: async () => undefined },
      ])(),
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
    expect(await createReadiness(checks)()).toEqual({
      ready: false,
      reasons: [
        { part: 'engine', reason: 'is starting' },
        { part: 'control', reason: 'no connection' },
        { part: 'disk', reason: 'does not answer within 2 s' },
      ],
    });
  });

  it('does not ask a part again that has not answered yet, and asks anew once it has', async () => {
    let asked = 0;
    let answer: (reason: string) => void = () => {};
    const readiness = createReadiness([
      {
        part: 'disk',
        problem() {
          asked++;
          return new Promise<string>((resolve) => {
            answer = resolve;
          });
        },
      },
    ]);
    const both = Promise.all([readiness(), readiness()]);
    answer('hangs');
    const reasons = [{ part: 'disk', reason: 'hangs' }];
    expect(await both).toEqual([
      { ready: false, reasons },
      { ready: false, reasons },
    ]);
    expect(asked).toBe(1);
    const third = readiness();
    answer('hangs still');
    expect(await third).toEqual({ ready: false, reasons: [{ part: 'disk', reason: 'hangs still' }] });
    expect(asked).toBe(2);
  });
});
