import { memory } from '@heartwood/log';
import { expect, it } from 'vitest';
import * as entries from '../entries/index.js';
import { demoPeople } from '../people/accounts.js';
import { backfill } from './backfill.js';

/** In the local time of the machine, by which the shop is busy or quiet. */
const FROM = new Date(2026, 10, 21, 17).getTime();
const TO = FROM + 3_600_000;

async function write(seed = 1) {
  const captured = memory({ maxLines: 100_000 });
  const count = await backfill({
    from: FROM,
    to: TO,
    rate: 30,
    seed,
    logger: { service: 'shop', level: 'debug', env: {}, sinks: [captured] },
  });
  return { captured, count };
}

it('writes an hour of past, in order, at its own times', async () => {
  const { captured, count } = await write();
  expect(captured.lines).toHaveLength(count);
  expect(count).toBeGreaterThan(5_000);
  const times = captured.entries.map(({ timestamp }) => Date.parse(timestamp));
  expect(times).toEqual([...times].sort((one, other) => one - other));
  expect(times[0]).toBeGreaterThanOrEqual(FROM);
  expect(times.at(-1)).toBeLessThan(TO);
  const minutes = new Set(times.map((time) => Math.floor((time - FROM) / 60_000)));
  expect(minutes.size).toBe(60);
});

it('tells the same stories as the shop, through its entry types', async () => {
  const { captured } = await write();
  const names = new Set([...Object.values(entries).map((type) => type.name), 'http.request']);
  expect(captured.entries.filter(({ event }) => !names.has(event))).toEqual([]);
  const events = new Set(captured.entries.map(({ event }) => event));
  for (const type of [
    entries.orderPlaced,
    entries.paymentDeclined,
    entries.paymentRetried,
    entries.invoiceApproved,
    entries.loginFailed,
    entries.accountLocked,
    entries.automationSuspected,
    entries.jobCompleted,
  ]) {
    expect(events).toContain(type.name);
  }
  const [placed] = captured.ofType(entries.orderPlaced);
  const story = captured.entries.filter((entry) => entry.correlation_id === placed?.correlation_id);
  expect(story.map(({ event }) => event)).toEqual(
    expect.arrayContaining([
      'checkout.started',
      'payment.succeeded',
      'invoice.issued',
      'http.request',
      'job.completed',
    ]),
  );
  expect(placed).toHaveProperty('user_id');
});

it('holds no address of a person', async () => {
  const { captured } = await write(2);
  const text = captured.lines.join('\n');
  for (const { email } of demoPeople()) expect(text).not.toContain(email);
});
