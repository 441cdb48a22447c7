import { createLogger, memory } from '@heartwood/log';
import { expect, it, vi } from 'vitest';
import * as entries from '../entries/index.js';
import { demoPeople } from '../people/accounts.js';
import { startShop } from '../shop.js';
import { startTraffic } from './traffic.js';

it('fills the log with what people do, and no secret of theirs', { timeout: 60_000 }, async () => {
  const captured = memory({ maxLines: 200_000 });
  const log = createLogger({ service: 'shop', level: 'debug', env: {}, handleExit: false, sinks: [captured] });
  const shop = await startShop({
    log,
    temper: { declined: 0.06, unavailable: 0.04, hanging: 0.002, latency: 1 },
    // Long enough for a busy machine: only the provider's own silence may run into it.
    payments: { timeout: 1_500, firstWait: 1 },
    worker: { firstWait: 1 },
  });
  const traffic = startTraffic({ shopUrl: shop.url, rate: 6_000, pace: 0, seed: 7 });
  await vi.waitUntil(() => traffic.visits >= 250, { timeout: 40_000 });
  await traffic.stop();
  await shop.close();

  expect(traffic.broken).toBe(0);
  const written = captured.entries;
  const events = new Set(written.map(({ event }) => event));
  for (const type of [entries.orderPlaced, entries.paymentDeclined, entries.invoiceApproved, entries.jobCompleted]) {
    expect(events, type.name).toContain(type.name);
  }
  const text = captured.lines.join('\n');
  // No card number of 13 to 19 digits, whole or with its middle: also not in paths, queries or messages.
  expect(text).not.toMatch(/"[^"]*\b(?:4242424242|5555555555|3782822463|6011111111|4000000000)\d*/);
  for (const { email, password } of demoPeople()) {
    expect(text).not.toContain(password);
    expect(text).not.toContain(email);
  }
  // Everything is an entry of a declared type, whole and in order.
  const names = new Set(Object.values(entries).map((type) => type.name));
  const others = [...events].filter((event) => !names.has(event));
  expect(others).toEqual(['http.request']);
  expect(written.map(({ seq }) => seq)).toEqual(written.map((_, index) => index + 1));
  expect(log.stats()).toMatchObject({ degraded: 0, sinkFailures: 0 });
});
