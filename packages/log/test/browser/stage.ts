import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { type RunningChromium, startChromium } from './chromium.js';
import { type Site, startSite } from './site.js';

/** A site and a Chromium for the tests of a file, and a session of its own for each test. */
export interface Stage {
  readonly site: Site;
  readonly session: BrowserContext;
  /** Opens a page of the site and waits until its script has run. */
  open(url: string): Promise<Page>;
  /** Waits until exactly so many entries of a page were written. */
  arrived(name: string, count: number): Promise<void>;
}

/** How long a loaded machine may need. */
export const PATIENCE = { timeout: 25_000, interval: 50 };

/** The script of a page has run. An attribute tells, as a page's policy may forbid to evaluate code in it. */
export const ready = (page: Page): Promise<void> => page.locator('html[data-ready]').waitFor({ state: 'attached' });

export function setStage(): Stage {
  // A test waits for several things in a row, each with the patience a loaded machine needs.
  vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });
  let chromium: RunningChromium;
  let site: Site;
  let session: BrowserContext;
  beforeAll(async () => {
    site = await startSite();
    chromium = await startChromium();
  });
  afterAll(async () => {
    await chromium?.close();
    await site?.close();
  });
  beforeEach(async () => {
    site.mood = 'well';
    site.forget();
    session = await chromium.session();
  });
  afterEach(() => session.close());
  return {
    get site() {
      return site;
    },
    get session() {
      return session;
    },
    async open(url) {
      const page = await session.newPage();
      await page.goto(url);
      await ready(page);
      return page;
    },
    arrived: (name, count) => expect.poll(() => site.entries(name).length, PATIENCE).toBe(count),
  };
}
