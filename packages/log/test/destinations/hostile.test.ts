import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../../src/logger/create-logger.js';
import type { Logger } from '../../src/logger/logger.js';
import { file } from '../../src/sinks/file/file.js';
import { heartwood } from '../../src/sinks/heartwood/heartwood.js';
import { loki } from '../../src/sinks/loki/loki.js';
import { memory } from '../../src/sinks/memory.js';
import type { Sink } from '../../src/sinks/sink.js';
import { IngestServer } from '../ingest-server.js';
import { WireServer } from '../wire-server.js';

const PATIENT = { timeout: 30_000 };

/** What a server below HTTP does with a connection. */
const HOSTILE: Readonly<Record<string, (socket: Socket) => void>> = {
  'never answers': () => {},
  'answers a byte at a time': (socket) => {
    const text = 'HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n';
    let at = 0;
    const timer = setInterval(() => socket.write(text[at++] ?? 'x'), 20);
    socket.on('close', () => clearInterval(timer));
  },
  'resets every connection': (socket) => socket.resetAndDestroy(),
  'answers without an end': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const timer = setInterval(() => socket.write('x'.repeat(10_000)), 5);
    socket.on('close', () => clearInterval(timer));
  },
  'speaks something else': (socket) => socket.end('220 mail.example ESMTP\r\n'),
};

let dir: string;
const loggers: Logger[] = [];
const servers: Server[] = [];
const wires: (WireServer | IngestServer)[] = [];
const sockets = new Set<Socket>();

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-hostile-'));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(async () => {
  for (const log of loggers.splice(0)) await log.close({ timeoutMs: 0 });
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) {
    server.close();
    await once(server, 'close');
  }
  for (const server of wires.splice(0)) await server.close();
  rmSync(dir, { recursive: true, force: true });
  vi.restoreAllMocks();
});

