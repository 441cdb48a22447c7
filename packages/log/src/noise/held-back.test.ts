import { describe, expect, it } from 'vitest';
import { Scope } from '../context/context.js';
import { HeldBack } from './held-back.js';

const LINE = 'x'.repeat(940);
const limits = { maxEntries: 500, maxUnits: 1_000_000 };

describe('HeldBack', () => {
  it('is bounded over a hundred thousand contexts at once, and keeps what came last', () => {
    const held = new HeldBack(limits);
    const roots = Array.from({ length: 100_000 }, () => new Scope({}));
    let displaced = 0;
    for (const root of roots) for (let n = 0; n < 2; n++) displaced += held.keep(root, LINE + n, 10);
    const released = roots.map((root) => held.release(root).length);
    const kept = released.reduce((sum, lines) => sum + lines, 0);
    expect(kept + displaced).toBe(200_000);
    expect(kept * LINE.length).toBeLessThanOrEqual(limits.maxUnits);
    expect(kept * LINE.length).toBeGreaterThan(limits.maxUnits / 2);
    expect(released.lastIndexOf(0)).toBeLessThan(released.indexOf(2));
  });

  it('has room again when a context fails, and when it is over', async () => {
    const held = new HeldBack({ ...limits, maxUnits: 3_000 });
    const [first, second] = [new Scope({}), new Scope({})];
    expect(held.keep(first, LINE, 10) + held.keep(second, LINE, 10)).toBe(0);
    expect(held.release(first)).toHaveLength(1);
    expect(held.keep(second, LINE, 10)).toBe(0);
    expect(held.release(second)).toHaveLength(2);
    expect(held.hasFailed(second)).toBe(true);
  });

  it('keeps the latest of one context that would need all the room alone', () => {
    const held = new HeldBack({ ...limits, maxUnits: 3_500 });
    const root = new Scope({});
    let displaced = 0;
    for (let n = 0; n < 10; n++) displaced += held.keep(root, `${LINE}${n}`, 10);
    expect(displaced).toBe(7);
    expect(held.release(root).map(({ line }) => line.at(-1))).toEqual(['7', '8', '9']);
    expect(held.keep(new Scope({}), 'x'.repeat(4_000), 10)).toBe(1);
  });

  it('lets a context that has given way have lines again', () => {
    const held = new HeldBack({ ...limits, maxUnits: 3_000 });
    const [long, short] = [new Scope({}), new Scope({})];
    held.keep(long, LINE, 10);
    expect(held.keep(short, LINE, 10) + held.keep(short, LINE, 10)).toBe(1);
    expect(held.keep(long, LINE, 10)).toBe(2);
    expect(held.release(long)).toHaveLength(1);
    expect(held.release(short)).toHaveLength(0);
  });
});
