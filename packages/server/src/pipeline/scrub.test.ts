import { describe, expect, it } from 'vitest';
import type { RecordBody } from '../record/index.js';
import { createScrub } from './scrub.js';

describe('scrubbing by key name', () => {
  const f = (what: string, body: Partial<RecordBody>, want: Partial<RecordBody>, counted: number) =>
    it(what, () => {
      let count = 0;
      const scrubbed: RecordBody = { message: '', fields: {}, ...structuredClone(body) };
      createScrub({
        onScrubbed: (rule, values) => {
          expect(rule).toBe('secret_key');
          count += values;
        },
      })(scrubbed);
      expect(scrubbed).toEqual({ message: '', fields: {}, ...want });
      expect(count).toBe(counted);
    });

  f(
    'masks secrets among the fields, whole objects too',
    {
      fields: { user: 'u', password: 'x', credentials: { a: 1 }, headers: { authorization: 'Bearer x', accept: '*' } },
    },
    {
      fields: {
        user: 'u',
        password: '[secret]',
        credentials: '[secret]',
        headers: { authorization: '[secret]', accept: '*' },
      },
    },
    3,
  );
  f(
    'leaves names that only look like secrets',
    { fields: { monkey: 1, author: 'a', token_count: 3 } },
    { fields: { monkey: 1, author: 'a', token_count: 3 } },
    0,
  );
  f(
    'does not count what the sender has masked',
    { fields: { password: '[secret]' } },
    { fields: { password: '[secret]' } },
    0,
  );
  f(
    'looks into audit states and causes',
    { audit: { before: { pin: 1 }, changed: ['pin'] }, error: { causes: [{ token: 'x' }] } },
    {
      audit: { before: { pin: '[secret]' }, changed: ['pin'] },
      error: { causes: [{ token: '[secret]' }] },
    },
    2,
  );
  f(
    'looks into a payload that is JSON',
    { payload: '{"password":"x","a":1}' },
    { payload: '{"password":"[secret]","a":1}' },
    1,
  );
  f('leaves a payload that only begins like JSON', { payload: '{not json' }, { payload: '{not json' }, 0);
});
