import {
  atLevel,
  createLogger,
  describeEntryTypes,
  type EntryType,
  entryType,
  field as f,
  memory,
} from '@heartwood/log';
import { describe, expect, it } from 'vitest';
import type { EntryTypeDescription } from '../contract/index.js';
import { mapLine } from '../protocols/native/map.js';
import type { Level, RecordBody } from '../record/index.js';
import { compileTypeCheck } from './type-check.js';

const everyKind = entryType('order.placed', {
  level: 'info',
  message: 'Order {order} placed',
  version: 2,
  fields: {
    order: f.object('order'),
    total: f.decimal({ unit: 'EUR' }),
    items: f.array(f.nested({ sku: f.id(), count: f.integer(), gift: f.boolean({ optional: true }) })),
    weight: f.number({ unit: 'kg' }),
    paid: f.boolean(),
    due: f.date(),
    took: f.duration(),
    method: f.enum(['card', 'invoice']),
    note: f.string({ default: 'none' }),
    email: f.string({ class: 'pii', subject: 'customer' }),
    phone: f.string({ class: 'pii', strategy: 'mask', keep: 'last4' }),
    age: f.integer({ class: 'pii', strategy: 'tokenise' }),
    address: f.nested({ city: f.string() }, { class: 'pii', strategy: 'encrypt' }),
    ip: f.string({ class: 'pii', strategy: 'drop' }),
    customer: f.id(),
    card: f.string({ class: 'secret' }),
    extra: f.json(),
    duration_ms: f.standard(),
    user_id: f.standard({ optional: true }),
    err: f.error({ optional: true }),
  },
});
const values = {
  order: 'o_1',
  total: 12.5,
  items: [{ sku: 7, count: 9_007_199_254_740_993n }],
  weight: Number.NaN,
  paid: true,
  due: Date.UTC(2026, 10, 21),
  took: 12.5,
  method: 'card',
  email: 'a@b.example',
  phone: '+49 30 123456',
  age: 42,
  address: { city: 'Berlin' },
  ip: '192.0.2.1',
  customer: 42n,
  card: '4111111111111111',
  extra: { anything: [1, 'b'] },
  duration_ms: 3,
} as const;

const description = (...types: EntryType[]): EntryTypeDescription => {
  const [first] = JSON.parse(JSON.stringify(describeEntryTypes(types))).entry_types as EntryTypeDescription[];
  return first!;
};

/** What the check finds in an entry. */
function found(
  type: EntryTypeDescription,
  body: RecordBody,
  level: Level | undefined,
  context: string[] = [],
): string[] {
  const reports: string[] = [];
  compileTypeCheck(type, new Set(context))(body, level, (kind, field, was) =>
    reports.push([kind, field, was].filter((part) => part !== '').join(' ')),
  );
  return reports;
}

/** What the library writes, as the pipeline gets it. */
function written(write: (log: ReturnType<typeof createLogger>) => void): RecordBody {
  const lines: string[] = [];
  const sink = { ...memory(), write: (line: string) => void lines.push(line) };
  write(createLogger({ service: 'shop', level: 'debug', sinks: [sink], env: {}, handleExit: false }));
  return mapLine(JSON.parse(lines[0] ?? '')).body;
}

const body = (fields: RecordBody['fields'], more: Partial<RecordBody> = {}): RecordBody => ({
  message: 'm',
  event_version: 2,
  duration_ms: 1,
  ...more,
  fields,
});

describe('an entry that the library wrote', () => {
  it('is as declared, whatever kinds its fields have', () => {
    const entry = written((log) => log.emit(everyKind, values));
    expect(Object.keys(entry.fields)).toContain('items');
    expect(found(description(everyKind), entry, 'INFO')).toEqual([]);
  });

  it('is as declared with an error, with standard fields of the context and with masked values', () => {
    const entry = written((log) =>
      log.child({ request_id: 'r_1', client_ip: '10.0.0.1' }).emit(everyKind, {
        ...values,
        err: Object.assign(new Error('refused'), { code: 'E1' }),
        note: 'password=hunter2',
      }),
    );
    expect(entry.error?.message).toBe('refused');
    expect(found(description(everyKind), entry, 'INFO')).toEqual([]);
  });

  it('shows what code without types gives it', () => {
    const entry = written((log) =>
      log.emit(everyKind, { ...values, total: 'twelve', paid: 'yes', weight: undefined, method: 'cash' } as never),
    );
    expect(found(description(everyKind), entry, 'INFO')).toEqual([
      'wrong_type total string',
      'wrong_type paid string',
      'wrong_type method string',
      'missing_field weight nothing',
    ]);
  });

  it('may carry fields of its context when the service says so', () => {
    const entry = written((log) => log.child({ tenant: 'acme' }).emit(everyKind, values));
    expect(found(description(everyKind), entry, 'INFO')).toEqual(['unknown_field tenant string']);
    expect(found(description(everyKind), entry, 'INFO', ['tenant'])).toEqual([]);
  });
});

describe('an entry', () => {
  const small = description(
    entryType('a.b', { level: 'info', version: 2, message: '', fields: { duration_ms: f.standard(), err: f.error() } }),
  );
  const error = { message: 'x' };

  it('has one of the levels that are declared, when it names one', () => {
    const one = entryType('a.b', { level: 'info', message: '' });
    const both = description(one, atLevel(one, 'error'));
    const plain = { message: '', fields: {} };
    expect(found(both, plain, 'INFO')).toEqual([]);
    expect(found(both, plain, 'ERROR')).toEqual([]);
    expect(found(both, plain, undefined)).toEqual([]);
    expect(found(both, plain, 'WARNING')).toEqual(['other_level WARNING']);
  });

  it('of another version is not compared further', () => {
    expect(found(small, body({ odd: 1 }, { event_version: 1 }), 'ERROR')).toEqual(['other_version 1']);
  });

  it('lacks standard fields and its error by name', () => {
    expect(found(small, body({}, { error }), 'INFO')).toEqual([]);
    expect(found(small, { message: '', fields: { duration_ms: 'long' } }, 'INFO')).toEqual([
      'missing_field duration_ms nothing',
      'missing_field err nothing',
    ]);
  });

  it('has its standard fields in their own place, whoever declared them as what', () => {
    const type = { ...small, fields: { user_id: { type: 'string', class: 'internal' as const } } };
    expect(found(type, body({}, { user_id: 'u_1' }), 'INFO')).toEqual([]);
    expect(found(type, body({}), 'INFO')).toEqual(['missing_field user_id nothing']);
  });

  it('may have the parts of its error and audit detail that have no column, and what the library adds', () => {
    expect(found(small, body({ error_errno: -2, late: true, job_id: 'j' }, { error }), 'INFO')).toEqual([]);
    const other = description(entryType('a.c', { level: 'info', version: 2, message: '' }));
    expect(found(other, body({ error_errno: -2 }), 'INFO')).toEqual(['unknown_field error_errno number']);
    expect(found(other, body({ audit_x: 1 }, { audit: {} }), 'INFO')).toEqual([]);
  });
});
