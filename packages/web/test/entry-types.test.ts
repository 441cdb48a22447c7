import { describeEntryTypes, entryType, field as f } from '@heartwood/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, DESKTOP, PHONE, signIn, startBrowser } from './browser.js';
import { type Platform, startPlatform } from './platform.js';

const orderPlaced = entryType('order.placed', {
  level: 'info',
  message: 'Order {order} placed',
  description: 'A customer has ordered.',
  workflow: 'sales',
  page: '/checkout',
  fields: {
    order: f.object('order'),
    total: f.decimal({ unit: 'EUR', description: 'With taxes.' }),
    items: f.array(f.nested({ sku: f.id(), count: f.integer() })),
    email: f.string({ class: 'pii', subject: 'order', optional: true }),
    card: f.string({ class: 'secret' }),
  },
});
const orderPaid = entryType('order.paid', { level: 'info', stream: 'audit', message: 'Order paid' });
const cacheWarmed = entryType('cache.warmed', { level: 'debug', message: 'Cache warmed' });

let platform: Platform;
let browser: Browser;

/** The machine may be busy with other tests, the browser's many processes among them. */
const PATIENT = 120_000;

beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform(), startBrowser()]);
}, PATIENT);
afterAll(async () => {
  await browser?.close();
  await platform?.close();
}, PATIENT);

/** Signed in, with patience. */
async function open(options?: Parameters<Browser['open']>[0]) {
  const { page, problems } = await browser.open(options);
  page.setDefaultTimeout(30_000);
  await signIn(page, platform.url, platform.login);
  return { page, problems };
}

/** Two services, and entries that are not as declared: a total that is no amount, a field too many, a type nobody knows. */
async function trade(): Promise<void> {
  await platform.register({ service: 'shop', ...describeEntryTypes([orderPlaced, orderPaid]) });
  await platform.register({ service: 'cache', ...describeEntryTypes([cacheWarmed]) });
  const placed = { service: 'shop', event: 'order.placed', level: 'INFO', order: 'o_1', items: [], card: '[secret]' };
  await platform.send([
    { ...placed, message: 'as declared', total: '12.50' },
    { ...placed, message: 'not as declared', total: { amount: 12 }, coupon: 'SPRING' },
    { service: 'shop', event: 'order.lost', level: 'INFO', message: 'of no type' },
  ]);
}

describe('entry types', () => {
  it(
    'are explained while there are none',
    async () => {
      const { page, problems } = await open();
      await page.getByRole('link', { name: 'Entry types' }).click();
      await page.getByRole('heading', { name: 'No entry types yet' }).waitFor();
      await page.getByText('heartwood types push').waitFor();
      expect(problems).toEqual([]);
    },
    PATIENT,
  );
});

