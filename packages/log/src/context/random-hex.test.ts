import { expect, it } from 'vitest';
import { randomHex, randomUuid } from './random-hex.js';

it('gives as many hexadecimal digits as asked for, over several pools, and none twice', () => {
  const made = Array.from({ length: 2_000 }, () => randomHex(16));
  expect(made.filter((digits) => !/^[0-9a-f]{16}$/.test(digits))).toEqual([]);
  expect(new Set(made).size).toBe(made.length);
});

it('gives UUIDs of version 4 with all their variants, and none twice', () => {
  const made = Array.from({ length: 2_000 }, randomUuid);
  expect(
    made.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
  ).toEqual([]);
  expect(new Set(made.map((id) => id.charAt(19))).size).toBe(4);
  expect(new Set(made).size).toBe(made.length);
});
