import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backfill } from '@heartwood/example-shop';
import { memory } from '@heartwood/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, startBrowser } from './browser.js';
import { type Platform, startPlatform } from './platform.js';
import { takeScreenshots } from './screenshots.js';

/** `HEARTWOOD_SCREENSHOTS=1 npx vitest run packages/web/test/screenshots.test.ts` renews the pictures of the README. */
const RENEW = process.env.HEARTWOOD_SCREENSHOTS === '1';
const IMAGES = fileURLToPath(new URL('../../../docs/images', import.meta.url));

let platform: Platform;
let browser: Browser;
let directory: string;

beforeAll(async () => {
  directory = RENEW ? IMAGES : await mkdtemp(join(tmpdir(), 'heartwood-images-'));
  [platform, browser] = await Promise.all([startPlatform(), startBrowser()]);
  await platform.send(await shopHour());
});

afterAll(async () => {
  await browser?.close();
  await platform?.close();
  if (!RENEW) await rm(directory, { recursive: true, force: true });
});

/**
 * What the demo shop's visitors leave in the log in an hour, as entries of now. The hour is one of the morning whenever it is taken, as at
 * night the shop is so quiet that next to nothing goes wrong.
 */
async function shopHour(): Promise<object[]> {
  const sink = memory({ maxLines: 100_000 });
  const logger = {
    service: 'shop',
    environment: 'demo',
    version: '0.1.0',
    level: 'debug',
    env: {},
    sinks: [sink],
  } as const;
  const morning = new Date(2026, 10, 21, 9).getTime();
  await backfill({ from: morning - 3_600_000, to: morning, logger });
  const later = Date.now() - morning;
  return sink.entries.map((entry) => ({
    ...entry,
    timestamp: new Date(Date.parse(entry.timestamp) + later).toISOString(),
  }));
}

/** Width and height out of the header chunk (PNG specification, 11.2.2). */
async function sizeOf(file: string): Promise<readonly [number, number]> {
  const png = await readFile(file);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

describe('the pictures of the README', () => {
  it('can be taken of a running platform', async () => {
    const files = await takeScreenshots(browser, platform, directory);
    expect(await Promise.all(files.map(sizeOf))).toEqual([
      [1280, 800],
      [1280, 800],
      [780, 1688],
    ]);
  });
});
