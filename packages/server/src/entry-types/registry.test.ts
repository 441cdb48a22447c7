import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEntryTypes, entryType, field as f } from '@heartwood/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTRY_TYPE_LIMITS, registerEntryTypesRequestSchema } from '../contract/index.js';
import { type Control, createEntryTypes, openControl } from '../control/index.js';
import type { DriftWatch } from '../pipeline/index.js';
import type { RecordBody } from '../record/index.js';
import { type EntryTypeRegistry, openEntryTypes, type RegistryOptions } from './registry.js';

const unexpected = (task: string, error: unknown): never => {
  throw new Error(task, { cause: error });
};

/** Making a database takes long where the machine is busy with other tests. */
const PATIENT = 120_000;

let dir: string;
let control: Control;
let isAway = false;
const opened: EntryTypeRegistry[] = [];
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-registry-'));
  control = await openControl({ dir: join(dir, 'control') }, (error) => unexpected('control', error));
}, PATIENT);
afterAll(async () => {
  for (const registry of opened) await registry.close();
  if (!isAway) await control?.close();
  rmSync(dir, { recursive: true });
}, PATIENT);

interface Opened extends EntryTypeRegistry {
  readonly counted: string[];
  readonly failures: string[];
}

async function open(options: Partial<RegistryOptions> = {}): Promise<Opened> {
  const counted: string[] = [];
  const failures: string[] = [];
  const registry = await openEntryTypes({
    database: control.database,
    onDrift: (service, kind, findings) => counted.push(`${service} ${kind} ${findings}`),
    onOverflow: (findings) => counted.push(`overflow ${findings}`),
    onFailure: (task) => failures.push(task),
    ...options,
  });
  opened.push(registry);
  return { ...registry, counted, failures };
}

const placed = entryType('order.placed', { level: 'info', message: '', fields: { total: f.decimal() } });
const paid = entryType('order.paid', { level: 'info', message: '', fields: { method: f.string() } });
const registration = (service: string, ...types: object[]) =>
  registerEntryTypesRequestSchema.parse({
    ...JSON.parse(JSON.stringify(describeEntryTypes(types))),
    service,
  });

/** Sends entries through the watch as one batch, numbered from 1. */
function send(watch: DriftWatch, ...bodies: Partial<RecordBody>[]): void {
  const batch = watch.batch();
  for (const [index, more] of bodies.entries()) {
    batch.look({ message: '', fields: {}, ...more }, 'INFO')?.(`e${index + 1}`);
  }
  batch.stored();
}

