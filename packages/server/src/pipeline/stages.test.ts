import { describe, expect, it } from 'vitest';
import type { Claims, LogRecord, RecordBody } from '../record/index.js';
import { EntryRejection } from './rejection.js';
import { createStages } from './stages.js';

const now = Date.parse('2026-11-21T08:00:00Z');
const arrival = { now, receivedAt: new Date(now).toISOString() };

function refine(body: Partial<RecordBody>, claims: Claims = {}): LogRecord {
  return createStages({})({ claims, body: { message: '', fields: {}, ...body } }, arrival);
}

describe('stream and retention class', () => {
  const f = (what: string, body: Partial<RecordBody>, claims: Claims, want: [stream: string, retention: string]) =>
    it(what, () => {
      const { stream, retention } = refine(body, claims);
      expect([stream, retention]).toEqual(want);
    });

  f('are app and app by default', {}, {}, ['app', 'app']);
  f('keep debug entries apart', {}, { level: 'DEBUG' }, ['app', 'debug']);
  f('are what the sender says', {}, { stream: 'security', retention: 'financial' }, ['security', 'financial']);
  f('follow from the entry type', { event: 'audit.login' }, {}, ['audit', 'audit']);
  f('follow from audit details', { audit: { action: 'x' } }, {}, ['audit', 'audit']);
  f('keep a debug entry of the audit stream with the audit class', { event: 'audit.x' }, { level: 'DEBUG' }, [
    'audit',
    'audit',
  ]);

  it('that are none of ours stay as fields', () => {
    const record = refine({}, { stream: 'stdout', retention: 'forever', level: 'loud', id: 42 });
    expect(record).toMatchObject({ stream: 'app', retention: 'app', level: 'INFO' });
    expect(record.fields).toEqual({ stream: 'stdout', retention: 'forever', level: 'loud', id: 42 });
  });
});

describe('identity and time', () => {
  it("keep the sender's UUID and timestamp, and are made where there are none", () => {
    const id = '0192f0c8-1c4e-7abc-8def-0123456789ab';
    expect(refine({}, { id, timestamp: '2026-11-21T07:00:00Z' })).toMatchObject({
      id,
      timestamp: '2026-11-21T07:00:00.000Z',
    });
    expect(refine({})).toMatchObject({
      id: expect.stringMatching(/-7[0-9a-f]{3}-/),
      timestamp: '2026-11-21T08:00:00.000Z',
      received_at: '2026-11-21T08:00:00.000Z',
    });
  });
});

describe('fields', () => {
  const f = (what: string, fields: RecordBody['fields'], want: RecordBody['fields'], lifted: Partial<LogRecord> = {}) =>
    it(what, () => {
      const record = refine({ fields });
      expect(record.fields).toEqual(want);
      expect(record).toMatchObject(lifted);
    });

  f('stay as they are when flat', { a: 1, b: 'x', c: null, d: true }, { a: 1, b: 'x', c: null, d: true });
  f('are flattened with _', { a: { b: { c: 1 }, d: 2 } }, { a_b_c: 1, a_d: 2 });
  f('keep arrays and empty objects', { a: [{ b: 1 }], c: {}, d: { e: [] } }, { a: [{ b: 1 }], c: {}, d_e: [] });
  f('have names that LogQL can write', { 'a-b': 1, ü: 2, '1st': 3, '': 4 }, { a_b: 1, _: 2, _1st: 3, __2: 4 });
  f('that become the same are both kept', { 'a.b': 1, a_b: 2, 'a-b': 3 }, { a_b: 1, a_b_2: 2, a_b_3: 3 });
  f(
    'fill a standard field they spell',
    { user: { id: 7, name: 'n' }, 'trace.id': 'x' },
    { user_name: 'n' },
    { user_id: '7', trace_id: 'x' },
  );
  f('keep a standard name of the wrong type', { trace_id: ['x'] }, { trace_id: ['x'] });

  it('over the limit reject the entry', () => {
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`f${index}`, index]));
    expect(() => refine({ fields: many })).toThrow(EntryRejection);
    expect(() => refine({ fields: { ['a'.repeat(257)]: 1 } })).toThrow(/257 characters/);
    expect(() => refine({ fields: { ['a'.repeat(200)]: { ['b'.repeat(200)]: 1 } } })).toThrow(/401 characters/);
  });
});