describe('entry types of services that log', () => {
  beforeAll(trade, PATIENT);

  it(
    'are listed with their drift, and found by service, words and drift',
    async () => {
      const { page, problems } = await open();
      await page.goto(`${platform.url}/entry-types`);
      // Polled: the sum above the table may be as before while the table is still of another choice.
      const listed = (names: readonly string[]) =>
        expect.poll(() => page.locator('tbody td:first-child button').allTextContents()).toEqual(names);
      await page.getByText('4 types, 2 with drift').waitFor();
      await listed(['cache.warmed', 'order.lost', 'order.paid', 'order.placed']);
      const row = page.getByRole('row').filter({ hasText: 'order.placed' });
      await row.getByText('2 unknown field, wrong type').waitFor();
      await row.getByText('A customer has ordered.').waitFor();

      await page.getByLabel('With drift').check();
      await page.getByText('2 types', { exact: true }).waitFor();
      await listed(['order.lost', 'order.placed']);
      await page.getByLabel('Filter').fill('sales');
      await page.getByText('1 type', { exact: true }).waitFor();
      await listed(['order.placed']);
      // The address restores all of it.
      await page.reload();
      await page.getByText('1 type', { exact: true }).waitFor();
      await expect.poll(() => page.getByLabel('Filter').inputValue()).toBe('sales');
      await page.getByLabel('Filter').fill('');
      await page.getByLabel('With drift').uncheck();
      await page.getByLabel('Service', { exact: true }).selectOption('cache');
      await listed(['cache.warmed']);
      await page.getByText('1 type', { exact: true }).waitFor();
      await page.getByLabel('Filter').fill('nothing like that');
      await page.getByText('No entry type is like that.').waitFor();
      expect(problems).toEqual([]);
    },
    PATIENT,
  );

  it(
    'show their declaration, and lead to an entry that is not as declared',
    async () => {
      const { page, problems } = await open();
      await page.goto(`${platform.url}/entry-types`);
      await page.getByRole('button', { name: 'order.placed' }).click();
      const panel = page.getByRole('complementary', { name: 'Entry type' });
      await panel.getByText('decimal EUR').waitFor();
      for (const part of ['sales', '/checkout', 'array of object', 'With taxes.', 'pii', 'secret', 'optional'])
        await expect.poll(() => panel.textContent()).toContain(part);
      await expect.poll(() => panel.textContent()).toContain('coupon is not declared; it held a text.');
      await expect.poll(() => panel.textContent()).toContain('total held an object.');

      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'order.placed' }).click();
      await panel
        .getByRole('listitem')
        .filter({ hasText: 'coupon' })
        .getByRole('link', { name: 'Show an entry' })
        .click();
      const entry = page.getByRole('complementary', { name: 'Entry', exact: true });
      await entry.getByText('not as declared').waitFor();
      await entry.getByText('SPRING').waitFor();
      // The query finds the entry too, and no other.
      await expect
        .poll(() => new URL(page.url()).searchParams.get('q'))
        .toBe('{event="order.placed", service="shop"} | coupon!=""');
      await expect.poll(() => page.locator('[role=row][data-index]').count()).toBe(1);

      await page.goBack();
      await panel.getByRole('link', { name: 'Show its entries' }).click();
      await page.locator('[role=row][data-index="1"]').waitFor();
      expect(problems).toEqual([]);
    },
    PATIENT,
  );

  it(
    'that nobody declared are shown on a phone too, over the whole screen',
    async () => {
      const { page, problems } = await open({ ...PHONE, colorScheme: 'dark' });
      await page.getByRole('link', { name: 'Entry types' }).tap();
      await page.getByRole('button', { name: 'order.lost' }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await page.getByRole('button', { name: 'order.lost' }).tap();
      const panel = page.getByRole('complementary', { name: 'Entry type' });
      await panel.getByText('shop writes entries of this type and has not declared it.').waitFor();
      await expect.poll(() => panel.evaluate((element) => element.getBoundingClientRect().width)).toBe(390);
      await panel.getByRole('button', { name: 'Close entry type' }).tap();
      await panel.waitFor({ state: 'detached' });
      expect(problems).toEqual([]);
    },
    PATIENT,
  );
});

/** Names and texts as somebody would choose them who means ill, or writes from right to left. */
const HOSTILE = [
  '<img src=x onerror="document.title=1">',
  '"><script>document.title=1</script>',
  'bill\u202egnp.exe',
  `long.${'x'.repeat(123)}`,
  'emoji 👩‍👩‍👧 größe',
  'טבלה.חדשה',
  '{placeholder} $(code) {{double}}',
];

