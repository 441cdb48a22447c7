import { createLogger, type MemorySink, memory } from '@heartwood/log';
import { httpRequest } from '@heartwood/log/express';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRandom } from './chance/random.js';
import * as entries from './entries/index.js';
import type { ProviderTemper } from './payments/provider.js';
import { demoPeople } from './people/accounts.js';
import { type Shop, startShop } from './shop.js';
import { type Browser, createBrowser } from './traffic/browser.js';
import { INTRUDER } from './traffic/cast.js';
import { breakIn, scrape } from './traffic/visits.js';

const CALM: ProviderTemper = { declined: 0, unavailable: 0, hanging: 0, latency: 1 };
const CARD = '4242424242424242';
const people = demoPeople();
const customer = people[0]!;
const approver = people.find(({ role }) => role === 'approver')!;

let captured: MemorySink;
let shop: Shop;

async function open(temper = CALM): Promise<void> {
  captured = memory();
  const log = createLogger({ service: 'shop', level: 'debug', env: {}, handleExit: false, sinks: [captured] });
  shop = await startShop({ log, temper, payments: { timeout: 100, firstWait: 1 }, worker: { firstWait: 1 } });
}
beforeEach(() => open());
afterEach(() => shop.close());

const browser = (): Browser =>
  createBrowser({
    shopUrl: shop.url,
    device: INTRUDER,
    random: createRandom(1),
    pace: 0,
    stopped: new AbortController().signal,
  });

async function signedIn(person = customer): Promise<Browser> {
  const window = browser();
  expect((await window.post('/login', { email: person.email, password: person.password })).status).toBe(200);
  return window;
}

async function buy(window: Browser, product: string, card = CARD): Promise<number> {
  await window.post('/cart/items', { product, quantity: 1 });
  return (await window.post('/checkout', { card })).status;
}

describe('signing in', () => {
  it('is a security event, right or wrong', async () => {
    const window = browser();
    await window.post('/login', { email: customer.email, password: 'wrong' });
    await window.post('/login', { email: 'nobody@example.com', password: 'wrong' });
    await window.post('/login', { email: customer.email, password: customer.password });
    await window.post('/logout');
    expect(captured.ofType(entries.loginFailed)).toMatchObject([
      { level: 'WARNING', stream: 'security', reason: 'wrong password', failures: 1, email: 'a***@customers.example' },
      { reason: 'unknown address' },
    ]);
    expect(captured.ofType(entries.loginSucceeded)).toMatchObject([
      { stream: 'security', user: customer.id, object_type: 'user', failures_before: 1 },
    ]);
    expect(captured.ofType(entries.loggedOut)).toMatchObject([{ user: customer.id, user_id: customer.id }]);
  });

  it('locks the account after five failures, and keeps it locked for the right password', async () => {
    await breakIn(browser(), customer);
    expect(captured.ofType(entries.accountLocked)).toMatchObject([{ user: customer.id, failures: 5, level: 'ERROR' }]);
    const answer = await browser().post('/login', { email: customer.email, password: customer.password });
    expect(answer.status).toBe(401);
    expect(captured.ofType(entries.loginFailed).at(-1)).toMatchObject({ reason: 'account locked' });
    expect(captured.ofType(entries.loginSucceeded)).toEqual([]);
  });
});

