import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A real Chromium. */
export interface RunningChromium {
  /** A session of its own: storage, cookies. */
  session(): Promise<BrowserContext>;
  close(): Promise<void>;
}

export async function startChromium(): Promise<RunningChromium> {
  const executablePath = PLACES.find((place) => existsSync(place));
  if (!executablePath) throw new Error(`No Chromium at ${PLACES.join(', ')}: apt-get install chromium`);
  const dumps = await mkdtemp(join(tmpdir(), 'heartwood-chromium-'));
  const browser = await chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
      ...['--disable-sync', '--no-first-run', `--crash-dumps-dir=${dumps}`],
    ],
  });
  return {
    session: () => browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 720 } }),
    async close() {
      await browser.close();
      await rm(dumps, { recursive: true, force: true });
    },
  };
}