const until = async (isTrue: () => boolean | Promise<boolean>): Promise<void> => {
  for (let waited = 0; !(await isTrue()); waited += 20) {
    if (waited > 30_000) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('the registry', () => {
  it('compares entries of services that have registered, and of no other', async () => {
    const registry = await open();
    expect(await registry.register(registration('shop', placed, paid))).toEqual({ registered: 2, changed: 2 });
    expect(await registry.register(registration('shop', placed, paid))).toEqual({ registered: 2, changed: 0 });
    send(
      registry.watch,
      { service: 'shop', event: 'order.placed', fields: { total: '1.50' } },
      { service: 'shop', event: 'order.placed', fields: { total: [] } },
      { service: 'shop', event: 'order.placed', fields: { total: {}, extra: 1 } },
      { service: 'shop', event: 'order.lost' },
      { service: 'shop', event: 'http.request' },
      { service: 'shop' },
      { event: 'order.placed' },
      { service: 'other', event: 'order.placed' },
      { service: 'shop', event: 'order.lost', labels: { app: 'shop' } },
    );
    expect(registry.counted.sort()).toEqual(['shop unknown_field 1', 'shop unknown_type 1', 'shop wrong_type 2']);
    const { entry_types, services, truncated } = await registry.list({});
    expect(truncated).toBe(false);
    expect(services).toMatchObject([{ service: 'shop', context_fields: [] }]);
    expect(entry_types.map(({ name, state, drift }) => [name, state, drift.findings, [...drift.kinds].sort()])).toEqual(
      [
        ['order.lost', 'unknown', 1, ['unknown_type']],
        ['order.paid', 'declared', 0, []],
        ['order.placed', 'declared', 3, ['unknown_field', 'wrong_type']],
      ],
    );
    const found = await registry.find('shop', 'order.placed');
    expect(found?.declared?.fields).toEqual({ total: { type: 'decimal', class: 'internal' } });
    expect(found?.drift).toMatchObject([
      { kind: 'unknown_field', field: 'extra', found: 'number', entries: 1, sample_id: 'e3' },
      { kind: 'wrong_type', field: 'total', found: 'object', entries: 2, sample_id: 'e3' },
    ]);
    expect(await registry.find('shop', 'order.lost')).toMatchObject({ state: 'unknown', drift: [{ sample_id: 'e4' }] });
    expect(await registry.find('shop', 'nothing')).toBeUndefined();
  });

  it('sees that the fields of the context are others, whatever is in their names', async () => {
    const registry = await open();
    const fieldsOf = (...context_fields: string[]) => ({ ...registration('context', placed), context_fields });
    const strange = { service: 'context', event: 'order.placed', fields: { total: '1', a: 1 } };
    await registry.register(fieldsOf('a', 'b'));
    send(registry.watch, strange);
    expect(registry.counted).toEqual([]);
    await registry.register(fieldsOf('a,b'));
    send(registry.watch, strange);
    expect(registry.counted).toEqual(['context unknown_field 1']);
  });

  it('lists by service and by part of a name', async () => {
    const registry = await open();
    await registry.register(registration('billing', paid));
    const names = async (filter: { service?: string; q?: string }) =>
      (await registry.list(filter)).entry_types.map(({ service, name }) => `${service} ${name}`);
    expect(await names({ q: 'PAID' })).toEqual(['billing order.paid', 'shop order.paid']);
    expect(await names({ service: 'shop', q: 'lost' })).toEqual(['shop order.lost']);
    expect(await names({ service: 'billing' })).toEqual(['billing order.paid']);
  });

  it('keeps a type that is no longer declared, and goes on comparing its entries', async () => {
    const registry = await open();
    expect(await registry.register(registration('shop', placed))).toEqual({ registered: 1, changed: 1 });
    send(registry.watch, { service: 'shop', event: 'order.paid', fields: { method: 1 } });
    expect(await registry.find('shop', 'order.paid')).toMatchObject({
      state: 'retired',
      declared: { retired_at: expect.any(String) },
      drift: [{ kind: 'wrong_type', field: 'method' }],
    });
    expect((await registry.register(registration('shop', placed, paid))).changed).toBe(1);
    expect(await registry.find('shop', 'order.paid')).toMatchObject({ state: 'declared', drift: [] });
  });

  it('counts nothing of a batch that was not stored', async () => {
    const registry = await open();
    const batch = registry.watch.batch();
    batch.look({ message: '', service: 'shop', event: 'order.gone', fields: {} }, 'INFO')?.('e1');
    expect(registry.counted).toEqual([]);
    expect(await registry.find('shop', 'order.gone')).toBeUndefined();
  });

  it('learns what another server has registered, and adds to what it has counted', async () => {
    const [one, other] = [await open({ refreshEvery: 20, writeEvery: 20 }), await open({ refreshEvery: 20 })];
    await other.register(registration('stock', placed));
    const strange = { service: 'stock', event: 'order.placed', fields: { total: true } };
    await until(() => {
      send(one.watch, strange);
      return one.counted.length > 0;
    });
    send(other.watch, strange);
    const entries = async () => (await other.find('stock', 'order.placed'))?.drift[0]?.entries ?? 0;
    await until(async () => (await entries()) === one.counted.length + 1);
  });

  it('writes what it has counted when it is closed', async () => {
    const registry = await open();
    send(registry.watch, { service: 'stock', event: 'order.last' });
    await registry.close();
    expect(await (await open()).find('stock', 'order.last')).toMatchObject({ drift: [{ entries: 1 }] });
  });

  it('holds a bounded number of different findings and counts the others', async () => {
    const registry = await open();
    for (let part = 0; part < 3; part++) {
      const bodies = Array.from({ length: 1_000 }, (_, index) => ({
        service: 'stock',
        event: `made.up_${part}_${index}`,
      }));
      send(registry.watch, ...bodies);
      await registry.list({ service: 'stock' });
    }
    const kept = (await registry.list({ service: 'stock' })).entry_types.filter(({ state }) => state === 'unknown');
    const overflow = registry.counted.flatMap((line) => /^overflow (\d+)$/.exec(line)?.[1] ?? []).map(Number);
    expect(kept.length).toBeLessThanOrEqual(2_000);
    // One finding of order.last and one of order.placed are there already.
    expect(kept.length - 1 + overflow.reduce((sum, count) => sum + count, 0)).toBe(3_000);
  });

  it('counts nothing that was compared with what a service declared before, here or on another server', async () => {
    const one = await open();
    await one.register(registration('renewed', placed));
    const other = await open();
    const batches = [one, other].map(({ watch }) => watch.batch());
    const wrong = { message: '', service: 'renewed', fields: { total: [] } };
    for (const batch of batches) {
      batch.look({ ...wrong, event: 'order.placed' }, 'INFO')?.('e1');
      batch.look({ ...wrong, event: 'order.paid' }, 'INFO')?.('e2');
    }
    // The other learns of it by looking itself; order.placed stays as it was.
    await one.register(registration('renewed', placed, paid));
    for (const batch of batches) batch.stored();
    await one.list({});
    await other.list({});
    const found = await one.find('renewed', 'order.paid');
    expect([found?.state, found?.drift]).toEqual(['declared', []]);
    expect((await one.find('renewed', 'order.placed'))?.drift).toMatchObject([{ kind: 'wrong_type', entries: 2 }]);
  });

  it('tells apart a hundred findings of one entry and counts the others', async () => {
    const registry = await open();
    await registry.register(registration('wide', placed));
    const fields = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`f${index}`, index]));
    send(registry.watch, { service: 'wide', event: 'order.placed', fields: { total: '1', ...fields } });
    send(registry.watch, { service: 'wide', event: 'order.placed', fields: { total: [] } });
    const found = await registry.find('wide', 'order.placed');
    expect(found?.drift).toHaveLength(101);
    expect(registry.counted.filter((line) => line.startsWith('overflow'))).toEqual(['overflow 99900']);
  });

  it('takes a description that it does not understand for one that fits everything', async () => {
    const types = createEntryTypes(control.database);
    const future = { service: 'future', version: undefined, contextFields: [] };
    await types.register(
      { ...future, types: new Map([['a.b', { name: 'a.b', shape: 'new' }]]) },
      new Date(),
      ENTRY_TYPE_LIMITS,
    );
    const registry = await open();
    send(registry.watch, { service: 'future', event: 'a.b', fields: { x: 1 } });
    expect(registry.counted).toEqual([]);
    expect(await registry.find('future', 'a.b')).toEqual({
      service: 'future',
      name: 'a.b',
      state: 'declared',
      drift: [],
    });
    expect((await registry.list({ service: 'future' })).entry_types).toMatchObject([
      { name: 'a.b', state: 'declared' },
    ]);
  });
});

// Last, as the others need the database.
describe('a registry whose control database is away', () => {
  it('tells it once, keeps counting, and closes', async () => {
    const registry = await open({ refreshEvery: 10, writeEvery: 10 });
    await registry.register(registration('shop', placed));
    await control.close();
    isAway = true;
    send(registry.watch, { service: 'shop', event: 'order.placed' });
    await until(() => registry.failures.length >= 2);
    await registry.close();
    expect(registry.failures.sort()).toEqual([
      'reading entry types',
      'writing drift of entry types',
      'writing drift of entry types',
    ]);
  });
});
