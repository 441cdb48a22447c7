import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WireServer } from '../../../test/wire-server.js';
import { createLogger } from '../../logger/create-logger.js';
import { elasticsearch } from '../elasticsearch/elasticsearch.js';
import { heartwood } from '../heartwood/heartwood.js';
import { loki } from '../loki/loki.js';
import { memory } from '../memory.js';

let dir: string;
const servers: WireServer[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-several-'));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  rmSync(dir, { recursive: true, force: true });
  vi.restoreAllMocks();
});

async function serve(answer: WireServer['answer'], tls?: { key: string; cert: string }) {
  const server = new WireServer(answer, tls);
  servers.push(server);
  return { server, url: await server.listen() };
}

describe('several destinations', () => {
  it('go on while one hangs and one is gone', async () => {
    const hanging = await serve(() => {});
    const working = await serve((_request, response) => void response.writeHead(204).end());
    const kept = memory();
    const log = createLogger({
      ...{ service: 'shop', env: {}, handleExit: false },
      sinks: [
        elasticsearch({ url: hanging.url, spoolDir: join(dir, 'es') }),
        heartwood({ url: 'http://127.0.0.1:9', spoolDir: join(dir, 'hw') }),
        loki({ url: working.url, name: 'loki-eu', spoolDir: join(dir, 'eu') }),
        loki({ url: working.url, name: 'loki-us', spoolDir: join(dir, 'us') }),
        kept,
      ],
    });
    for (let n = 0; n < 500; n++) log.info(`n${n}`);
    const arrived = () =>
      log.stats().sinks['loki-eu']?.shipped === 500 && log.stats().sinks['loki-us']?.shipped === 500;
    await vi.waitUntil(arrived, { timeout: 30_000 });
    expect(kept.entries).toHaveLength(500);
    expect(await log.flush({ timeoutMs: 50 })).toBe(false);
    expect(log.stats().sinks).toMatchObject({
      elasticsearch: { shipped: 0, waiting: 500 },
      heartwood: { waiting: 500 },
    });
    await log.close({ timeoutMs: 50 });
  });

  it('need a sink for each logger: one that is shared goes on in its one spool, says so, and counts what comes after its end', async () => {
    const { server, url } = await serve((_request, response) => void response.writeHead(204).end());
    const sink = loki({ url, spoolDir: join(dir, 'one') });
    const options = { env: {}, handleExit: false, sinks: [sink] };
    const first = createLogger({ ...options, service: 'a' });
    first.info('of the first');
    const second = createLogger({ ...options, service: 'b' });
    second.info('of the second');
    expect(await second.flush({ timeoutMs: 30_000 })).toBe(true);
    expect(server.requests.length).toBeGreaterThan(0);
    expect(vi.mocked(process.stderr.write).mock.calls.join('')).toContain('the sink loki is given to several loggers');
    await first.close();
    second.info('too late');
    expect(second.stats().sinks.loki).toMatchObject({ shipped: 2, dropped: 1, waiting: 0 });
    await second.close();
    expect(readdirSync(join(dir, 'one'))).toEqual(['0']);
  });

  it('are found in stats() by name, also when two have the same', () => {
    const log = createLogger({ service: 's', env: {}, handleExit: false, sinks: [memory(), memory()] });
    log.info('x');
    expect(log.stats().sinks).toMatchObject({ memory: { written: 1 }, 'memory-2': { written: 1 } });
  });

  it('are reached over TLS when their authority is trusted, and not otherwise', async () => {
    const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const make = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    execFileSync('openssl', [...make, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
    const pair = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
    const { server, url } = await serve((_request, response) => void response.writeHead(204).end(), pair);
    const log = createLogger({
      ...{ service: 'shop', env: {}, handleExit: false },
      sinks: [
        loki({ url, name: 'trusting', spoolDir: join(dir, 'a'), tls: { ca: pair.cert } }),
        loki({ url, name: 'doubting', spoolDir: join(dir, 'b') }),
      ],
    });
    log.info('one');
    const settled = () => log.stats().sinks.trusting?.shipped === 1 && (log.stats().sinks.doubting?.retries ?? 0) > 0;
    await vi.waitUntil(settled, { timeout: 30_000 });
    expect(server.requests).toHaveLength(1);
    expect(log.stats().sinks.doubting).toMatchObject({ shipped: 0, waiting: 1 });
    await log.close({ timeoutMs: 0 });
  });
});
