import { expect, it } from 'vitest';
import { readEntries, readEntry } from '../../../test/entries.js';
import { json } from './json.js';

it('reads the lines of every JSON logger', () => {
  const f = (line: unknown, want: unknown): void => expect(readEntry(json, JSON.stringify(line))).toEqual(want);
  const time = '2026-11-21T07:45:39.034Z';
  // pino 10
  f(
    {
      level: 30,
      time: 1795247139034,
      pid: 7,
      hostname: 'web-1',
      reqId: 'r1',
      responseTime: 12.5,
      msg: 'request completed',
    },
    {
      time,
      level: 'INFO',
      message: 'request completed',
      fields: { pid: 7, host: 'web-1', request_id: 'r1', duration_ms: 12.5 },
    },
  );
  f(
    {
      level: 50,
      time: 1795247139034,
      err: { type: 'TypeError', message: 'no', stack: 'TypeError: no\n  at x', status: 7 },
      msg: 'm',
    },
    {
      time,
      level: 'ERROR',
      message: 'm',
      fields: { error: { type: 'TypeError', message: 'no', stack: 'TypeError: no\n  at x' }, error_status: 7 },
    },
  );
  // winston 3
  f(
    {
      level: '\u001b[33mwarn\u001b[39m',
      message: 'slow',
      service: 'shop',
      timestamp: '2026-11-21T07:45:39.034Z',
      ms: 3,
    },
    { time, level: 'WARNING', message: 'slow', fields: { service: 'shop', ms: 3 } },
  );
  // bunyan
  f(
    { name: 'shop', hostname: 'web-1', pid: 7, level: 60, msg: 'down', time: '2026-11-21T07:45:39.034Z', v: 0 },
    { time, level: 'CRITICAL', message: 'down', fields: { logger: 'shop', host: 'web-1', pid: 7, v: 0 } },
  );
  // Elastic Common Schema, dotted and nested
  f(
    {
      '@timestamp': '2026-11-21T07:45:39.034Z',
      'log.level': 'error',
      message: 'm',
      'service.name': 'shop',
      trace: { id: 't1' },
      event: { duration: 2_500_000 },
      error: { type: 'E', message: 'no', stack_trace: 's' },
      ecs: { version: '8.11.0' },
    },
    {
      time,
      level: 'ERROR',
      message: 'm',
      fields: {
        service: 'shop',
        trace_id: 't1',
        duration_ms: 2.5,
        error: { type: 'E', message: 'no', stack: 's' },
        ecs: { version: '8.11.0' },
      },
    },
  );
  // Google Cloud
  f(
    {
      severity: 'NOTICE',
      timestamp: { seconds: 1795247139, nanos: 34000000 },
      message: 'm',
      'logging.googleapis.com/trace': 'projects/p/traces/t1',
    },
    { time, level: 'INFO', message: 'm', fields: { trace_id: 't1' } },
  );
  f(
    { severity: 'ERROR', timestamp: '2026-11-21T07:45:39.034Z', jsonPayload: { message: 'inner', cart: 3 } },
    { time, level: 'ERROR', message: 'inner', fields: { cart: 3 } },
  );
  // Heartwood
  f(
    {
      timestamp: '2026-11-21T07:45:39.034Z',
      level: 'WARNING',
      message: 'm',
      event: 'cart.added',
      stream: 'audit',
      seq: 4,
    },
    { time, level: 'WARNING', message: 'm', fields: { event: 'cart.added', stream: 'audit', seq: 4 } },
  );
  // zap and python-json-logger
  f(
    { ts: 1795247139.034, level: 'info', msg: 'm', logger: 'a.b' },
    { time, level: 'INFO', message: 'm', fields: { logger: 'a.b' } },
  );
  f(
    { asctime: '2026-11-21 07:45:39,034', levelname: 'ERROR', message: 'm', exc_info: 'ValueError: no\n  File' },
    {
      time,
      level: 'ERROR',
      message: 'm',
      fields: { error: { type: 'ValueError', message: 'no', stack: 'ValueError: no\n  File' } },
    },
  );
});

it('keeps what it does not know', () => {
  expect(readEntry(json, '{"level":"blue","time":"yesterday","a":{"b":[1,null]}}')).toEqual({
    message: '{"level":"blue","time":"yesterday","a":{"b":[1,null]}}',
    fields: { level: 'blue', time: 'yesterday', a: { b: [1, null] } },
  });
});

it('keeps lines that are not JSON as text', () => {
  const entries = readEntries(json, '{"msg":"one"}\nplain words\n{"msg":"bro\n{"msg":"two"}');
  expect(entries.map((entry) => entry.message)).toEqual(['one', 'plain words', '{"msg":"bro', 'two']);
});

it('survives nesting without end', () => {
  const deep = `{"msg":"deep","a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
  expect(readEntry(json, deep).message).toBe('deep');
});

it('says what the error is when a logger writes its stack alone', () => {
  const f = (stack: string, type: string | undefined, message: string | undefined, more: object = {}): void => {
    const { error } = readEntry(json, JSON.stringify({ level: 'error', message: 'm', stack, ...more })).fields;
    expect(error).toEqual({ stack, ...(type ? { type } : {}), ...(message ? { message } : {}) });
  };
  f('TypeError: x is not a function\n    at pay (pay.js:3:7)', 'TypeError', 'x is not a function');
  f('PaymentDeclined: no money\n    at f (x.js:1:1)', 'PaymentDeclined', 'no money');
  f('Error\n    at f (x.js:1:1)', 'Error', undefined);
  f('java.lang.IllegalStateException: shut\n\tat a.B.c(B.java:1)', 'java.lang.IllegalStateException', 'shut');
  f('Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: bad', 'ValueError', 'bad');
  f('some text', undefined, undefined);
  const only = readEntry(
    json,
    JSON.stringify({ level: 'error', stack: 'TypeError: x is not a function\n    at f (x.js:1:1)' }),
  );
  expect(only.message).toBe('x is not a function');
  const named = { 'error.type': 'Mine', 'error.message': 'said' };
  f('TypeError: x\n    at f (x.js:1:1)', 'Mine', 'said', named);
});