describe('buying', () => {
  it('leaves the whole story in the log, with one correlation id from the click to the worker', async () => {
    const window = await signedIn();
    expect(await buy(window, 'p_oak_oil')).toBe(201);
    await shop.idle();
    const [placed] = captured.ofType(entries.orderPlaced);
    expect(placed).toMatchObject({
      total: '12.90',
      retention: 'financial',
      user_id: customer.id,
      items: [{ product: 'p_oak_oil', quantity: 1, price: '12.90' }],
    });
    const story = captured.entries
      .filter((entry) => entry.correlation_id === placed?.correlation_id)
      .map((entry) => entry.event);
    expect(story.slice(0, 5)).toEqual([
      'checkout.started',
      'stock.reserved',
      'payment.succeeded',
      'invoice.issued',
      'checkout.order_placed',
    ]);
    expect(story).toContain('http.request');
    expect(story.filter((event) => event === 'job.completed')).toHaveLength(2);
    const [job] = captured.ofType(entries.jobCompleted);
    expect(job).toMatchObject({ requested_by: placed?.request_id, trace_id: placed?.trace_id, logger: 'worker' });
  });

  it('that the bank declines is no order; the goods are free again', async () => {
    const window = await signedIn();
    expect(await buy(window, 'p_oak_desk', '4000000000000002')).toBe(402);
    expect(captured.ofType(entries.paymentDeclined)).toMatchObject([{ card_last4: '0002', attempt: 1 }]);
    expect(captured.ofType(entries.checkoutFailed)).toMatchObject([{ reason: 'payment declined', level: 'WARNING' }]);
    expect((await window.get('/products/p_oak_desk')).body).toMatchObject({ stock: 12 });
    expect(captured.ofType(entries.orderPlaced)).toEqual([]);
  });

  it('tries a provider that does not answer three times', async () => {
    await shop.close();
    await open({ ...CALM, hanging: 1 });
    expect(await buy(await signedIn(), 'p_oak_oil')).toBe(503);
    expect(captured.ofType(entries.paymentRetried)).toHaveLength(2);
    expect(captured.ofType(entries.paymentUnavailable)).toMatchObject([
      { level: 'ERROR', attempt: 3, error: { type: 'ProviderError', code: 'PROVIDER_TIMEOUT' } },
    ]);
  });

  it('of more than there is says so; the worker orders more of what runs low', async () => {
    const window = await signedIn();
    await window.post('/cart/items', { product: 'p_walnut_table', quantity: 7 });
    expect((await window.post('/checkout', { card: CARD })).status).toBe(409);
    expect(captured.ofType(entries.stockExhausted)).toMatchObject([{ wanted: 7, left: 6 }]);
    await window.remove('/cart/items/p_walnut_table');
    await window.post('/cart/items', { product: 'p_walnut_table', quantity: 5 });
    expect((await window.post('/checkout', { card: CARD })).status).toBe(201);
    await shop.idle();
    expect(captured.ofType(entries.stockLow)).toMatchObject([{ product: 'p_walnut_table', left: 1 }]);
    expect(captured.ofType(entries.stockReplenished)).toMatchObject([{ quantity: 5, left: 6 }]);
  });
});

describe('an invoice', () => {
  it('above the limit waits for an approver; the decision is an audit entry with before and after', async () => {
    await buy(await signedIn(), 'p_oak_desk');
    const [issued] = captured.ofType(entries.invoiceIssued);
    expect(issued).toMatchObject({ stream: 'audit', retention: 'financial', state: 'waiting for approval' });
    const desk = await signedIn(approver);
    const path = `/invoices/${issued?.invoice}/approve`;
    expect((await desk.post(path, { reason: 'checked' })).status).toBe(200);
    expect((await desk.post(path, { reason: 'checked' })).status).toBe(409);
    expect(captured.ofType(entries.invoiceApproved)).toMatchObject([
      {
        stream: 'audit',
        object_type: 'invoice',
        object_id: issued?.invoice,
        audit: {
          actor: approver.id,
          action: 'invoice.approve',
          outcome: 'success',
          reason: 'checked',
          before: { state: 'waiting for approval', approver: null },
          after: { state: 'approved', approver: approver.id },
          changed: ['state', 'approver'],
        },
      },
    ]);
  });

  it('is not for customers', async () => {
    expect((await (await signedIn()).get('/invoices')).status).toBe(403);
    expect((await browser().get('/invoices')).status).toBe(401);
    expect(captured.ofType(entries.accessDenied)).toMatchObject([{ role: 'customer' }, { role: 'nobody' }]);
  });
});

describe('the worker', () => {
  it('gives a mail up after four attempts', async () => {
    await buy(await signedIn(people.find(({ id }) => id === 'u_13')), 'p_oak_oil');
    await shop.idle();
    expect(captured.ofType(entries.jobRetried).filter((entry) => entry.kind === 'order mail')).toHaveLength(3);
    expect(captured.ofType(entries.jobDeadLettered)).toMatchObject([
      { level: 'ERROR', kind: 'order mail', attempt: 4, error: { code: '550' } },
    ]);
  });
});

describe('a request', () => {
  it('that makes no sense is refused with 4xx and is no error of ours', async () => {
    const window = await signedIn();
    expect((await window.post('/cart/items', { product: 'p_oak_oil', quantity: -1 })).status).toBe(400);
    expect((await window.post('/checkout', { card: CARD })).status).toBe(400);
    expect((await window.get('/products/nope')).status).toBe(404);
    const broken = await fetch(`${shop.url}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(broken.status).toBe(400);
    await vi.waitUntil(() => captured.ofType(httpRequest).length >= 5, { timeout: 30_000 });
    expect(captured.entries.filter((entry) => entry.level === 'ERROR')).toEqual([]);
  });

  it('of a scraper is noticed', async () => {
    await scrape(browser());
    expect(captured.ofType(entries.automationSuspected)).toMatchObject([{ stream: 'security', requests: 31 }]);
    expect(captured.ofType(httpRequest).some((entry) => entry.client_ip === INTRUDER.address)).toBe(true);
  });
});
