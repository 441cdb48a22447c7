import { describe, expect, it } from 'vitest';
import { createServiceChecks } from './checks.js';
import type { TypeCheck } from './type-check.js';

describe('the checks of a service', () => {
  it('are found by name, also those whose names look alike, again and again', () => {
    const names = [
      '',
      'a',
      'order.placed',
      'order.paused',
      'olrer.pdaced',
      ...Array.from({ length: 500 }, (_, n) => `t.${n}`),
    ];
    const checks = new Map<string, TypeCheck>(names.map((name) => [name, () => {}]));
    const { of } = createServiceChecks(checks);
    for (const name of [...names, ...names.toReversed(), ...names]) expect(of(name)).toBe(checks.get(name));
    for (const name of ['b', 'order.placeD', 't.500', 'constructor', '__proto__']) expect(of(name)).toBeUndefined();
  });
});
