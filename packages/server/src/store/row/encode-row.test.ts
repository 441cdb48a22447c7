import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, LogRecord } from '../../record/index.js';
import { encodeRow } from './encode-row.js';

const bare: LogRecord = {
  id: '0192f0c8-1c4e-7abc-8def-0123456789ab',
  timestamp: '2026-11-21T08:00:00.123456789Z',
  received_at: '2026-11-21T08:00:01.000Z',
  level: 'INFO',
  stream: 'app',
  retention: 'app',
  message: 'm',
  fields: {},
};

describe('encodeRow', () => {
  it('leaves out every column that has its default', () => {
    expect(JSON.parse(encodeRow(bare))).toEqual({
      id: bare.id,
      timestamp: '2026-11-21 08:00:00.123456789',
      received_at: '2026-11-21 08:00:01.000',
      level: 'INFO',
      stream: 'app',
      retention: 'app',
      message: 'm',
    });
  });

  it('has a column for every part of a record', () => {
    const record: LogRecord = {
      ...bare,
      service: 's "q"',
      pid: 1,
      seq: 2,
      event_version: 3,
      duration_ms: 0.5,
      payload: 'p',
      error: { type: 'T', message: 'm', code: 'c', stack: 's', causes: ['x'] },
      audit: { action: 'a' },
      labels: { job: 'j' },
      fields: { s: 'text', n: 1, b: true, z: null, a: [1], o: { p: 1 } },
    };
    expect(JSON.parse(encodeRow(record))).toMatchObject({
      service: 's "q"',
      pid: 1,
      seq: 2,
      event_version: 3,
      duration_ms: 0.5,
      payload: 'p',
      error_type: 'T',
      error_message: 'm',
      error_code: 'c',
      error_stack: 's',
      error_causes: '["x"]',
      audit: '{"action":"a"}',
      labels: { job: 'j' },
      pushed: true,
      fields: { s: 'text', n: '1', b: 'true', z: 'null', a: '[1]', o: '{"p":1}' },
      json_fields: ['n', 'b', 'z', 'a', 'o'],
    });
  });

  it('keeps a number that JSON cannot write as text', () => {
    const fields = { a: Number.POSITIVE_INFINITY, b: Number.NEGATIVE_INFINITY, c: [Number.POSITIVE_INFINITY] };
    expect(JSON.parse(encodeRow({ ...bare, fields }))).toMatchObject({
      fields: { a: 'Infinity', b: '-Infinity', c: '[null]' },
      json_fields: ['c'],
    });
  });

  it('is JSON on one line whatever the texts hold, and gives them back', () => {
    const json = fc.jsonValue().map((value) => value as Json);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.dictionary(fc.string(), json), (message, fields) => {
        const row = encodeRow({ ...bare, message, fields });
        expect(row).not.toContain('\n');
        const columns = JSON.parse(row) as { message: string; fields?: Record<string, string>; json_fields?: string[] };
        expect(columns.message).toBe(message);
        const back = Object.entries(columns.fields ?? {}).map(([name, text]) => [
          name,
          columns.json_fields?.includes(name) ? JSON.parse(text) : text,
        ]);
        expect(JSON.stringify(back)).toBe(JSON.stringify(Object.entries(fields)));
      }),
    );
  });
});
