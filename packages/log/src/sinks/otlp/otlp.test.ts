import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WireServer } from '../../../test/wire-server.js';
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';
import { createLogger } from '../../logger/create-logger.js';
import type { Logger } from '../../logger/logger.js';
import { type OtlpOptions, otlp } from './otlp.js';

const orderPlaced = entryType('order.placed', {
  level: 'info',
  message: 'Order {order} placed',
  fields: { order: f.id(), total: f.number(), tags: f.array(f.string()), gift: f.boolean(), note: f.json() },
});

let dir: string;
let server: WireServer;
let url: string;
let log: Logger;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-otlp-'));
  server = new WireServer((_request, response) => void response.end('{}'));
  url = await server.listen();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(async () => {
  await log.close({ timeoutMs: 0 });
  await server.close();
  rmSync(dir, { recursive: true, force: true });
  vi.restoreAllMocks();
});

function logTo(options: OtlpOptions, env: Record<string, string> = {}): Logger {
  const sinks = [otlp({ url, spoolDir: dir, ...options })];
  const now = () => 1_700_000_000_123;
  log = createLogger({ service: 'shop', version: '1.4.0', environment: 'staging', env, handleExit: false, sinks, now });
  return log;
}
const flushed = () => log.flush({ timeoutMs: 30_000 });
const bodyOf = (index = 0) => JSON.parse(server.requests[index]?.body ?? '');
const attributesOf = (record: { attributes: { key: string; value: unknown }[] }) =>
  Object.fromEntries(record.attributes.map(({ key, value }) => [key, value]));

describe('otlp', () => {
  it('exports log records as the data model has them', async () => {
    logTo({ headers: { 'x-api-key': 'k' } });
    const trace = { trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', span_id: '00f067aa0ba902b7', user_id: 'u_7' };
    log.child(trace).emit(orderPlaced, {
      ...{ order: 'o_1', total: 12.5, tags: ['a', 'b'], gift: true, note: { lines: 3, big: 2 ** 60, none: null } },
    });
    log
      .named('payments')
      .error('failed', { err: Object.assign(new TypeError('no'), { code: 'E_NO' }), trace_id: 'mine' });
    expect(await flushed()).toBe(true);
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      path: '/v1/logs',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', 'x-api-key': 'k' },
    });
    const [{ resource, scopeLogs }, ...others] = bodyOf().resourceLogs;
    expect(others).toEqual([]);
    expect(attributesOf(resource)).toMatchObject({
      'service.name': { stringValue: 'shop' },
      'service.version': { stringValue: '1.4.0' },
      'deployment.environment.name': { stringValue: 'staging' },
      'process.pid': { intValue: String(process.pid) },
    });
    expect(scopeLogs.map(({ scope }: { scope: object }) => scope)).toEqual([
      { name: '@heartwood/log' },
      { name: 'payments' },
    ]);
    const placed = scopeLogs[0].logRecords[0];
    expect(placed).toMatchObject({
      timeUnixNano: '1700000000123000000',
      severityNumber: 9,
      severityText: 'INFO',
      body: { stringValue: 'Order o_1 placed' },
      eventName: 'order.placed',
      traceId: trace.trace_id,
      spanId: trace.span_id,
    });
    const attributes = attributesOf(placed);
    expect(attributes).toMatchObject({
      order: { stringValue: 'o_1' },
      total: { doubleValue: 12.5 },
      gift: { boolValue: true },
      tags: { arrayValue: { values: [{ stringValue: 'a' }, { stringValue: 'b' }] } },
      seq: { intValue: '1' },
      'user.id': { stringValue: 'u_7' },
    });
    expect(attributes.note).toEqual({
      kvlistValue: {
        values: [
          { key: 'lines', value: { intValue: '3' } },
          { key: 'big', value: { doubleValue: 2 ** 60 } },
        ],
      },
    });
    const failed = scopeLogs[1].logRecords[0];
    expect(failed).toMatchObject({ severityNumber: 17 });
    expect(failed).not.toHaveProperty('traceId');
    expect(attributesOf(failed)).toMatchObject({
      trace_id: { stringValue: 'mine' },
      'exception.type': { stringValue: 'TypeError' },
      'exception.message': { stringValue: 'no' },
      'exception.code': { stringValue: 'E_NO' },
      'exception.stacktrace': { stringValue: expect.stringContaining('TypeError: no') },
    });
  });

  it('counts what the collector refused, and does not send it again', async () => {
    const partialSuccess = { rejectedLogRecords: '2', errorMessage: 'attribute too long' };
    server.answer = (_request, response) => void response.end(JSON.stringify({ partialSuccess }));
    logTo({});
    for (let n = 0; n < 5; n++) log.info(`n${n}`);
    expect(await flushed()).toBe(true);
    expect(server.requests).toHaveLength(1);
    expect(log.stats().sinks.otlp).toMatchObject({ shipped: 3, rejected: 2, waiting: 0 });
  });

  it.each([429, 502, 503, 504])('sends the same again after %i', async (status) => {
    let failures = 1;
    server.answer = (_request, response) => {
      if (failures-- > 0) response.writeHead(status, { 'retry-after': '0' }).end('{"code":14,"message":"later"}');
      else response.end('{}');
    };
    logTo({});
    log.info('one');
    expect(await flushed()).toBe(true);
    expect(server.requests).toHaveLength(2);
    expect(bodyOf(1)).toEqual(bodyOf(0));
  });

  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: '/otlp' }, '/otlp/v1/logs'],
    [{ OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: '/custom/logs', OTEL_EXPORTER_OTLP_ENDPOINT: '/no' }, '/custom/logs'],
  ])("is configured by OpenTelemetry's variables %o", async (paths, path) => {
    const addresses = Object.fromEntries(Object.entries(paths).map(([name, value]) => [name, url + value]));
    logTo({ url: 'http://127.0.0.1:9' }, { ...addresses, OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%20b, x=y' });
    log.info('one');
    expect(await flushed()).toBe(true);
    expect(server.requests[0]).toMatchObject({ path, headers: { 'api-key': 'a b', x: 'y' } });
  });
});