/** 4,800 types of three services, and those with hostile names. */
async function declareMany(): Promise<void> {
  const type = { version: 1, levels: ['info'], stream: 'app', fields: {} };
  const many = (prefix: string) =>
    Array.from({ length: 1_600 }, (_, index) => ({
      ...type,
      name: `${prefix}.event_${String(index).padStart(4, '0')}`,
      message: `Event ${index} of {thing}`,
      ...(index % 3 === 0 ? { description: 'One of very many. '.repeat(1 + (index % 12)) } : {}),
    }));
  for (const service of ['many-a', 'many-b', 'many-c'])
    await platform.register({ format: 1, service, entry_types: many(service) });
  const field = { type: 'string', class: 'pii', description: HOSTILE[0] };
  const hostile = HOSTILE.map((name) => ({
    ...type,
    name,
    levels: ['debug', 'info', 'warning', 'error', 'critical'],
    message: `${name} {${'p'.repeat(40)}} ${'w'.repeat(2_000)}`,
    description: `${name} ${'d'.repeat(3_000)}`,
    workflow: name,
    page: name,
    fields: Object.fromEntries(HOSTILE.map((inner) => [inner, { ...field, values: HOSTILE, type: 'enum' }])),
  }));
  await platform.register({ format: 1, service: '<b>\u202eevil</b>', entry_types: hostile });
}

describe('thousands of entry types', () => {
  it(
    'are all there, but only the visible ones in the page',
    async () => {
      await declareMany();
      const { page, problems } = await open();
      await page.goto(`${platform.url}/entry-types?service=many-a`);
      await page.getByText('1,600 types').waitFor();
      await page.goto(`${platform.url}/entry-types`);
      await page.getByText(/^[45],\d\d\d types/).waitFor();
      const rows = page.locator('tbody tr[data-index]');
      await rows.first().waitFor();
      expect(await rows.count()).toBeLessThan(80);
      // To the end, however the heights of the rows in between turn out.
      const scroller = page.locator('table').locator('..');
      const last = page.getByRole('button', { name: 'shop' }).or(page.getByText('order.placed'));
      await expect
        .poll(
          async () => {
            await scroller.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
            return last.count();
          },
          { timeout: 30_000 },
        )
        .toBeGreaterThan(0);
      expect(await rows.count()).toBeLessThan(80);
      // A link leads to a type far down.
      await page.goto(`${platform.url}/entry-types?of=many-b&type=many-b.event_1234`);
      await page.getByRole('button', { name: 'many-b.event_1234' }).waitFor();
      await expect
        .poll(
          () =>
            page.locator('tr[data-selected]').evaluateAll((found) =>
              found.map((row) => {
                const { top, bottom } = row.getBoundingClientRect();
                return top > 0 && bottom <= innerHeight;
              }),
            ),
          { timeout: 30_000 },
        )
        .toEqual([true]);
      expect(problems).toEqual([]);
    },
    PATIENT,
  );

  it.each([
    ['a desktop', undefined],
    ['a dark desktop', { ...DESKTOP, colorScheme: 'dark' as const }],
    ['a phone', PHONE],
    ['a dark phone', { ...PHONE, colorScheme: 'dark' as const }],
  ])(
    'show hostile names as text, within the page, on %s',
    async (_, options) => {
      const { page, problems } = await open(options);
      const title = await page.title();
      await page.goto(`${platform.url}/entry-types?service=${encodeURIComponent('<b>\u202eevil</b>')}`);
      await page.getByText(`${HOSTILE.length} types`).waitFor();
      const names = await page.locator('tbody td:first-child button').allTextContents();
      expect(names.toSorted()).toEqual(HOSTILE.map((name) => name.replace('\u202e', '⟨202E⟩')).toSorted());
      const width = options?.viewport?.width ?? 1280;
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      for (const name of ['bill⟨202E⟩gnp.exe', HOSTILE[0] ?? '']) {
        await page.getByRole('button', { name, exact: true }).click();
        const panel = page.getByRole('complementary', { name: 'Entry type' });
        await panel.getByText(/^Fields/).waitFor();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        const overflow = await panel.evaluate((element) => element.scrollWidth - element.clientWidth);
        expect(overflow).toBeLessThanOrEqual(0);
        await panel.getByRole('button', { name: 'Close entry type' }).click();
        await panel.waitFor({ state: 'detached' });
      }
      expect(await page.title()).toBe(title);
      expect(await page.locator('main img, main script').count()).toBe(0);
      expect(problems).toEqual([]);
    },
    PATIENT,
  );
});
