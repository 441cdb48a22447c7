import type { Json } from '@heartwood/server/contract';
import { expect, it } from 'vitest';
import { recordLine } from './record.js';

const time = { ms: Date.UTC(2026, 10, 21), nanos: 0 };
const ID = '019aa3c1-0000-7000-8000-000000000000';
const none = { service: undefined, defaultService: 'app', fields: {} };
const record = (fields: Record<string, Json>, additions = none as Parameters<typeof recordLine>[3]): unknown =>
  JSON.parse(recordLine({ message: 'm', fields }, time, ID, additions));
const base = { timestamp: '2026-11-21T00:00:00.000Z', level: 'INFO', message: 'm', id: ID, service: 'app' };

it('is what the server takes: time, level, message, id and the fields', () => {
  expect(record({ a: 1, b: { c: true } })).toEqual({ ...base, a: 1, b: { c: true } });
});

it('takes the service from the user, the entry, or the file', () => {
  expect(record({})).toMatchObject({ service: 'app' });
  expect(record({ service: 'own' })).toMatchObject({ service: 'own' });
  expect(record({ service: 'own' }, { ...none, service: 'given' })).toMatchObject({ service: 'given' });
  expect(record({ env: 'x' }, { ...none, fields: { env: 'y' } })).toMatchObject({ env: 'y' });
});

it('keeps fields whose names it needs itself', () => {
  expect(record({ timestamp: 'x', level: 'blue', id: 7 })).toEqual({
    ...base,
    timestamp_: 'x',
    level_: 'blue',
    id_: 7,
  });
});

it('keeps the id that Heartwood’s own library gave', () => {
  const own = '019aa3c1-ffff-7abc-9def-000000000000';
  expect(record({ id: own })).toMatchObject({ id: own });
});

it('survives nesting too deep to print', () => {
  const deep: Json = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
  expect(record({ deep })).toEqual({ ...base, truncated: true });
});
