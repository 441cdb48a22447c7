import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { entryType } from '../../entry/entry-type.js';
import { type EntryTypes, entryTypes } from '../../entry/entry-types.js';
import { field as f } from '../../entry/field.js';
import { createLogger } from '../../logger/create-logger.js';
import type { Logger } from '../../logger/logger.js';
import { heartwood } from './heartwood.js';

interface Registered {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const accept = (response: ServerResponse): void => {
  response.setHeader('content-type', 'application/json');
  response.end('{"registered":1,"changed":1}');
};

let dir: string;
let server: Server;
let url: string;
let told: string[];
/** What came to `/prefix/api/v1/entry-types`. */
let registered: Registered[];
let ingested: number;
let answer: (response: ServerResponse) => void;
const loggers: Logger[] = [];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-registration-'));
  registered = [];
  ingested = 0;
  answer = accept;
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/prefix/api/v1/ingest') {
        ingested++;
        response.end('{"accepted":1,"rejected":[]}');
      } else if (request.url === '/prefix/api/v1/entry-types') {
        registered.push({ method: request.method, headers: request.headers, body: Buffer.concat(chunks).toString() });
        answer(response);
      } else response.writeHead(404).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/prefix`;
  told = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told.push(String(text));
    return true;
  });
});

afterEach(async () => {
  for (const log of loggers.splice(0)) await log.close({ timeoutMs: 0 });
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  rmSync(dir, { recursive: true, force: true });
  vi.restoreAllMocks();
});

const placed = entryType('order.placed', {
  level: 'info',
  message: '{order}',
  fields: { order: f.object('order'), mail: f.string({ class: 'pii', strategy: 'tokenise', optional: true }) },
});
const types = entryTypes([placed]);

function start(given: EntryTypes | undefined = types, version = '1.4.0'): Logger {
  const sinks = [heartwood({ url, key: 'hw_key', spoolDir: dir })];
  const known = { ...(given !== undefined && { entryTypes: given }), contextFields: ['tenant'] };
  const log = createLogger({ service: 'shop', version, env: {}, handleExit: false, sinks, ...known });
  loggers.push(log);
  return log;
}

/** The machine may be busy with other tests. */
const PATIENT = { timeout: 30_000 };

const statsOf = (log: Logger) => log.stats().sinks.heartwood;
const isRegistered = (log: Logger) => vi.waitFor(() => expect(statsOf(log)).toMatchObject({ registered: 1 }), PATIENT);

describe('registering entry types', () => {
  it('tells the server once what the application declares', async () => {
    const log = start();
    await isRegistered(log);
    log.emit(placed, { order: 'o_1' });
    expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
    expect(registered).toHaveLength(1);
    const [{ method, headers, body } = { method: '', headers: {}, body: '' }] = registered;
    expect(method).toBe('PUT');
    expect(headers).toMatchObject({ authorization: 'Bearer hw_key', 'content-type': 'application/json' });
    expect(JSON.parse(body)).toEqual({
      format: 1,
      service: 'shop',
      version: '1.4.0',
      context_fields: ['tenant'],
      entry_types: [
        {
          name: 'order.placed',
          version: 1,
          levels: ['info'],
          stream: 'app',
          message: '{order}',
          fields: {
            order: { type: 'object', class: 'internal', object_type: 'order' },
            mail: { type: 'string', optional: true, class: 'pii', strategy: 'tokenise' },
          },
        },
      ],
    });
    expect(told).toEqual([]);
  });

  it.each([
    ['503', (response: ServerResponse) => response.writeHead(503).end('starting')],
    ['429', (response: ServerResponse) => response.writeHead(429, { 'retry-after': '0' }).end()],
    ['a dropped connection', (response: ServerResponse) => response.destroy()],
  ])('is repeated after %s', async (_, refuse) => {
    let failures = 2;
    answer = (response) => (failures-- > 0 ? refuse(response) : accept(response));
    const log = start();
    await isRegistered(log);
    expect(registered).toHaveLength(3);
    expect(told.join('')).toContain('does not take the declared entry types yet');
  });

  it.each([404, 401, 422])('is given up after %i, said once, and stops nothing', async (status) => {
    answer = (response) => response.writeHead(status).end('no');
    const log = start();
    await vi.waitFor(() => expect(statsOf(log)).toMatchObject({ registrationRefused: 1, registered: 0 }), PATIENT);
    log.emit(placed, { order: 'o_1' });
    expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
    expect(statsOf(log)).toMatchObject({ shipped: 1, rejected: 0 });
    expect(registered).toHaveLength(1);
    expect(
      told.filter((text) => text.includes(`entry types, which changes nothing for log entries: HTTP ${status}`)),
    ).toHaveLength(1);
  });

  it('is not repeated by the next process of the same, and is when something has changed', async () => {
    const first = start();
    await isRegistered(first);
    await vi.waitFor(() => expect(existsSync(join(dir, 'entry-types.json'))).toBe(true), PATIENT);
    await first.close();
    const second = start();
    await isRegistered(second);
    await second.close();
    expect(registered).toHaveLength(1);
    const third = start(types, '1.5.0');
    await isRegistered(third);
    expect(registered).toHaveLength(2);
  });

  it('is sent when the note of an earlier one cannot be read', async () => {
    writeFileSync(join(dir, 'entry-types.json'), '{"hash":');
    await isRegistered(start());
    expect(registered).toHaveLength(1);
  });

  it('neither delays nor keeps a logger whose server is dead', async () => {
    answer = () => {};
    const log = start();
    await vi.waitFor(() => expect(registered).toHaveLength(1), PATIENT);
    log.emit(placed, { order: 'o_1' });
    await log.close();
    expect(ingested).toBe(1);
    expect(statsOf(log)).toMatchObject({ shipped: 1, registered: 0, registrationRefused: 0 });
  });

  it('does not happen without entry types', async () => {
    const log = createLogger({
      service: 'shop',
      env: {},
      handleExit: false,
      sinks: [heartwood({ url, spoolDir: dir })],
    });
    loggers.push(log);
    log.info('hello');
    expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
    expect(registered).toHaveLength(0);
    expect(statsOf(log)).not.toHaveProperty('registered');
  });
});
