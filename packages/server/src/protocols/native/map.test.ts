import { describe, expect, it } from 'vitest';
import type { Json } from '../../record/index.js';
import { mapLine } from './map.js';

describe('mapLine', () => {
  const f = (what: string, line: Record<string, Json>, want: ReturnType<typeof mapLine>) =>
    it(what, () => expect(mapLine(line)).toEqual(want));

  f(
    'lifts the standard names of a LogRecord',
    {
      timestamp: 't',
      level: 'INFO',
      message: 'm',
      service: 's',
      trace_id: 'x',
      pid: 7,
      seq: 9,
      duration_ms: 1.5,
      id: 'i',
      stream: 'audit',
      retention: 'r',
      n: 1,
    },
    {
      claims: { timestamp: 't', level: 'INFO', id: 'i', stream: 'audit', retention: 'r' },
      body: { message: 'm', service: 's', trace_id: 'x', pid: 7, seq: 9, duration_ms: 1.5, fields: { n: 1 } },
    },
  );
  f(
    "understands pino's line",
    {
      level: 30,
      time: 1795248000000,
      pid: 1,
      hostname: 'h',
      msg: 'm',
      err: { type: 'E', message: 'x', stack: 's', statusCode: 500 },
    },
    {
      claims: { level: 30, timestamp: 1795248000000 },
      body: {
        message: 'm',
        pid: 1,
        host: 'h',
        error: { type: 'E', message: 'x', stack: 's' },
        fields: { error_statusCode: 500 },
      },
    },
  );
  f(
    "understands Logstash's and zap's names",
    { '@timestamp': 'a', severity: 'warn' },
    {
      claims: { timestamp: 'a', level: 'warn' },
      body: { message: '', fields: {} },
    },
  );
  f(
    'keeps a second name for the same thing as a field',
    { message: 'm', msg: 'n', ts: 1, time: 2 },
    {
      claims: { timestamp: 1 },
      body: { message: 'm', fields: { msg: 'n', time: 2 } },
    },
  );
  f(
    'takes numbers where text is due, and keeps other types as fields',
    {
      user_id: 42,
      trace_id: ['x'],
      pid: 'seven',
      event_version: 70_000,
      duration_ms: 'long',
      message: { a: 1 },
      audit: 'x',
    },
    {
      claims: {},
      body: {
        message: '',
        user_id: '42',
        fields: {
          trace_id: ['x'],
          pid: 'seven',
          event_version: 70_000,
          duration_ms: 'long',
          message: { a: 1 },
          audit: 'x',
        },
      },
    },
  );
  f(
    'leaves out null',
    { user_id: null, message: null, level: null, note: null },
    { claims: {}, body: { message: '', fields: { note: null } } },
  );
  f(
    'takes an error as text',
    { error: 'it broke' },
    { claims: {}, body: { message: '', error: { message: 'it broke' }, fields: {} } },
  );
  f(
    'takes audit details, the rest of them as fields',
    { audit: { actor: { id: 'u_1' }, action: 'approve', before: { a: 1 }, after: { a: 2 }, changed: ['a'], extra: 1 } },
    {
      claims: {},
      body: {
        message: '',
        audit: { actor: { id: 'u_1' }, action: 'approve', before: { a: 1 }, after: { a: 2 }, changed: ['a'] },
        fields: { audit_extra: 1 },
      },
    },
  );
  f(
    'writes changed names as text, whatever they are',
    { audit: { changed: ['a', 1, null, { toString: 1, valueOf: 1 }] } },
    {
      claims: {},
      body: { message: '', audit: { changed: ['a', '1', 'null', '{"toString":1,"valueOf":1}'] }, fields: {} },
    },
  );
  f(
    'takes no endless duration',
    { duration_ms: Number.POSITIVE_INFINITY },
    { claims: {}, body: { message: '', fields: { duration_ms: Number.POSITIVE_INFINITY } } },
  );
  f(
    'takes a payload of any type as text',
    { payload: { a: [1] } },
    { claims: {}, body: { message: '', payload: '{"a":[1]}', fields: {} } },
  );
});
