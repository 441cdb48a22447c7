import { describe, expect, it } from 'vitest';
import { decodeEntry } from './decode.js';

type Row = Parameters<typeof decodeEntry>[0];

/** Columns at their defaults, as the engine gives them. */
const row = (columns: Partial<Row>): Row => {
  const given: Partial<Row> = {
    timestamp: '2026-11-21 08:00:00.123000000',
    id: '0192f0c8-1c4e-7abc-8def-0123456789ab',
    received_at: '2026-11-21 08:00:01.000',
    retention: 'app',
    level: 'INFO',
    stream: 'app',
    message: 'm',
    event_version: 0,
    pid: 0,
    seq: '0',
    duration_ms: null,
    fields: {},
    json_fields: [],
    labels: {},
    pushed: false,
    ...columns,
  };
  // Every text column that is not given is empty.
  return new Proxy(given, {
    get: (target, name) => Reflect.get(target, name) ?? (name === 'duration_ms' ? null : ''),
  }) as Row;
};

describe('decodeEntry', () => {
  it('gives fields their types back', () => {
    expect(decodeEntry(row({ fields: { a: '1', b: '1' }, json_fields: ['a'] })).fields).toEqual({ a: 1, b: '1' });
  });

  it('shows what cannot be read back as it is stored, so that one entry never hides a page', () => {
    const entry = decodeEntry(
      row({ fields: { n: 'Infinity' }, json_fields: ['n'], audit: '{"action":7}', error_causes: 'oops' }),
    );
    expect(entry).toMatchObject({
      fields: { n: 'Infinity' },
      audit: { after: { action: 7 } },
      error: { causes: ['oops'] },
    });
  });
});
