import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, DESKTOP, PHONE, signIn, startBrowser } from './browser.js';
import { type Platform, startPlatform } from './platform.js';
import { shopHour } from './shop-hour.js';

/** Entries of the hour; the same ones whenever it ends. */
const COUNT = 2_000;
const levelOf = (entry: object) => ('level' in entry ? entry.level : undefined);
const ERRORS = shopHour(COUNT, Date.now()).filter((entry) => levelOf(entry) === 'ERROR').length;

let platform: Platform;
let browser: Browser;
let cookies: Parameters<ReturnType<Page['context']>['addCookies']>[0];

/** Opens a page that is signed in already. */
async function explore(path: string, options = DESKTOP) {
  const { page, problems } = await browser.open(options);
  await page.context().addCookies(cookies);
  await page.goto(`${platform.url}${path}`);
  return { page, problems };
}

const row = (page: Page, index: number) => page.locator(`[role=row][data-index="${index}"]`);
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
const total = (page: Page) => page.locator('[aria-live=polite] strong');
const entryPanel = (page: Page) => page.getByRole('complementary', { name: 'Entry', exact: true });

/** Waits until the address says so: it follows what is shown, a moment later. */
async function addressed(page: Page, name: string, value: string): Promise<void> {
  await expect.poll(() => parameter(page, name)).toBe(value);
}

/** Waits until the address names the entry that is open, and gives its id. */
async function opened(page: Page): Promise<string> {
  await expect.poll(() => parameter(page, 'entry')).toBeTruthy();
  return parameter(page, 'entry') ?? '';
}

/** Waits until the number of entries found is the one given, and reads it. */
async function found(page: Page, count: number): Promise<void> {
  await expect.poll(() => total(page).textContent()).toBe(count.toLocaleString('en-GB'));
}

beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform(), startBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await platform?.close();
});

describe('before the first entry', () => {
  it('signs in, refuses a wrong password, and shows how to send entries', async () => {
    const { page, problems } = await browser.open();
    await page.goto(`${platform.url}/explore?q=level:ERROR`);
    await page.getByLabel('User name').fill(platform.login.username);
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(platform.login.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'No entries yet' }).waitFor();
    // The page that was asked for comes back after the sign-in.
    await addressed(page, 'q', 'level:ERROR');
    const commands = await page.locator('pre').allTextContents();
    expect(commands[0]).toContain(`heartwood send /var/log/dpkg.log --url ${platform.url}`);
    expect(commands[1]).toContain(`curl ${platform.url}/api/v1/ingest`);
    expect(problems).toEqual([]);
  });

  it('creates an API key, shows its secret once, and revokes it', async () => {
    const { page, problems } = await browser.open();
    await signIn(page, platform.url, platform.login);
    await page.getByRole('link', { name: 'API keys' }).click();
    await page.getByRole('button', { name: 'Create key' }).click();
    // Another one at each attempt: the one before may have been made.
    const name = `billing-${randomUUID().slice(0, 8)}`;
    await page.getByLabel('Name').fill(name);
    await page.locator('form').getByRole('button', { name: 'Create key' }).click();
    const secret = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
    const answer = await fetch(`${platform.url}/api/v1/ingest`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/x-ndjson' },
      body: '',
    });
    expect(answer.status).not.toBe(401);
    await page.getByRole('button', { name: 'Done' }).click();
    expect(await page.content()).not.toContain(secret);
    await page.getByRole('button', { name: `Revoke ${name}` }).click();
    await page.getByRole('button', { name: 'Revoke for good' }).click();
    await page.getByText(name).waitFor({ state: 'detached' });
    const revoked = await fetch(`${platform.url}/api/v1/search`, { headers: { Authorization: `Bearer ${secret}` } });
    expect(revoked.status).toBe(401);
    expect(problems).toEqual([]);
  });
});

