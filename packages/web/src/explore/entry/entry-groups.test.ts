import type { LogRecord } from '@heartwood/server/contract';
import { describe, expect, it } from 'vitest';
import { entryGroups } from './entry-groups.js';
import { fieldValue } from './field-value.js';

const entry: LogRecord = {
  id: '0192f0c1-0000-7000-8000-000000000001',
  timestamp: '2026-11-21T08:00:00.123456Z',
  received_at: '2026-11-21T08:00:00.200Z',
  level: 'ERROR',
  message: 'Payment failed',
  stream: 'app',
  retention: 'application',
  service: 'shop',
  trace_id: 'abc',
  duration_ms: 12.5,
  error: { type: 'CardError', message: 'declined' },
  fields: { order: 7, amount: '9.90', tags: ['a', 'b'], level: 'own' },
  labels: { app: 'shop' },
};

describe('fieldValue', () => {
  it.each([
    ['service', 'shop'],
    ['duration_ms', '12.5'],
    ['order', '7'],
    ['tags', '["a","b"]'],
    ['app', 'shop'],
    ['error_type', 'CardError'],
    ['error_code', undefined],
    ['missing', undefined],
    ['toString', undefined],
    ['fields', undefined],
  ])('%s is %s', (name, value) => {
    expect(fieldValue(entry, name)).toBe(value);
  });
});

describe('entryGroups', () => {
  it('shows what the application declared first, sorted, and leaves empty groups out', () => {
    const groups = entryGroups({ ...entry, labels: {} });
    expect(groups.map(({ title }) => title)).toEqual(['Fields', 'Context', 'Entry']);
    expect(groups[0]?.fields.map(({ name }) => name)).toEqual(['amount', 'level', 'order', 'tags']);
  });

  it('keeps a standard field apart from a declared one of the same name', () => {
    const level = entryGroups(entry)
      .find(({ title }) => title === 'Entry')
      ?.fields.find(({ name }) => name === 'level');
    expect(level?.value).toBe('ERROR');
  });
});