async function listen(serve: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
    serve(socket);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function wire(answer: WireServer['answer'], tls?: { key: string; cert: string }) {
  const server = new WireServer(answer, tls);
  wires.push(server);
  return { server, url: await server.listen() };
}

async function ingest(answer: IngestServer['answer']) {
  const server = new IngestServer();
  server.answer = answer;
  wires.push(server);
  return { server, url: await server.listen() };
}

/** A certificate that ran out yesterday. */
function expiredCertificate(): { key: string; cert: string } {
  const [key, request, cert] = [join(dir, 'key.pem'), join(dir, 'request.pem'), join(dir, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const make = ['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', [...make, '-keyout', key, '-out', request, ...subject], { stdio: 'ignore' });
  const sign = [
    'x509',
    '-req',
    '-in',
    request,
    '-signkey',
    key,
    '-days',
    '-1',
    '-copy_extensions',
    'copy',
    '-out',
    cert,
  ];
  execFileSync('openssl', sign, { stdio: 'ignore' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

function logTo(sinks: readonly Sink[]): Logger {
  const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks });
  loggers.push(log);
  return log;
}

const shippedBy = (log: Logger, name: string): number => log.stats().sinks[name]?.shipped ?? 0;

describe('destinations that misbehave', () => {
  it('neither slow nor lose anything of the others, and keep their own on disk', { timeout: 60_000 }, async () => {
    const working = await wire((_request, response) => void response.writeHead(204).end());
    const expired = expiredCertificate();
    const tls = await wire((_request, response) => void response.writeHead(204).end(), expired);
    const redirecting = await wire(
      (_request, response) => void response.writeHead(307, { location: working.url }).end(),
    );
    const hostile = Object.entries(HOSTILE).map(async ([name, serve]) =>
      loki({ name, url: await listen(serve), spoolDir: join(dir, name) }),
    );
    const kept = memory();
    const log = logTo([
      ...(await Promise.all(hostile)),
      loki({ name: 'expired', url: tls.url, tls: { ca: expired.cert }, spoolDir: join(dir, 'expired') }),
      loki({ name: 'unresolved', url: 'http://nowhere.invalid', spoolDir: join(dir, 'unresolved') }),
      loki({ name: 'redirecting', url: redirecting.url, spoolDir: join(dir, 'redirecting') }),
      loki({ name: 'working', url: working.url, spoolDir: join(dir, 'working') }),
      file({ path: join(dir, 'a.log') }),
      kept,
    ]);
    for (let round = 0; round < 5; round++) {
      for (let n = 0; n < 100; n++) log.info('line', { n });
      await vi.waitUntil(() => shippedBy(log, 'working') === (round + 1) * 100, PATIENT);
    }
    expect(kept.entries).toHaveLength(500);
    expect(readFileSync(join(dir, 'a.log'), 'utf8').trimEnd().split('\n')).toHaveLength(500);
    for (const name of [...Object.keys(HOSTILE), 'expired', 'unresolved', 'redirecting'])
      await vi.waitUntil(() => log.stats().sinks[name]?.waiting === 500, PATIENT);
    expect(tls.server.requests).toHaveLength(0);
    expect(await log.flush({ timeoutMs: 50 })).toBe(false);
  });

  it('are tried again when they said they would be back: Retry-After as a date', { timeout: 60_000 }, async () => {
    const seconds = Math.ceil(Date.now() / 1_000) + 2;
    const times: number[] = [];
    const { server, url } = await ingest((batch, response) => {
      times.push(Date.now());
      if (times.length > 1) server.accept(batch, response);
      else response.writeHead(429, { 'retry-after': new Date(seconds * 1_000).toUTCString() }).end();
    });
    const log = logTo([heartwood({ url, spoolDir: dir })]);
    log.info('one');
    expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
    expect(times[1]).toBeGreaterThanOrEqual(seconds * 1_000);
    expect(server.messages).toEqual(['one']);
  });

  it('get smaller batches after 413, in order and nothing twice', async () => {
    const { server, url } = await ingest((batch, response) => {
      if (batch.lines.length > 60) response.writeHead(413).end();
      else server.accept(batch, response);
    });
    const log = logTo([heartwood({ url, spoolDir: dir })]);
    const messages = Array.from({ length: 1_000 }, (_, n) => `n${n}`);
    for (const message of messages) log.info(message);
    expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
    expect(server.messages).toEqual(messages);
    expect(log.stats().sinks.heartwood).toMatchObject({ shipped: 1_000, rejected: 0 });
  });

  it('say where they redirect to, and get no credentials to carry there', async () => {
    const other = await wire((_request, response) => void response.writeHead(200).end('{}'));
    const { url } = await ingest((_batch, response) => void response.writeHead(308, { location: other.url }).end());
    const log = logTo([heartwood({ url, key: 'hw_key', spoolDir: dir })]);
    log.info('one');
    await vi.waitUntil(() => (log.stats().sinks.heartwood?.retries ?? 0) > 0, PATIENT);
    const told = vi.mocked(process.stderr.write).mock.calls.map(([text]) => String(text));
    expect(told.join('')).toContain(`a redirect to ${other.url}`);
    expect(other.server.requests).toHaveLength(0);
  });

  it('do not keep a process that ends by itself, and the next one ships what it left', {
    timeout: 60_000,
  }, async () => {
    const library = new URL('../../dist/index.js', import.meta.url).href;
    const endings = Object.entries(HOSTILE).map(async ([name, serve]) => {
      const url = await listen(serve);
      const program = `
        import { createLogger, heartwood } from '${library}';
        const sink = heartwood({ url: '${url}', spoolDir: ${JSON.stringify(join(dir, name))} });
        createLogger({ service: 's', env: {}, sinks: [sink] }).info(${JSON.stringify(name)});`;
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
      const [code] = await once(child, 'exit');
      expect(code, name).toBe(0);
    });
    await Promise.all(endings);
    const { server, url } = await ingest((batch, response) => server.accept(batch, response));
    for (const name of Object.keys(HOSTILE)) logTo([heartwood({ url, spoolDir: join(dir, name) })]);
    await vi.waitUntil(() => server.messages.length === Object.keys(HOSTILE).length, PATIENT);
    expect([...server.messages].sort()).toEqual(Object.keys(HOSTILE).sort());
  });
});
