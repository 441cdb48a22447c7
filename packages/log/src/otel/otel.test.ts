import { logs, SeverityNumber } from '@opentelemetry/api-logs';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { afterEach, describe, expect, it } from 'vitest';
import { withContext } from '../context/context.js';
import { entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';
import { createLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';
import { logExporter, opentelemetry } from './index.js';

const ids = { trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', span_id: '00f067aa0ba902b7' };
const orderPlaced = entryType('order.placed', {
  level: 'warning',
  message: 'Order {order} placed',
  fields: { order: f.object('order'), user_id: f.standard(), items: f.json(), card: f.string({ class: 'secret' }) },
});

afterEach(() => logs.disable());

describe('opentelemetry: entries as log records', () => {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
  const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks: [opentelemetry({ provider })] });
  afterEach(() => exporter.reset());

  it('a typed entry: event name, body, severity, trace, attributes by the semantic conventions', () => {
    withContext(ids, () =>
      log.emit(orderPlaced, { order: 'o_1', user_id: 'u_7', items: [{ sku: 'a' }], card: 'canary' }),
    );
    const [record] = exporter.getFinishedLogRecords();
    expect(record).toMatchObject({
      eventName: 'order.placed',
      body: 'Order o_1 placed',
      severityNumber: SeverityNumber.WARN,
      severityText: 'WARNING',
      spanContext: { traceId: ids.trace_id, spanId: ids.span_id },
      attributes: { order: 'o_1', 'user.id': 'u_7', object_type: 'order', items: [{ sku: 'a' }], card: '[secret]' },
    });
    expect(Math.abs((record?.hrTime[0] ?? 0) - Date.now() / 1_000)).toBeLessThan(600);
    for (const elsewhere of ['service', 'timestamp', 'level', 'trace_id'])
      expect(record?.attributes).not.toHaveProperty([elsewhere]);
  });

  it('an error becomes the exception attributes', () => {
    log.error('Payment failed', { err: new TypeError('no answer', { cause: new Error('refused') }) });
    const [record] = exporter.getFinishedLogRecords();
    expect(record?.attributes).toMatchObject({
      'exception.type': 'TypeError',
      'exception.message': 'no answer',
      'exception.stacktrace': expect.stringContaining('TypeError: no answer'),
      'exception.causes': [expect.objectContaining({ message: 'refused' })],
    });
    expect(record?.spanContext).toBeUndefined();
  });

  it('goes to the global provider, also to one registered later', () => {
    const sink = opentelemetry();
    const early = createLogger({ service: 'shop', env: {}, handleExit: false, sinks: [sink] });
    early.info('nobody listens');
    logs.setGlobalLoggerProvider(provider);
    early.info('heard');
    expect(exporter.getFinishedLogRecords().map((record) => record.body)).toEqual(['heard']);
    expect(sink.stats()).toEqual({ written: 2, dropped: 0 });
  });
});

describe('logExporter: log records as entries', () => {
  const captured = memory();
  const log = createLogger({ service: 'shop', level: 'debug', env: {}, handleExit: false, sinks: [captured] });
  const provider = new LoggerProvider({
    processors: [new SimpleLogRecordProcessor({ exporter: logExporter({ log }) })],
  });
  afterEach(() => captured.clear());

  it('writes body, level, scope, event, attributes and trace', () => {
    provider.getLogger('http-client').emit({
      body: 'Connection reset',
      eventName: 'connection.reset',
      severityNumber: SeverityNumber.ERROR2,
      severityText: 'ERR',
      timestamp: Date.UTC(2030, 0, 1),
      attributes: { peer: 'a', password: 'canary', level: 'forged', nested: { token: 'canary' } },
    });
    expect(captured.entries).toMatchObject([
      {
        level: 'ERROR',
        message: 'Connection reset',
        logger: 'otel.http-client',
        event_name: 'connection.reset',
        severity_text: 'ERR',
        occurred_at: '2030-01-01T00:00:00.000Z',
        peer: 'a',
        password: '[secret]',
        nested: { token: '[secret]' },
        field_level: 'forged',
      },
    ]);
    expect(captured.lines.join()).not.toContain('canary');
  });

  it.each([
    [undefined, 'INFO'],
    [SeverityNumber.TRACE, 'DEBUG'],
    [SeverityNumber.DEBUG4, 'DEBUG'],
    [SeverityNumber.INFO, 'INFO'],
    [SeverityNumber.WARN3, 'WARNING'],
    [SeverityNumber.ERROR, 'ERROR'],
    [SeverityNumber.FATAL, 'CRITICAL'],
  ])('severity %s is %s', (severityNumber, level) => {
    provider.getLogger('x').emit({ body: 'x', ...(severityNumber && { severityNumber }) });
    expect(captured.entries[0]?.level).toBe(level);
  });

  it('takes any body, masked', () => {
    provider.getLogger('x').emit({ body: { user: 'u', secret: 'canary' } });
    expect(captured.entries[0]?.message).toBe('{"user":"u","secret":"[secret]"}');
  });

  it('both ways at once do not go in circles', async () => {
    const both = createLogger({
      service: 'shop',
      env: {},
      handleExit: false,
      sinks: [captured, opentelemetry({ provider })],
    });
    both.info('once');
    await provider.forceFlush();
    expect(captured.entries.map((entry) => entry.message)).toEqual(['once']);
  });
});
