import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, colorScheme: 'light' };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  colorScheme: 'light',
};

/** A real Chromium that talks to nobody but the page's server. */
export interface Browser {
  /** A page in a session of its own (cookies, storage). */
  readonly open: (options?: BrowserContextOptions) => Promise<{ page: Page; problems: readonly string[] }>;
  readonly close: () => Promise<void>;
}

/** What the page complains about in the console, uncaught errors included. */
function listen(page: Page): readonly string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`uncaught ${error.message}`));
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    // Asking whether anybody is signed in answers 401 when nobody is; the browser reports every 4xx by itself.
    const expected = /status of 40[013]/.test(message.text()) && message.location().url.includes('/api/v1/');
    if (!expected) problems.push(`${message.type()} ${message.text()}`);
  });
  return problems;
}

export async function startBrowser(): Promise<Browser> {
  const executablePath = PLACES.find((place) => existsSync(place));
  if (!executablePath) throw new Error(`No Chromium at ${PLACES.join(', ')}: apt-get install chromium`);
  const profile = await mkdtemp(join(tmpdir(), 'heartwood-chromium-'));
  const browser = await chromium.launch({
    executablePath,
    timeout: 120_000,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      `--crash-dumps-dir=${profile}`,
    ],
  });
  const contexts: BrowserContext[] = [];
  return {
    async open(options = DESKTOP) {
      const context = await browser.newContext({ timezoneId: 'UTC', locale: 'en-GB', ...options });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(25_000);
      return { page, problems: listen(page) };
    },
    async close() {
      for (const context of contexts) await context.close();
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Signs in through the form and lands on Explore. */
export async function signIn(
  page: Page,
  url: string,
  login: { readonly username: string; readonly password: string },
): Promise<void> {
  await page.goto(url);
  await page.getByLabel('User name').fill(login.username);
  await page.getByLabel('Password', { exact: true }).fill(login.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Explore' }).waitFor({ state: 'attached' });
}
