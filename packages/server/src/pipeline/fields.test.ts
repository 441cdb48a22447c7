import { describe, expect, it } from 'vitest';
import type { Json, RecordBody } from '../record/index.js';
import { createFlatten } from './fields.js';
import { DEFAULT_LIMITS } from './limits.js';

const flattened = (fields: Record<string, Json>): RecordBody => {
  const body: RecordBody = { message: '', fields };
  createFlatten(DEFAULT_LIMITS)(body);
  return body;
};

describe('createFlatten', () => {
  const f = (what: string, fields: Record<string, Json>, want: Record<string, Json>) =>
    it(what, () => expect(flattened(fields).fields).toEqual(want));

  f('joins nested names', { a: { b: { c: 1 }, d: [2] } }, { a_b_c: 1, a_d: [2] });
  f('keeps an empty object', { a: {} }, { a: {} });
  f('cleans names', { 'a.b': 1, '1st': 2, é: 3 }, { a_b: 1, _1st: 2, _: 3 });
  f(
    'keeps names that become the same apart',
    { 'a.b': 1, 'a-b': 2, a_b_2: 3, 'a b': 4 },
    {
      a_b: 1,
      a_b_2: 2,
      a_b_2_2: 3,
      a_b_3: 4,
    },
  );

  it('fills a standard field with a nested one of its name', () => {
    expect(flattened({ user: { id: 'u_1' }, trace: { id: 't' } })).toMatchObject({
      user_id: 'u_1',
      trace_id: 't',
      fields: {},
    });
  });

  it('numbers a thousand names that become one', () => {
    const names = Array.from({ length: 1_000 }, (_, index) => String.fromCodePoint(0x4e00 + index));
    const { fields } = flattened(Object.fromEntries(names.map((name, index) => [name, index])));
    expect(Object.keys(fields)).toHaveLength(1_000);
    expect(fields).toMatchObject({ _: 0, __2: 1, __1000: 999 });
  });

  it('refuses too many fields and too long a name', () => {
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`f${index}`, 1]));
    expect(() => flattened(many)).toThrow('more than 1000 fields after flattening');
    expect(() => flattened({ ['n'.repeat(257)]: 1 })).toThrow(/has 257 characters; at most 256/);
  });
});
