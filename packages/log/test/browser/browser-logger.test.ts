import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningChromium, startChromium } from './chromium.js';
import { type Site, startSite } from './site.js';

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
  session = await chromium.session();
});
afterEach(() => session.close());

/** Waits as long as a loaded machine may need. */
const until = <Value>(read: () => Value | Promise<Value>, check: (value: NonNullable<Value>) => void): Promise<void> =>
  expect.poll(read, { timeout: 25_000, interval: 50 }).toSatisfy((value: NonNullable<Value>) => {
    check(value);
    return true;
  });

async function open(url: string): Promise<Page> {
  const page = await session.newPage();
  await page.goto(url);
  await page.waitForFunction('globalThis.ready === true');
  return page;
}

const arrived = (name: string, count: number): Promise<void> =>
  until(
    () => site.entries(name),
    (entries) => expect(entries).toHaveLength(count),
  );

describe('an entry', () => {
  it('tells page, browser, system, release and session, and carries the ids and the user of its requests', async () => {
    const head = `<meta name="traceparent" content="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01">
      <meta name="request-id" content="r_page">`;
    const url = site.page('facts', {
      options: "context: { tenant: 'acme' }",
      script: "log.named('cart').child({ step: 3 }).warning('Cart is slow', { took_ms: 812, password: 'x-canary' });",
      head,
    });
    await open(`${url}?token=x-canary#x-canary`);
    await arrived('facts', 1);
    const [entry] = site.entries('facts');
    expect(entry).toMatchObject({
      ...{ level: 'WARNING', message: 'Cart is slow', event: 'log.message', logger: 'browser.cart', service: 'shop' },
      ...{ source: 'browser', app: 'shop-web', page: url, language: 'en-GB', viewport: '1280x720' },
      ...{ browser: expect.stringMatching(/Chrom\w+ \d+/), os: 'Linux', tab: expect.stringMatching(/^[0-9a-f]{32}$/) },
      ...{ tenant: 'acme', step: 3, took_ms: 812, password: '[secret]' },
      ...{ trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', request_id: 'r_page', correlation_id: 'r_page' },
      ...{ user_id: 'u_7', client_ip: expect.any(String), user_agent: expect.stringContaining('Mozilla') },
      browser_time: expect.stringMatching(/^\d{4}-/),
    });
    expect(entry).not.toHaveProperty('clock_skew_ms');
    expect(site.bodies('facts').join()).not.toContain('x-canary');
  });

  it('of a declared type sends no secret and no personal value', async () => {
    const script = `log.emit(paymentStuck, {
      step: 'confirm', email: 'kim@mail.example', card: '4111111111111111', extra: 'x-canary', err: new TypeError('no answer') });`;
    await open(site.page('typed', { script }));
    await arrived('typed', 1);
    expect(site.entries('typed')[0]).toMatchObject({
      ...{ event: 'payment.stuck', message: 'Payment of [pii] stuck at confirm', level: 'WARNING' },
      ...{ step: 'confirm', attempts: 1, email: '[pii]', card: '[secret]', source: 'browser' },
      error: { type: 'TypeError', message: 'no answer', stack: expect.stringContaining('/typed.js:') },
    });
    expect(site.bodies('typed').join()).not.toMatch(/kim@|4111|x-canary/);
  });

  it('never throws and never fails for a value', async () => {
    const script = `
      const cyclic = {}; cyclic.self = cyclic;
      let deep = {}; for (let i = 0; i < 20000; i++) deep = { deep };
      log.warning('odd', { cyclic, deep, big: 10n, nan: NaN, fn() {}, symbol: Symbol('s'), window, body: document.body,
        get broken() { throw new Error('no') }, map: new Map([['k', 1]]), at: new Date(0), bytes: new Uint8Array(9) });
      log.error(undefined, { err: { toString() { throw 1 } } });
      log.error(new Error('as message'));
      log.emit(undefined, {});
      log.emit(paymentStuck, { get step() { throw new Error('no') } });
      log.critical('x'.repeat(1e6), { long: 'y'.repeat(1e6), many: Array(1e5).fill('z'.repeat(100)) });
      log.debug('off'); log.info('off');`;
    await open(site.page('odd', { script }));
    await arrived('odd', 5);
    const [odd] = site.entries('odd');
    expect(odd).toMatchObject({ message: 'odd', big: '10', nan: 'NaN', map: { k: 1 }, at: '1970-01-01T00:00:00.000Z' });
  });
});