describe('Explore', () => {
  let page: Page;
  let problems: readonly string[];

  beforeAll(async () => {
    await platform.send(shopHour(COUNT, Date.now()));
    const first = await browser.open();
    await signIn(first.page, platform.url, platform.login);
    cookies = await first.page.context().cookies();
    await first.page.context().close();
  });

  beforeEach(async () => {
    ({ page, problems } = await explore('/explore'));
    await row(page, 0).waitFor();
  });

  afterEach(async () => {
    const seen = [...problems];
    await page.context().close();
    expect(seen).toEqual([]);
  });

  it('finds the last hour, and words typed behind "/"', async () => {
    await found(page, COUNT);
    await page.keyboard.press('/');
    await page.keyboard.type('payment failed');
    await page.keyboard.press('Enter');
    await found(page, ERRORS);
    await addressed(page, 'q', 'payment failed');
  });

  it('completes field names and values', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('serv');
    await page.getByRole('option', { name: 'service' }).first().waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('option', { name: 'payments' }).waitFor();
    await page.keyboard.type('pay');
    await expect.poll(() => page.getByRole('option').count()).toBe(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await addressed(page, 'q', 'service:payments');
  });

  it('completes a name that is typed faster than suggestions arrive, and stays in the box', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('s');
    await page.getByRole('option', { name: 'service' }).first().waitFor();
    await page.keyboard.type('erv');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.getByRole('textbox', { name: 'Query' }).textContent()).toBe('service:');
    await page.getByRole('option', { name: 'payments' }).waitFor();
  });

  it('underlines the mistake in a query and says what it is', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('{{service="shop"');
    const fields = page.getByRole('navigation', { name: 'Fields' });
    const before = await fields.boundingBox();
    await page.keyboard.press('Enter');
    await page.locator('.hw-query-error').waitFor();
    // The message lies over the page, which stays where it is.
    expect(await fields.boundingBox()).toEqual(before);
    expect(await page.locator('#query-error').textContent()).not.toBe('');
    await page.getByRole('heading', { name: 'The query cannot be read' }).waitFor();
  });

  it('closes the quotes of a phrase by itself, but no parentheses, which would be a mistake when empty', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('(shop "');
    await expect.poll(() => page.locator('.cm-content').textContent()).toBe('(shop ""');
  });

  it('includes and excludes values from the facets, and takes them back', async () => {
    const fields = page.getByRole('navigation', { name: 'Fields' });
    await fields.getByTitle('ERROR', { exact: true }).click();
    await found(page, ERRORS);
    await addressed(page, 'q', 'level:ERROR');
    await fields.getByTitle('ERROR', { exact: true }).hover();
    await fields.getByRole('button', { name: 'Exclude level ERROR' }).click();
    await found(page, COUNT - ERRORS);
    await addressed(page, 'q', '-level:ERROR');
    await page.goBack();
    await found(page, ERRORS);
    await page.goBack();
    await found(page, COUNT);
  });

  it('zooms into what is marked in the histogram, and back', async () => {
    await found(page, COUNT);
    const box = await page.locator('.u-over').boundingBox();
    if (!box) throw new Error('the histogram has no plot');
    await page.mouse.move(box.x + box.width * 0.4, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 20, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => parameter(page, 'from')).toMatch(/^20\d\d-/);
    const span = Date.parse(parameter(page, 'to') ?? '') - Date.parse(parameter(page, 'from') ?? '');
    expect(span / 3_600_000).toBeCloseTo(0.2, 1);
    await expect.poll(async () => Number((await total(page).textContent())?.replace(',', ''))).toBeLessThan(COUNT);
    await page.goBack();
    await found(page, COUNT);
  });

  it('opens an entry, walks with j and k, filters from it, and closes with Escape', async () => {
    await page.goto(`${platform.url}/explore?q=event:payment.failed`);
    await row(page, 0).click();
    const panel = entryPanel(page);
    await panel.getByText('PaymentDeclinedError', { exact: true }).waitFor();
    await panel.getByText('at charge (/app/src/payments/charge.ts:41:11)').waitFor();
    expect(await panel.getByText('node_modules/express').count()).toBe(0);
    const first = await opened(page);
    await page.keyboard.press('j');
    await expect.poll(() => parameter(page, 'entry')).not.toBe(first);
    await page.keyboard.press('k');
    await addressed(page, 'entry', first);
    await panel.getByText('order', { exact: true }).hover();
    await panel.getByRole('button', { name: 'Filter for order' }).click();
    // A tooltip in sight must not swallow the Escape below.
    await page.getByRole('tooltip', { name: 'Only entries with this value' }).waitFor();
    await expect.poll(() => parameter(page, 'q')).toMatch(/^event:payment\.failed order:ord_\d+$/);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });

  it('shows what an audited action changed', async () => {
    await page.goto(`${platform.url}/explore?q=event:invoice.approved`);
    await row(page, 0).click();
    await entryPanel(page).getByRole('row', { name: 'state open approved' }).waitFor();
  });

  it('restores everything from the address', async () => {
    await page.goto(`${platform.url}/explore?q=level:ERROR&from=now-3h&columns=level,event&wrap=1&density=compact`);
    await row(page, 1).click();
    await opened(page);
    const address = page.url();
    const content = await entryPanel(page).textContent();
    const copy = await explore(new URL(address).pathname + new URL(address).search);
    await found(copy.page, ERRORS);
    await expect.poll(() => entryPanel(copy.page).textContent()).toBe(content);
    expect(await copy.page.getByRole('columnheader').allTextContents()).toEqual(['time', 'level', 'event', 'message']);
    await copy.page.getByRole('button', { name: /Time range: Last 3 hours/ }).waitFor();
    expect(copy.page.url()).toBe(address);
    expect(copy.problems).toEqual([]);
  });

  it('follows new entries live, holds them back while paused, and shows them on resume', async () => {
    // The tail brings them whatever their time; the searches of other tests do not reach back so far.
    const timestamp = new Date(Date.now() - 6 * 3_600_000).toISOString();
    const entry = (what: string) => ({ timestamp, level: 'INFO', service: 'shop', message: `${what} ${randomUUID()}` });
    const [seen, heldBack] = [entry('Seen live'), entry('Held back')];
    await page.getByRole('button', { name: 'Live' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await platform.send([seen]);
    await row(page, 0).getByText(seen.message).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await platform.send([heldBack]);
    await page.getByRole('button', { name: '1 new' }).waitFor();
    expect(await page.getByText(heldBack.message).count()).toBe(0);
    await page.getByRole('button', { name: '1 new' }).click();
    await row(page, 0).getByText(heldBack.message).waitFor();
  });

  it('loads page after page, and keeps only the visible rows in the document', async () => {
    await page.goto(`${platform.url}/explore?q=-service:none`);
    await row(page, 0).waitFor();
    const grid = page.getByRole('grid');
    await expect
      .poll(
        async () => {
          await page.mouse.move(700, 500);
          await page.mouse.wheel(0, 20_000);
          return Number(await grid.getAttribute('aria-rowcount'));
        },
        { interval: 100 },
      )
      .toBeGreaterThanOrEqual(COUNT);
    await expect.poll(() => page.getByRole('row').count()).toBeLessThan(120);
  });

  it('has a column picker and help for the keyboard', async () => {
    await page.getByRole('button', { name: 'Columns' }).click();
    // Exact: beside the fields there is a box to find a field or value.
    await page.getByLabel('Find a field', { exact: true }).fill('event');
    await page.getByLabel('event', { exact: true }).check();
    await addressed(page, 'columns', 'level,service,event');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Explore' }).click({ force: true });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys and queries' }).waitFor();
  });

  it('takes a typed range of time', async () => {
    await page.getByRole('button', { name: /Time range/ }).click();
    await page.getByLabel('From').fill('now-20m');
    await page.getByLabel('To', { exact: true }).fill('now-30m');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('Must be later than the start.').waitFor();
    await page.getByLabel('To', { exact: true }).fill('now-10m');
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect.poll(() => [parameter(page, 'from'), parameter(page, 'to')]).toEqual(['now-20m', 'now-10m']);
  });

  it('gives every control a name and every page a heading', async () => {
    await row(page, 0).click();
    await entryPanel(page).waitFor();
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, a, input, [role=textbox]')]
        .filter((element) => element.offsetParent !== null)
        .filter((element) => {
          const labelled = element instanceof HTMLInputElement && (element.labels?.length ?? 0) > 0;
          return !labelled && !element.getAttribute('aria-label') && !element.textContent?.trim();
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(nameless).toEqual([]);
    expect(await page.locator('h1').count()).toBe(1);
    const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

describe('on a phone', () => {
  it('shows cards, facets in a drawer and the entry over the whole screen', async () => {
    const { page, problems } = await explore('/explore?from=now-3h', PHONE);
    await row(page, 0).waitFor();
    expect(await page.getByRole('columnheader').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByRole('button', { name: 'Fields' }).tap();
    await page.getByRole('dialog').getByRole('button', { name: 'Include level ERROR' }).tap();
    await found(page, ERRORS);
    await page.getByRole('button', { name: 'Close' }).tap();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await row(page, 0).tap();
    const panel = entryPanel(page);
    await panel.waitFor();
    await expect.poll(() => panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    await page.getByRole('button', { name: 'Close entry' }).tap();
    await panel.waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });
});
