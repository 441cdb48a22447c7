import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, loki } from '@heartwood/log';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { freePort } from '../packages/log/test/programs/free-port.js';
import { Platform } from './platform.js';

interface Streams {
  data: { result: { stream: Record<string, string>; values: [string, string][] }[] };
}

let dir: string;
let platform: Platform;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-loki-e2e-'));
  platform = new Platform(join(dir, 'data'), await freePort());
  await platform.start();
});
afterAll(async () => {
  await platform.stop();
  rmSync(dir, { recursive: true, force: true });
});

it('what the Loki sink pushes is found again by its labels, its metadata and its line (L8)', async () => {
  const token = await platform.localKey();
  const sink = loki({ url: platform.url, token, spoolDir: join(dir, 'spool'), fixedLabels: { cluster: 'eu-1' } });
  const log = createLogger({ service: 'pushed', environment: 'test', env: {}, handleExit: false, sinks: [sink] });
  for (let n = 0; n < 1_000; n++) log.info(`line ${n}`, { user_id: `u_${n % 10}` });
  expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
  expect(log.stats().sinks.loki).toMatchObject({ shipped: 1_000, rejected: 0, waiting: 0 });

  const query = new URLSearchParams({ query: '{service="pushed", cluster="eu-1", level="INFO"}', limit: '5000' });
  const url = `${platform.url}/loki/api/v1/query_range?${query}&direction=forward`;
  const found = async (): Promise<Streams['data']['result']> => {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    return ((await answer.json()) as Streams).data.result;
  };
  await vi.waitUntil(async () => (await found()).flatMap(({ values }) => values).length >= 1_000, {
    timeout: 30_000,
    interval: 250,
  });
  const streams = await found();
  const lines = streams.flatMap(({ values }) => values).sort(([left], [right]) => (left < right ? -1 : 1));
  expect(lines.map(([, line]) => JSON.parse(line).message)).toEqual(
    Array.from({ length: 1_000 }, (_, n) => `line ${n}`),
  );
  expect(streams[0]?.stream).toMatchObject({ service: 'pushed', environment: 'test', event: 'log.message' });
  await log.close();
});
