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

describe('scrubbing by how a text looks (P4)', () => {
  const CARD = '4111 1111 1111 1111';

  function scrubbed(body: Partial<RecordBody>, policy?: Parameters<typeof createScrub>[0]) {
    const counts: Record<string, number> = {};
    const count = (rule: string, values: number) => {
      counts[rule] = (counts[rule] ?? 0) + values;
    };
    const result: RecordBody = { message: '', fields: {}, ...structuredClone(body) };
    createScrub({ onScrubbed: count, onObserved: (rule, values) => count(`observed ${rule}`, values), ...policy })(
      result,
    );
    return { result, counts };
  }

  it('looks into message, error, causes, fields, audit states and payload, and counts by rule', () => {
    const { result, counts } = scrubbed({
      message: `paid with ${CARD}`,
      error: { message: CARD, stack: `Error: ${CARD}\n    at x`, causes: [{ message: CARD }] },
      audit: { after: { note: CARD } },
      fields: { note: CARD, nested: { list: [CARD] } },
      payload: `raw ${CARD}`,
    });
    expect(JSON.stringify(result)).not.toContain('4111');
    expect(counts).toEqual({ card: 8 });
  });

  it('leaves identifiers, and numbers that their field says are none', () => {
    const ids = { trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', request_id: '4111111111111111' };
    const { result, counts } = scrubbed({ ...ids, fields: { order_number: '4111111111111111', version: '1.2.3.4' } });
    expect(result).toMatchObject({ ...ids, fields: { order_number: '4111111111111111', version: '1.2.3.4' } });
    expect(counts).toEqual({});
  });

  it('observes e-mail and IP addresses unless told otherwise', () => {
    const message = 'a@b.example from 10.0.0.1';
    expect(scrubbed({ message })).toMatchObject({
      result: { message },
      counts: { 'observed email': 1, 'observed ip': 1 },
    });
    expect(scrubbed({ message }, { policy: { rules: { email: 'mask', ip: 'off' } } })).toMatchObject({
      result: { message: '[email] from 10.0.0.1' },
      counts: { email: 1 },
    });
  });

  it('allows by entry type and field', () => {
    const policy = { policy: { allow: [{ event: 'probe.run', field: 'card' }] } };
    expect(scrubbed({ event: 'probe.run', fields: { card: CARD } }, policy).result.fields).toEqual({ card: CARD });
    expect(scrubbed({ event: 'order.paid', fields: { card: CARD } }, policy).result.fields).toEqual({ card: '[card]' });
  });

  it('lets nothing through that is too long to be searched', () => {
    const { result, counts } = scrubbed({ message: `${'x '.repeat(50)}${CARD}` }, { policy: { maxLength: 40 } });
    expect(result.message).toMatch(/^(x )+x\[unscanned\]$/);
    expect(counts).toEqual({ unscanned_size: 1 });
  });
});
