import { describe, expect, it } from 'vitest';
import type { Json } from '../record/index.js';
import { createIdSource, readId } from './identity.js';

describe('readId', () => {
  const f = (claim: Json | undefined, want: string | undefined) =>
    it(`${JSON.stringify(claim)} gives ${want}`, () => expect(readId(claim)).toBe(want));
  f('0192F0C8-1C4E-7ABC-8DEF-0123456789AB', '0192f0c8-1c4e-7abc-8def-0123456789ab');
  f('not-a-uuid', undefined);
  f('0192f0c81c4e7abc8def0123456789ab', undefined);
  f('0192f0c8-1c4e-7abc-8def-0123456789ag', undefined);
  f('00000000-0000-0000-0000-000000000000', undefined);
  f(42, undefined);
  f(undefined, undefined);
});

describe('createIdSource', () => {
  it('makes UUIDs of version 7 that carry the time and ascend, also when the clock stands still or goes back', () => {
    const next = createIdSource();
    const now = Date.parse('2026-11-21T08:00:00Z');
    const ids = Array.from({ length: 10_000 }, (_, index) => next(index < 9_000 ? now : now - 1_000));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
    expect(Number.parseInt(ids[0]!.replace('-', '').slice(0, 12), 16)).toBe(now);
  });
});
