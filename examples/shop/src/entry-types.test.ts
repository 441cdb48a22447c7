import { memory } from '@heartwood/log';
import { expect, it } from 'vitest';
import * as entries from './entries/index.js';
import { shopEntryTypes } from './entry-types.js';
import { backfill } from './history/backfill.js';

it('are all that the entries folder exports', () => {
  expect(shopEntryTypes.size).toBe(Object.keys(entries).length);
  expect(shopEntryTypes.get('invoice.approved')).toBe(entries.invoiceApproved);
});

it('are all that the shop writes, with the required fields, beside the entries of the library', async () => {
  const captured = memory({ maxLines: 100_000 });
  const to = Date.UTC(2026, 10, 21, 18);
  const logger = { service: 'shop', level: 'debug', env: {}, sinks: [captured] } as const;
  await backfill({ from: to - 600_000, to, rate: 30, logger });
  const described = new Map(shopEntryTypes.describe().entry_types.map((type) => [type.name, type]));
  const unknown = captured.entries.filter(({ event }) => !described.has(event));
  expect(new Set(unknown.map(({ event }) => event))).toEqual(new Set(['http.request']));
  const missing = captured.entries.flatMap((entry) =>
    Object.entries(described.get(entry.event)?.fields ?? {})
      .filter(
        ([name, { optional, type }]) => optional !== true && entry[type === 'error' ? 'error' : name] === undefined,
      )
      .map(([name]) => `${entry.event}: ${name}`),
  );
  expect(new Set(missing)).toEqual(new Set());
  expect(captured.entries.length).toBeGreaterThan(500);
});
