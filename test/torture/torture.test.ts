import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../packages/log/test/programs/free-port.js';
import { Platform } from '../platform.js';
import { startLoad } from './load.js';
import { waitForStored } from './stored.js';

/** How often each process is killed: 5 in every run of the tests, 50 by `npm run torture`. */
const KILLS = Number(process.env.HEARTWOOD_TORTURE_KILLS ?? 5);
const TIMEOUT = 120_000 + KILLS * 30_000;

let data: string;
let platform: Platform;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'heartwood-torture-'));
  platform = new Platform(data, await freePort());
  await platform.start();
});

afterEach(async () => {
  await platform.stop();
  await rm(data, { recursive: true, force: true });
});

const aWhile = (): Promise<void> => sleep(200 + Math.random() * 1_500);

/** Runs the load, lets `crash` happen KILLS times, after a random while each time, and compares what was acknowledged with what is stored. */
async function survive(crash: (kill: number) => Promise<void>): Promise<void> {
  const key = await platform.localKey();
  const load = startLoad(platform.url, key);
  for (let kill = 0; kill < KILLS; kill++) {
    const before = load.acknowledged.size;
    await vi.waitUntil(() => load.acknowledged.size > before, { timeout: 60_000 });
    await crash(kill);
  }
  await sleep(500);
  await load.stop();
  const stored = await waitForStored(platform.url, key, load.acknowledged.size);
  const lost = [...load.acknowledged].filter((number) => !stored.has(number));
  const doubled = [...stored].filter(([, count]) => count > 1).map(([number]) => number);
  const foreign = [...stored.keys()].filter((number) => !load.acknowledged.has(number));
  console.log(
    `${KILLS} kills: ${load.acknowledged.size} entries acknowledged, ${stored.size} stored, ${load.resent} batches sent again`,
  );
  expect({ lost, doubled, foreign }).toEqual({ lost: [], doubled: [], foreign: [] });
  expect(load.acknowledged.size).toBeGreaterThan(KILLS);
}

describe('P2: what was acknowledged is neither lost nor doubled', () => {
  it(`through ${KILLS} × kill −9 of the server at random moments under load`, { timeout: TIMEOUT }, async () => {
    await survive(async () => {
      await aWhile();
      await platform.killServer();
      await platform.start();
    });
  });

  it(`through ${KILLS} × kill −9 of the engine alone at random moments under load`, { timeout: TIMEOUT }, async () => {
    let killed = 0;
    await survive(async (kill) => {
      // An engine that was killed rests for up to 5 s. Without waiting, nearly every kill would hit its start; so every fourth does.
      if (kill % 4 !== 3) await platform.untilReady();
      await aWhile();
      while (!platform.killEngine()) await sleep(50);
      killed++;
    });
    expect(killed).toBe(KILLS);
  });
});
