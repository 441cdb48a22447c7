import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowsOf } from './windows.js';

describe('windowsOf', () => {
  it('covers the range once, from its near end to its far one', () => {
    const moment = fc.bigInt(0n, 2n ** 63n - 1n);
    fc.assert(
      fc.property(moment, moment, fc.constantFrom('backward' as const, 'forward' as const), (one, other, direction) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        const windows = [...windowsOf({ from, to }, direction)];
        expect(windows.length).toBeLessThan(20);
        const inOrder = direction === 'forward' ? windows : windows.reverse();
        expect(inOrder.reduce((at, window) => (window.from === at ? window.to : -1n), from)).toBe(
          from === to ? from : to,
        );
      }),
    );
  });
});
