import { describe, expect, expectTypeOf, it } from 'vitest';
import { withContext } from '../context/context.js';
import { entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';
import { memory } from '../sinks/memory.js';
import type { Sink } from '../sinks/sink.js';
import { createLogger } from './create-logger.js';
import type { LoggerOptions } from './settings.js';

const placed = entryType('order.placed', {
  level: 'info',
  stream: 'audit',
  retention: 'financial',
  message: 'Order {order} placed for {total}',
  fields: {
    order: f.object('order'),
    total: f.decimal(),
    card: f.string({ class: 'secret' }),
    note: f.string({ optional: true }),
  },
});
const started = entryType('worker.started', { level: 'debug', message: 'Worker started' });

function capture(options: LoggerOptions = {}) {
  const captured = memory();
  const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks: [captured], ...options });
  return { log, captured };
}

describe('createLogger', () => {
  it('writes an entry of a declared type with all its standard fields', () => {
    const { log, captured } = capture({ version: '1.2.3', environment: 'staging' });
    log.emit(placed, { order: 'o_1', total: '12.90', card: '4111' });
    expect(captured.entries).toEqual([
      {
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        level: 'INFO',
        message: 'Order o_1 placed for 12.90',
        event: 'order.placed',
        event_version: 1,
        stream: 'audit',
        retention: 'financial',
        service: 'shop',
        environment: 'staging',
        version: '1.2.3',
        host: expect.any(String),
        pid: process.pid,
        ...(captured.entries[0]?.thread === undefined ? {} : { thread: expect.any(String) }),
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
        seq: 1,
        order: 'o_1',
        object_type: 'order',
        object_id: 'o_1',
        total: '12.90',
        card: '[secret]',
      },
    ]);
  });

  it('types the values of emit', () => {
    const { log } = capture();
    log.emit(started);
    log.emit(started, {});
    // @ts-expect-error values are missing
    log.emit(placed);
    // @ts-expect-error one value is missing
    log.emit(placed, { order: 'o_1', total: 1 });
    // @ts-expect-error not declared
    log.emit(placed, { order: 'o_1', total: 1, card: '', colour: 'red' });
    // @ts-expect-error of the wrong type
    log.emit(placed, { order: 'o_1', total: 1, card: '', note: 3 });
    expectTypeOf(log.info).parameter(0).toBeString();
    expect(log.stats().entries).toBe(6);
  });

  it('writes free-form entries of every level, with errors, standard and secret fields', () => {
    const { log, captured } = capture();
    log.debug('d');
    log.info('i', { keys: 1200, nested: { password: 'x' }, user_id: 'u_1' });
    log.warning('w');
    log.error('e', { err: new Error('boom'), apiKey: 'k' });
    log.critical('c');
    expect(captured.entries.map((entry) => [entry.level, entry.seq])).toEqual([
      ['DEBUG', 1],
      ['INFO', 2],
      ['WARNING', 3],
      ['ERROR', 4],
      ['CRITICAL', 5],
    ]);
    expect(captured.entries[1]).toMatchObject({ event: 'log.message', keys: 1200, nested: { password: '[secret]' } });
    expect(captured.entries[3]).toMatchObject({ error: { type: 'Error', message: 'boom' }, apiKey: '[secret]' });
  });

  it('loses nothing of a call in the order of another library, which `any` and JavaScript let through', () => {
    const { log, captured } = capture();
    const call = log as unknown as { error(first: unknown, second?: unknown): void };
    const caught = new TypeError('declined');
    call.error('Payment failed', caught);
    call.error({ order: 'o_1' }, 'Payment failed');
    call.error(caught, 'Payment failed');
    call.error(caught);
    const error = { type: 'TypeError', message: 'declined' };
    expect(captured.entries).toMatchObject([
      { message: 'Payment failed', error },
      { message: 'Payment failed', order: 'o_1' },
      { message: 'Payment failed', error },
      { message: 'declined', error },
    ]);
    call.error(
      'Proxy',
      new Proxy(
        {},
        {
          getPrototypeOf: () => {
            throw new Error('no');
          },
        },
      ),
    );
    expect(captured.entries[4]).toMatchObject({ message: 'Proxy' });
  });

  it('lets nothing forge what the library writes', () => {
    const { log, captured } = capture();
    log.info('x', { level: 'CRITICAL', timestamp: 'never', message: 'y', seq: 99, event: 'z', id: 1, service: 'bank' });
    expect(captured.entries[0]).toMatchObject({
      ...{ level: 'INFO', message: 'x', event: 'log.message', seq: 1, service: 'shop' },
      ...{ field_level: 'CRITICAL', field_seq: 99, field_event: 'z', field_id: 1, field_service: 'bank' },
    });
  });

  it('carries fields of context and child loggers; the inner wins and no name stands twice', () => {
    const { log, captured } = capture();
    const child = log.child({ module: 'cart', tenant: 'child' });
    withContext({ request_id: 'r_1', tenant: 'context', total: 'context' }, () => {
      child.info('free', { module: 'own' });
      child.emit(placed, { order: 'o_1', total: 1, card: '' });
      log.info('root');
    });
    log.info('outside');
    expect(captured.entries[0]).toMatchObject({ request_id: 'r_1', tenant: 'child', module: 'own', total: 'context' });
    expect(captured.entries[1]).toMatchObject({ request_id: 'r_1', tenant: 'child', module: 'cart', total: '1' });
    expect(captured.entries[2]).toMatchObject({ tenant: 'context' });
    expect(captured.entries[3]).not.toHaveProperty('request_id');
    for (const line of captured.lines) {
      const names = [...line.matchAll(/"(tenant|module|total)":/g)].map((match) => match[1]);
      expect(names).toEqual([...new Set(names)]);
    }
  });

  it('gates by level and by module', () => {
    const { log, captured } = capture({ level: 'warning', levels: { payments: 'debug' } });
    log.info('no');
    log.named('payments').named('stripe').debug('yes');
    log.emit(placed, { order: 'o', total: 1, card: '' }); // of the stream audit: written whatever the level
    expect(captured.entries.map((entry) => [entry.message, entry.logger])).toEqual([
      ['yes', 'payments.stripe'],
      ['Order o placed for 1', undefined],
    ]);
    expect(log.stats().entries).toBe(2);
  });

  it('logs a setting it cannot use, and works', () => {
    const { log, captured } = capture({ env: { LOG_LEVEL: 'loud' } });
    log.info('on');
    expect(captured.entries.map((entry) => entry.event)).toEqual(['log.configuration_invalid', 'log.message']);
  });

  it('survives a sink that throws, and still serves the others', async () => {
    const broken: Sink = {
      name: 'broken',
      write() {
        throw new Error('no');
      },
      flush: () => Promise.reject(new Error('no')),
      stats: () => ({ written: 0, dropped: 0 }),
    };
    const captured = memory();
    const { log } = capture({ sinks: [broken, captured] });
    log.info('x');
    expect(captured.entries).toHaveLength(1);
    expect(await log.flush()).toBe(false);
    expect(log.stats()).toMatchObject({ sinkFailures: 2, sinks: { memory: { written: 1 } } });
  });

  it.each([
    () => Number.NaN,
    () => -1,
    () => 1e17,
    () => {
      throw new Error('stopped');
    },
  ])('passes over a clock that is wrong', (now) => {
    const { log, captured } = capture({ now });
    log.info('x');
    expect(Math.abs(Date.parse(captured.entries[0]?.timestamp ?? '') - Date.now())).toBeLessThan(60_000);
  });

  it('writes the time of the clock it is given', () => {
    const { log, captured } = capture({ now: () => 1_234.9 });
    log.info('x');
    expect(captured.entries[0]?.timestamp).toBe('1970-01-01T00:00:01.234Z');
  });

  it('says what stood in the place of an entry type', () => {
    const { log, captured } = capture();
    for (const given of ['order.placed', undefined]) log.emit(given as never, {});
    expect(captured.entries.map(({ problem }) => problem)).toEqual([
      "the name 'order.placed' is no entry type: give what entryType() returned",
      'undefined is no entry type: is its module imported in a circle?',
    ]);
  });

  it('names a sink that cannot be opened, and writes to the others', () => {
    const captured = memory();
    const open = (): never => {
      throw new Error('no such place');
    };
    const { log } = capture({ sinks: [{ ...memory(), name: 'broken', open }, captured] });
    log.info('on');
    expect(captured.entries.map(({ message }) => message)).toEqual([
      "Log setting ignored: the sink 'broken' could not be opened: no such place",
      'on',
    ]);
  });

  it('takes bytes and lists in the place of the fields for a value', () => {
    const { log, captured } = capture();
    for (const given of [Buffer.alloc(5_000_000), Array(1_000_000).fill(7)]) {
      log.info('given', given as never);
      log.child(given as never).info('bound');
    }
    log.child('text' as never).info('bound');
    const values = captured.entries.map(({ value }) => value);
    expect(values.slice(0, 2)).toEqual(['[5000000 bytes]', '[5000000 bytes]']);
    expect(values[2]).toHaveLength(201);
    expect(values[3]).toEqual(values[2]);
    expect(values[4]).toBe('text');
  });

  it('never throws, whatever it is given', () => {
    const { log, captured } = capture();
    const hostile = new Proxy({}, { get: () => { throw new Error('no'); }, ownKeys: () => { throw new Error('no'); } }); // biome-ignore format: one line says it
    for (const value of [null, undefined, 1, 'text', Symbol('s'), hostile, [], new Error('e')]) {
      log.emit(placed, value as never);
      log.emit(value as never, {});
      log.info(value as never, value as never);
      log.child(value as never).info('x');
    }
    expect(captured.entries).toHaveLength(32);
    expect(captured.entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
  });
});
